import { describe, expect, test } from "vitest";

import { largestCrop, straightened } from "../edits/straightened";
import type { Point } from "../parts/geometry";
import { corners, levelling, pivotOf, placeAbout, reachable, redrawn, turnAbout } from "./turning";
import { placeOf } from "./view";

const size = { width: 1200, height: 800 };
const ANGLES = [0, 10, -350, 4000, -15_000, 15_000];

const near = (found: Point, wanted: Point) => {
  expect(found.x).toBeCloseTo(wanted.x, 6);
  expect(found.y).toBeCloseTo(wanted.y, 6);
};

test.each<[string, Point, Point, number]>([
  ["clockwise from the right", { x: 20, y: 10 }, { x: 10, y: 20 }, 90_000],
  ["counterclockwise from the right", { x: 20, y: 10 }, { x: 20, y: 0 }, -45_000],
  ["clockwise above", { x: 9, y: 0 }, { x: 11, y: 0 }, 2 * 5710.593],
  ["towards the middle", { x: 30, y: 10 }, { x: 12, y: 10 }, 0],
  ["across the left", { x: 0, y: 9 }, { x: 0, y: 11 }, -2 * 5710.593],
  ["from the middle", { x: 10, y: 10 }, { x: 50, y: 3 }, 0],
])("a drag turns by the angle that it is seen under: %s", (_, from, to, angle) => {
  expect(turnAbout({ x: 10, y: 10 }, from, to)).toBeCloseTo(angle, 2);
});

test.each<[string, number, number, number]>([
  ["already level", 100, 0, 0],
  ["sinks to the right", 100, 5, -2862.405],
  ["the same, drawn from the right", -100, -5, -2862.405],
  ["rises to the right", 100, -5, 2862.405],
  ["an edge that leans to the right", 5, -100, -2862.405],
  ["the same, drawn from above", -5, 100, -2862.405],
  ["upright", 0, 50, 0],
  ["steep", 60, -100, -30_963.757],
])("a line becomes level or upright: %s", (_, x, y, angle) => {
  expect(levelling({ x: 3, y: 4 }, { x: 3 + x, y: 4 + y })).toBeCloseTo(angle, 2);
});

test("angles are those that a picture can be straightened by", () => {
  expect([0.4, -3, 1234, -1236, 15_004, 99_999, -200_000].map(reachable)).toEqual([
    0, 0, 1230, -1240, 15_000, 15_000, -15_000,
  ]);
});

describe("the photo in the view", () => {
  const viewport = { width: 640, height: 440 };

  test("turns about the middle of the crop", () => {
    for (const [rect, from] of [
      [largestCrop(size, 0, null), 0],
      [{ x: 700, y: 60, width: 300, height: 200 }, 0],
      [{ x: 700, y: 160, width: 300, height: 200 }, -4000],
    ] as const) {
      const place = placeOf("fit", straightened(size, from).frame, viewport);
      const pivot = pivotOf(size, from, rect, place);
      const middle = { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 };
      near(pivot.at, { x: place.x + middle.x * place.scale, y: place.y + middle.y * place.scale });
      for (const to of ANGLES) {
        const there = placeAbout(pivot, to);
        const { frame } = straightened(size, to);
        expect([there.scale, there.width]).toEqual([place.scale, frame.width * place.scale]);
        const [a, b, c, d, e, f] = redrawn(size, from, to);
        const moved = { x: a * middle.x + c * middle.y + e, y: b * middle.x + d * middle.y + f };
        near(pivot.at, { x: there.x + moved.x * there.scale, y: there.y + moved.y * there.scale });
      }
      near(placeAbout(pivot, from), place);
    }
  });

  test("is drawn from one that is straightened by another angle", () => {
    for (const [from, to] of ANGLES.flatMap((from) => ANGLES.map((to) => [from, to] as const))) {
      const [a, b, c, d, e, f] = redrawn(size, from, to);
      const drawn = corners(size, from).map(({ x, y }) => ({ x: a * x + c * y + e, y: b * x + d * y + f }));
      drawn.forEach((corner, index) => near(corner, corners(size, to)[index]!));
    }
  });

  test("lies within the frame that the program gives it", () => {
    near(corners(size, 0)[2]!, { x: 1200, y: 800 });
    for (const angle of ANGLES) {
      const { frame } = straightened(size, angle);
      for (const { x, y } of corners(size, angle)) {
        expect(x >= 0 && y >= 0 && x <= frame.width && y <= frame.height, `${angle}: ${x}, ${y}`).toBe(true);
      }
      const [first, second] = corners(size, angle) as [Point, Point];
      expect(turnAbout(first, { x: first.x + 1, y: first.y }, second)).toBeCloseTo(angle, 2);
    }
  });
});
