import { expect, test } from "vitest";

import { type Frame, readFrame, writeFrame } from "./frame";

const counts = (seed: number) => Uint32Array.from({ length: 256 }, (_, value) => seed * 1000 + value);
const frame: Frame = {
  full: { width: 1280, height: 720 },
  shown: { width: 2, height: 1 },
  histogram: [counts(1), counts(2), counts(3)],
  pixels: new Uint8ClampedArray([1, 2, 3, 255, 4, 5, 6, 255]),
};

test("what was written is read", () => {
  const bytes = writeFrame(frame);
  expect(new DataView(bytes).getUint32(0, true)).toBe(1280);
  expect(readFrame(bytes)).toEqual(frame);
});

test("bytes that do not fit are refused", () => {
  const bytes = writeFrame(frame);
  expect(() => readFrame(bytes.slice(0, 100))).toThrow("cut off");
  expect(() => readFrame(bytes.slice(0, -1))).toThrow("another size");
});
