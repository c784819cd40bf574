import { describe, expect, test } from "vitest";

import { program } from "../../tests/program";
import type { Edit } from "./edit";
import { makeEdit, parametersOf, wordOf } from "./edit";
import { changesNothing, control, definition, grouped, nameOf, withRectangle, wordsOf } from "./edits";
import { kernelName, learnPresets, presetKernel, PRESETS, resizedKernel } from "./kernels.svelte";

const frame = { width: 1200, height: 800 };
const all = grouped().flat();

test("each edit has a file with its control, once", () => {
  expect(all).toHaveLength(19);
  expect(new Set(all.map(({ word }) => word)).size).toBe(19);
  expect(new Set(all.map(({ name }) => name)).size).toBe(19);
  for (const { word } of all) expect(control(word)).toBeTypeOf("function");
});

test("no two edits begin with the same key", () => {
  const keys = all.flatMap(({ key }) => key ?? []);
  expect(new Set(keys).size).toBe(keys.length);
});

test("an edit begins without an effect, unless it is added by one press or drawn", () => {
  for (const { word, atOnce, rectangle, initial, changesNothing } of all) {
    const edit = makeEdit(word, initial(frame));
    expect(wordOf(edit)).toBe(word);
    expect(changesNothing(parametersOf(edit), frame), word).toBe(!atOnce && rectangle !== "cover");
  }
});

test("what may begin at any size lies within the smallest image", () => {
  const { initial } = definition("redact");
  expect(initial({ width: 1, height: 1 })).toEqual({ x: 0, y: 0, width: 1, height: 1 });
  expect(initial(frame)).toEqual({ x: 450, y: 300, width: 300, height: 200 });
});

test("blocks follow the rectangle", () => {
  const edit: Edit = { pixelate: { x: 0, y: 0, width: 100, height: 50, block: 10 } };
  const to = (x: number, y: number, width: number, height: number) =>
    parametersOf(withRectangle(edit, { x, y, width, height }));
  expect(to(5, 6, 100, 50)).toEqual({ x: 5, y: 6, width: 100, height: 50, block: 10 });
  expect(to(0, 0, 40, 200)).toEqual({ x: 0, y: 0, width: 40, height: 200, block: 20 });
  expect(to(0, 0, 3, 3)).toEqual({ x: 0, y: 0, width: 3, height: 3, block: 2 });
});

describe("in words", () => {
  test.each<[Edit, string, string]>([
    [{ crop: { x: 1, y: 2, width: 30, height: 40 } }, "Crop", "30 × 40 at 1, 2"],
    [
      { cropHidden: { size: { width: 30, height: 40 }, place: { x: 1, y: 2 } } },
      "Crop",
      "30 × 40 at 1, 2, place hidden",
    ],
    [{ cropHidden: { size: { width: 30, height: 40 }, place: null } }, "Crop", "30 × 40, place hidden"],
    [{ resize: { width: 30, height: 40 } }, "Resize", "30 × 40"],
    [{ contrast: { permille: 1300 } }, "Contrast", "× 1.300"],
    [{ brightness: { offset: -20 } }, "Brightness", "−20"],
    [{ gamma: { permille: 955 } }, "Gamma", "0.955"],
    [{ levels: { black: 16, white: 235, gammaPermille: 1200 } }, "Levels", "16 to 235, gamma 1.200"],
    [{ levels: { black: 16, white: 255, gammaPermille: 1000 } }, "Levels", "16 to 255"],
    [
      {
        curve: {
          points: [
            [0, 10],
            [255, 240],
          ],
        },
      },
      "Curve",
      "0 → 10, 255 → 240",
    ],
    [{ exposure: { permille: 700 } }, "Exposure", "+0.700 stops"],
    [{ exposure: { permille: -1500 } }, "Exposure", "−1.500 stops"],
    [{ saturation: { permille: 1300 } }, "Saturation", "× 1.300"],
    [
      { whiteBalance: { redPermille: 1100, greenPermille: 1000, bluePermille: 95 } },
      "White balance",
      "R 1.1 G 1 B 0.095",
    ],
    [{ flip: { axis: "vertical" } }, "Flip", "top and bottom"],
    [{ rotate90: { turns: 3 } }, "Rotate", "90° left"],
    [{ straighten: { millidegrees: -800 } }, "Straighten", "0.800° counterclockwise"],
    [{ redact: { x: 1, y: 2, width: 30, height: 40 } }, "Redact", "30 × 40 at 1, 2"],
    [
      { pixelate: { x: 1, y: 2, width: 30, height: 40, block: 5 } },
      "Pixelate",
      "30 × 40 at 1, 2, blocks of 5",
    ],
    [{ grayscale: {} }, "Grayscale", ""],
    [{ rgbToYcbcr: {} }, "RGB to YCbCr", ""],
  ])("%o", (edit, name, words) => {
    expect([nameOf(edit), wordsOf(edit)]).toEqual([name, words]);
    expect(changesNothing(edit, frame)).toBe(false);
  });
});

describe("kernels", () => {
  test("presets are the program's, and are known by their names", async () => {
    const { asked } = program();
    expect(presetKernel("sharpen")).toBeUndefined();
    await learnPresets();
    expect(asked("kernelPreset").map(({ name }) => name)).toEqual(PRESETS.map(({ name }) => name));
    const edit: Edit = { convolve: presetKernel("sharpen")! };
    expect([kernelName(edit.convolve), wordsOf(edit)]).toEqual(["Sharpen", "Sharpen"]);
    const own: Edit = { convolve: { ...edit.convolve, divisor: 3 } };
    expect([kernelName(own.convolve), wordsOf(own)]).toEqual([null, "own 3×3 kernel / 3"]);
  });

  test("grow and shrink about their middle", () => {
    const small = [
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
    ];
    const large = resizedKernel(small, 5);
    expect(large[1]).toEqual([0, 1, 2, 3, 0]);
    expect(large[0]).toEqual([0, 0, 0, 0, 0]);
    expect(resizedKernel(large, 3)).toEqual(small);
  });
});
