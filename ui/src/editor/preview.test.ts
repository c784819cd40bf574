import { expect, test } from "vitest";

import { readPreview, writePreview } from "./preview";

const check = {
  sizes: [{ width: 30, height: 20 }],
  error: { index: 1, message: "the rectangle reaches outside the image, which is 30 × 20 here" },
};

test("what the program says of the edits comes with the frame, or alone", () => {
  const empty = () => new Uint32Array(256);
  const frame = {
    full: { width: 30, height: 20 },
    shown: { width: 2, height: 1 },
    histogram: [empty(), empty(), empty()] as [Uint32Array, Uint32Array, Uint32Array],
    pixels: new Uint8ClampedArray([1, 2, 3, 255, 4, 5, 6, 255]),
  };
  expect(readPreview(writePreview({ check, frame }))).toEqual({ check, frame });
  expect(readPreview(writePreview({ check, frame: null }))).toEqual({ check, frame: null });
});

test("bytes that are cut off are not shown", () => {
  expect(() => readPreview(writePreview({ check, frame: null }).slice(0, 20))).toThrow();
});
