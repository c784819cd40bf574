import { describe, expect, test } from "vitest";

import { parse, show } from "./number";
import { fromPlace, REACH, toPlace } from "./scale";

describe("numbers that are typed", () => {
  const permille = { min: 0, max: 8000, decimals: 3 };
  const offset = { min: -255, max: 255, decimals: 0 };

  test.each([
    ["1.3", permille, 1300],
    ["1,3", permille, 1300],
    [".5", permille, 500],
    ["8", permille, 8000],
    ["-20", offset, -20],
    ["−20", offset, -20],
    [" +7 ", offset, 7],
  ])("%s", (text, limits, value) => expect(parse(text, limits)).toEqual({ value }));

  test.each([
    ["8.001", permille, "A number from 0 to 8"],
    ["", permille, "A number from 0 to 8"],
    ["1e3", offset, "A whole number from -255 to 255"],
    ["2.5", offset, "A whole number from -255 to 255"],
    ["256", offset, "A whole number from -255 to 255"],
  ])("%s is refused", (text, limits, problem) => expect(parse(text, limits)).toEqual({ problem }));

  test("are shown with their decimals", () =>
    expect([show(1300, 3), show(-20, 0)]).toEqual(["1.300", "-20"]));
});

describe("sliders of factors", () => {
  const contrast = { min: 0, max: 8000, neutral: 1000, factors: true };
  const gamma = { min: 100, max: 8000, neutral: 1000, factors: true };

  test("the ends and the middle", () => {
    for (const range of [contrast, gamma]) {
      expect([-REACH, 0, REACH].map((place) => fromPlace(place, range))).toEqual([range.min, 1000, 8000]);
      expect([range.min, 1000, 8000].map((value) => toPlace(value, range) + 0)).toEqual([-REACH, 0, REACH]);
    }
  });

  test("there and back within a step of the slider", () => {
    for (const range of [contrast, gamma]) {
      for (let value = range.min; value <= range.max; value += 37) {
        const back = fromPlace(toPlace(value, range), range);
        expect(Math.abs(back - value)).toBeLessThanOrEqual(1 + value / 400);
      }
    }
  });
});
