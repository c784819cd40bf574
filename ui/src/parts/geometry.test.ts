import { describe, expect, test } from "vitest";

import type { Rect } from "../ipc/generated";
import { byKey, drawn, HANDLES, moved, resized, within, withRatio, withSide } from "./geometry";

const frame = { width: 100, height: 60 };
const rect = (x: number, y: number, width: number, height: number): Rect => ({ x, y, width, height });
const middle = rect(20, 20, 40, 20);

describe("moving", () => {
  test.each([
    [{ x: 5, y: -3 }, rect(25, 17, 40, 20)],
    [{ x: 0.6, y: 0.4 }, rect(21, 20, 40, 20)],
    [{ x: 500, y: 500 }, rect(60, 40, 40, 20)],
    [{ x: -500, y: -500 }, rect(0, 0, 40, 20)],
  ])("by %o", (by, expected) => expect(moved(middle, by, frame)).toEqual(expected));
});

describe("resizing without a ratio", () => {
  test.each([
    ["se", { x: 10, y: 5 }, rect(20, 20, 50, 25)],
    ["nw", { x: 10, y: 5 }, rect(30, 25, 30, 15)],
    ["e", { x: 10, y: 5 }, rect(20, 20, 50, 20)],
    ["n", { x: 10, y: -5 }, rect(20, 15, 40, 25)],
    ["se", { x: 900, y: 900 }, rect(20, 20, 80, 40)],
    ["nw", { x: -900, y: -900 }, rect(0, 0, 60, 40)],
    ["nw", { x: 900, y: 900 }, rect(59, 39, 1, 1)],
    ["se", { x: -900, y: -900 }, rect(20, 20, 1, 1)],
  ] as const)("%s by %o", (handle, by, expected) =>
    expect(resized(middle, handle, by, frame, null)).toEqual(expected),
  );
});

describe("resizing with a ratio", () => {
  const twoToOne = { width: 2, height: 1 };

  test.each([
    ["se", { x: 10, y: 0 }, rect(20, 20, 50, 25)],
    ["se", { x: 0, y: 10 }, rect(20, 20, 60, 30)],
    ["nw", { x: -10, y: 0 }, rect(10, 15, 50, 25)],
    ["e", { x: 10, y: 0 }, rect(20, 18, 50, 25)],
    ["s", { x: 0, y: 10 }, rect(10, 20, 60, 30)],
    ["se", { x: 900, y: 900 }, rect(20, 20, 80, 40)],
    ["ne", { x: 900, y: -900 }, rect(20, 0, 80, 40)],
  ] as const)("%s by %o", (handle, by, expected) =>
    expect(resized(middle, handle, by, frame, twoToOne)).toEqual(expected),
  );

  test("the frame and the ratio hold wherever a handle is taken", () => {
    for (const ratio of [
      { width: 1, height: 1 },
      { width: 16, height: 9 },
      { width: 35, height: 45 },
    ]) {
      for (const handle of HANDLES) {
        for (let x = -120; x <= 120; x += 17) {
          for (let y = -120; y <= 120; y += 13) {
            const result = resized(middle, handle, { x, y }, frame, ratio);
            expect(within(result, frame), JSON.stringify({ handle, x, y, result })).toBe(true);
            const exact = (result.width * ratio.height) / ratio.width;
            // Half a pixel of rounding on either side.
            expect(Math.abs(exact - result.height)).toBeLessThanOrEqual(
              0.5 + (0.5 * ratio.height) / ratio.width,
            );
          }
        }
      }
    }
  });
});

describe("drawing", () => {
  test.each([
    [{ x: 10, y: 10 }, { x: 30, y: 20 }, rect(10, 10, 20, 10)],
    [{ x: 30, y: 20 }, { x: 10, y: 10 }, rect(10, 10, 21, 11)],
    [{ x: 90, y: 50 }, { x: 900, y: 900 }, rect(90, 50, 10, 10)],
    [{ x: -50, y: -50 }, { x: 5, y: 5 }, rect(0, 0, 5, 5)],
    [{ x: 10, y: 10 }, { x: 10, y: 10 }, rect(10, 10, 1, 1)],
    [{ x: 100, y: 60 }, { x: 100, y: 60 }, rect(99, 59, 1, 1)],
  ])("from %o to %o", (from, to, expected) => expect(drawn(from, to, frame, null)).toEqual(expected));

  test("with a ratio", () => {
    expect(drawn({ x: 10, y: 10 }, { x: 30, y: 12 }, frame, { width: 1, height: 1 })).toEqual(
      rect(10, 10, 20, 20),
    );
  });
});

describe("ratios", () => {
  const full = rect(0, 0, 100, 60);

  test.each([
    [{ width: 1, height: 1 }, rect(20, 0, 60, 60)],
    [{ width: 3, height: 2 }, rect(5, 0, 90, 60)],
    [{ width: 4, height: 3 }, rect(10, 0, 80, 60)],
    [{ width: 16, height: 9 }, rect(0, 2, 100, 56)],
    [{ width: 35, height: 45 }, rect(27, 0, 47, 60)],
  ])("the largest %o of the frame", (ratio, expected) =>
    expect(withRatio(full, ratio, frame)).toEqual(expected),
  );

  test("a small rectangle keeps its middle and about its area", () => {
    expect(withRatio(rect(40, 20, 16, 9), { width: 1, height: 1 }, frame)).toEqual(rect(42, 19, 12, 12));
  });

  test("a rectangle at the edge is pushed inside", () => {
    expect(withRatio(rect(90, 0, 10, 40), { width: 1, height: 1 }, frame)).toEqual(rect(80, 10, 20, 20));
  });

  test("a side set to a number takes the other along", () => {
    const square = { width: 1, height: 1 };
    expect(withSide(middle, "width", 30, frame, square)).toEqual(rect(20, 20, 30, 30));
    expect(withSide(middle, "height", 900, frame, square)).toEqual(rect(20, 20, 40, 40));
    expect(withSide(middle, "width", 900, frame, null)).toEqual(rect(20, 20, 80, 20));
  });
});

describe("keys", () => {
  const press = (key: string, modifiers: { shiftKey?: boolean; altKey?: boolean } = {}) =>
    byKey(middle, { key, shiftKey: false, altKey: false, ...modifiers }, frame, null);

  test("arrows move, Shift by ten, Alt resizes", () => {
    expect(press("ArrowLeft")).toEqual(rect(19, 20, 40, 20));
    expect(press("ArrowDown", { shiftKey: true })).toEqual(rect(20, 30, 40, 20));
    expect(press("ArrowRight", { altKey: true })).toEqual(rect(20, 20, 41, 20));
    expect(press("ArrowUp", { altKey: true, shiftKey: true })).toEqual(rect(20, 20, 40, 10));
  });

  test("other keys are not meant", () => {
    expect(press("a")).toBeNull();
    expect(press("Enter", { altKey: true })).toBeNull();
  });

  test("with a ratio Alt resizes both sides", () => {
    const press = { key: "ArrowDown", altKey: true, shiftKey: true };
    expect(byKey(middle, press, frame, { width: 2, height: 1 })).toEqual(rect(20, 20, 60, 30));
  });
});
