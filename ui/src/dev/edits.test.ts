import { beforeAll, describe, expect, test } from "vitest";

import { largestCrop, recropped, straightened } from "../edits/straightened";
import { within } from "../parts/geometry";
import { Edits } from "./edits";

// The address holds the bytes themselves: there is no server in tests.
const built = import.meta.glob<string>("./edits.wasm", { query: "?url&inline", import: "default" })[
  "./edits.wasm"
];
if (!built)
  console.warn("The program's edits are not built; `npm run edits` builds them. Skipped: their tests.");

describe.skipIf(!built)("the program's edits", () => {
  let edits: Edits;
  beforeAll(async () => {
    const code = await (await fetch(await built!())).arrayBuffer();
    const photo = { width: 2, height: 1, bytes: new Uint8Array([10, 20, 30, 250, 200, 150]) };
    edits = await Edits.of(photo, code);
  });
  const all = { places: [], maxWidth: 0, maxHeight: 0, region: null, quick: false };

  test("make pixels", () => {
    const chain = [{ flip: { axis: "horizontal" as const } }, { brightness: { offset: 10 } }];
    const { full, shown, histogram, pixels } = edits.preview({ ...all, edits: chain });
    expect([full, shown]).toEqual([
      { width: 2, height: 1 },
      { width: 2, height: 1 },
    ]);
    expect([...pixels]).toEqual([255, 210, 160, 255, 20, 30, 40, 255]);
    expect(histogram.map((counts) => counts.indexOf(1))).toEqual([20, 30, 40]);
  });

  test("take a hidden crop where it is", () => {
    const recipe = [{ cropHidden: { width: 1, height: 1 } }];
    const right = { places: [{ x: 1, y: 0 }] };
    expect([...edits.preview({ ...all, edits: recipe, ...right }).pixels]).toEqual([250, 200, 150, 255]);
    expect(edits.checkRecipe({ recipe, ...right }).error).toBeNull();
    expect(edits.checkRecipe({ recipe, places: [] }).error).toEqual({
      index: 0,
      message: "where a hidden crop was taken is not known here",
    });
  });

  test("say what does not fit", () => {
    const crop = { crop: { x: 1, y: 0, width: 2, height: 1 } };
    const turn = { rotate90: { turns: 1 } };
    const message = "the rectangle 2 × 1 at 1, 0 reaches outside the image, which is 1 × 2 here";
    expect(edits.checkRecipe({ recipe: [turn, crop], places: [] })).toEqual({
      sizes: [{ width: 1, height: 2 }],
      error: { index: 1, message },
    });
    expect(() => edits.preview({ ...all, edits: [turn, crop] })).toThrow(message);
  });

  // A gray picture is exactly gray where nothing of the corners is mixed in.
  test("crops that follow an angle show no black corner", async () => {
    const code = await (await fetch(await built!())).arrayBuffer();
    for (const [width, height] of [
      [90, 60],
      [60, 90],
      [41, 40],
      [300, 22],
    ] as const) {
      const gray = await Edits.of(
        { width, height, bytes: new Uint8Array(3 * width * height).fill(100) },
        code,
      );
      const cropped = (millidegrees: number, crop: ReturnType<typeof largestCrop>) => {
        const recipe = [{ straighten: { millidegrees } }, { crop }];
        const words = `${JSON.stringify(crop)} of ${width} × ${height} after ${millidegrees}`;
        const { sizes, error } = gray.checkRecipe({ recipe, places: [] });
        expect(error, words).toBeNull();
        expect(sizes[0], words).toEqual(straightened({ width, height }, millidegrees).frame);
        expect(within(crop, sizes[0]!), words).toBe(true);
        const { pixels } = gray.preview({ ...all, edits: recipe });
        expect(
          pixels.every((byte, index) => byte === (index % 4 === 3 ? 255 : 100)),
          words,
        ).toBe(true);
      };
      const size = { width, height };
      let [angle, drawn] = [0, { x: 8, y: 3, width: 30, height: 14 }];
      for (const millidegrees of [1, -1, 500, -1250, 3000, -7777, 15000, -15000, 0]) {
        for (const ratio of [null, size, { width: 1, height: 3 }])
          cropped(millidegrees, largestCrop(size, millidegrees, ratio));
        drawn = recropped(drawn, size, angle, millidegrees, null);
        cropped(millidegrees, drawn);
        angle = millidegrees;
      }
    }
  });

  test("answer what the controls ask", () => {
    const { kernel, divisor } = edits.kernelPreset("gaussian3");
    expect(kernel.flat().reduce((sum, weight) => sum + weight)).toBe(divisor);
    const gains = { redPermille: 2000, greenPermille: 1000, bluePermille: 0 };
    const curve = edits.toneCurve({ whiteBalance: gains });
    expect(curve.map((values) => values[60])).toEqual([120, 60, 0]);
    expect(() => edits.toneCurve({ grayscale: {} })).toThrow("grayscale is not a tone edit");
    const { greenPermille } = edits.neutralGains({ recipe: [], places: [] }, 0, 0);
    expect(greenPermille).toBe(1000);
  });
});
