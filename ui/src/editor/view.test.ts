import { describe, expect, test } from "vitest";

import { nextStop, panned, placeOf, scaleOf, toPhoto, type View, wish, zoomedTo } from "./view";

const photo = { width: 1000, height: 500 };
const viewport = { width: 540, height: 540 };

test("a fitted photo is centred with a margin", () => {
  expect(placeOf("fit", photo, viewport)).toEqual({ x: 20, y: 145, width: 500, height: 250, scale: 0.5 });
});

test("places of the view and of the photo", () => {
  expect(toPhoto({ x: 20, y: 145 }, "fit", photo, viewport)).toEqual({ x: 0, y: 0 });
  const full: View = { scale: 1, centre: { x: 500, y: 250 } };
  expect(toPhoto({ x: 270, y: 270 }, full, photo, viewport)).toEqual({ x: 500, y: 250 });
});

describe("zooming", () => {
  test("keeps the place under the pointer", () => {
    const at = { x: 200, y: 260 };
    const before = toPhoto(at, "fit", photo, viewport);
    for (const scale of [1.2, 2, 8]) {
      const after = toPhoto(at, zoomedTo(scale, at, "fit", photo, viewport), photo, viewport);
      expect(after.x).toBeCloseTo(before.x, 6);
      expect(after.y).toBeCloseTo(before.y, 6);
    }
  });

  test("does not leave the photo", () => {
    const corner = zoomedTo(4, { x: -9999, y: -9999 }, "fit", photo, viewport);
    const { x, y } = placeOf(corner, photo, viewport);
    expect([x, y]).toEqual([0, 0]);
  });

  test("has limits", () => {
    expect(scaleOf(zoomedTo(1e9, { x: 0, y: 0 }, "fit", photo, viewport), photo, viewport)).toBe(32);
    expect(scaleOf(zoomedTo(0, { x: 0, y: 0 }, "fit", photo, viewport), photo, viewport)).toBe(0.02);
  });

  test.each([
    [0.5, 1, 2 / 3],
    [0.5, -1, 1 / 3],
    [0.9, 1, 1],
    [32, 1, 32],
    [0.05, -1, 0.05],
  ] as const)("from %d, %d stops on", (scale, direction, expected) =>
    expect(nextStop(scale, direction)).toBe(expected),
  );
});

test("panning follows the hand, up to the edge", () => {
  const view: View = { scale: 2, centre: { x: 500, y: 250 } };
  expect(panned({ x: 100, y: -20 }, view, photo, viewport)).toEqual({ scale: 2, centre: { x: 450, y: 260 } });
  expect(panned({ x: 99999, y: 0 }, view, photo, viewport)).toEqual({ scale: 2, centre: { x: 135, y: 250 } });
  expect(panned({ x: 5, y: 5 }, "fit", photo, viewport)).toBe("fit");
});

describe("what is asked for", () => {
  test("a fitted photo is asked for as a whole, no larger than it is seen", () => {
    expect(wish("fit", photo, viewport)).toEqual({ region: null, maxWidth: 500, maxHeight: 250 });
  });

  test("a small photo is not asked for larger than it is", () => {
    expect(wish("fit", { width: 10, height: 10 }, viewport)).toEqual({
      region: null,
      maxWidth: 10,
      maxHeight: 10,
    });
  });

  test("a zoomed photo is asked for as far as it is seen", () => {
    const view: View = { scale: 1, centre: { x: 500, y: 250 } };
    expect(wish(view, photo, viewport)).toEqual({
      region: { x: 230, y: 0, width: 540, height: 500 },
      maxWidth: 540,
      maxHeight: 500,
    });
  });

  test("a region never leaves a photo that became smaller", () => {
    const view: View = { scale: 4, centre: { x: 990, y: 490 } };
    const small = { width: 300, height: 200 };
    const { region } = wish(view, small, viewport);
    expect(region!.x + region!.width).toBeLessThanOrEqual(300);
    expect(region!.y + region!.height).toBeLessThanOrEqual(200);
  });
});
