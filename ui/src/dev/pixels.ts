// Pixels for the stand-in: the formulas of the edits, in the plainest form. The program's own code, which is
// proved, is in `circuits/`; nothing here is shipped.

import { parametersOf, wordOf } from "../edits/edit";
import type { Edit, Rect } from "../ipc/generated";

/** RGB, three bytes a pixel. */
export interface Pixels {
  width: number;
  height: number;
  bytes: Uint8ClampedArray;
}

/** A new image, each pixel taken from a place of the old one. */
function gather(
  image: Pixels,
  width: number,
  height: number,
  from: (x: number, y: number) => [number, number],
): Pixels {
  const bytes = new Uint8ClampedArray(3 * width * height);
  for (let y = 0, target = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [sx, sy] = from(x, y);
      const source = 3 * (sy * image.width + sx);
      for (let channel = 0; channel < 3; channel++) bytes[target++] = image.bytes[source + channel]!;
    }
  }
  return { width, height, bytes };
}

/** Each byte by itself. */
function tone(image: Pixels, of: (value: number, channel: number) => number): Pixels {
  const tables = [0, 1, 2].map((channel) =>
    Uint8ClampedArray.from({ length: 256 }, (_, x) => Math.floor(of(x, channel))),
  );
  return { ...image, bytes: image.bytes.map((value, index) => tables[index % 3]![value]!) };
}

/** The three channels of each pixel together. */
function mixed(image: Pixels, of: (r: number, g: number, b: number) => number[]): Pixels {
  const bytes = new Uint8ClampedArray(image.bytes.length);
  for (let i = 0; i < bytes.length; i += 3)
    bytes.set(of(image.bytes[i]!, image.bytes[i + 1]!, image.bytes[i + 2]!), i);
  return { ...image, bytes };
}

const luma = (r: number, g: number, b: number) => (1225 * r + 2404 * g + 467 * b + 2048) >> 12;

/** The table of a tone edit. */
export function toneOf(edit: Edit): ((value: number, channel: number) => number) | null {
  if ("contrast" in edit) return (x) => (128000 + (x - 128) * edit.contrast.permille + 500) / 1000;
  if ("brightness" in edit) return (x) => x + edit.brightness.offset;
  if ("gamma" in edit) return (x) => 255 * (x / 255) ** (1000 / edit.gamma.permille) + 0.5;
  if ("whiteBalance" in edit) {
    const { redPermille, greenPermille, bluePermille } = edit.whiteBalance;
    const gains = [redPermille, greenPermille, bluePermille];
    return (x, channel) => (x * gains[channel]! + 500) / 1000;
  }
  return null;
}

/** An edit applied; an error says why it does not fit. */
export function apply(image: Pixels, edit: Edit): Pixels {
  const { width, height } = image;
  const table = toneOf(edit);
  if (table) return tone(image, table);
  if ("crop" in edit || "redact" in edit) {
    const rect = parametersOf(edit) as Rect;
    if (rect.x + rect.width > width || rect.y + rect.height > height || rect.width < 1 || rect.height < 1) {
      const wrong =
        rect.width < 1 || rect.height < 1
          ? "holds no pixels; its width and height must be at least 1"
          : `reaches outside the image, which is ${width} × ${height} here`;
      throw new Error(`the rectangle ${rect.x},${rect.y} ${rect.width}x${rect.height} ${wrong}`);
    }
    if ("crop" in edit) return gather(image, rect.width, rect.height, (x, y) => [x + rect.x, y + rect.y]);
    const bytes = image.bytes.slice();
    for (let y = rect.y; y < rect.y + rect.height; y++) {
      bytes.fill(0, 3 * (y * width + rect.x), 3 * (y * width + rect.x + rect.width));
    }
    return { ...image, bytes };
  }
  if ("resize" in edit) {
    const { width: w, height: h } = edit.resize;
    return gather(image, w, h, (x, y) => [
      Math.floor(((x + 0.5) * width) / w),
      Math.floor(((y + 0.5) * height) / h),
    ]);
  }
  if ("flip" in edit) {
    const across = edit.flip.axis === "horizontal";
    return gather(image, width, height, (x, y) => (across ? [width - 1 - x, y] : [x, height - 1 - y]));
  }
  if ("rotate90" in edit) {
    const { turns } = edit.rotate90;
    if (turns === 2) return gather(image, width, height, (x, y) => [width - 1 - x, height - 1 - y]);
    return gather(image, height, width, (x, y) => (turns === 1 ? [y, height - 1 - x] : [width - 1 - y, x]));
  }
  if ("grayscale" in edit) return mixed(image, (r, g, b) => Array<number>(3).fill(luma(r, g, b)));
  if ("rgbToYcbcr" in edit) {
    return mixed(image, (r, g, b) => [
      luma(r, g, b),
      (-691 * r - 1357 * g + 2048 * b + 524288 + 2047) >> 12,
      (2048 * r - 1715 * g - 333 * b + 524288 + 2047) >> 12,
    ]);
  }
  if ("ycbcrToRgb" in edit) {
    return mixed(image, (y, cb, cr) => [
      (4096 * y + 5743 * (cr - 128) + 2048) >> 12,
      (4096 * y - 1410 * (cb - 128) - 2925 * (cr - 128) + 2048) >> 12,
      (4096 * y + 7258 * (cb - 128) + 2048) >> 12,
    ]);
  }
  if ("convolve" in edit) return convolved(image, edit.convolve.kernel, edit.convolve.divisor);
  throw new Error(`unknown edit ${wordOf(edit)}`);
}

function convolved({ width, height, bytes }: Pixels, kernel: number[][], divisor: number): Pixels {
  const radius = (kernel.length - 1) / 2;
  const result = new Uint8ClampedArray(bytes.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = Math.floor(divisor / 2);
        for (let e = -radius; e <= radius; e++) {
          const row = Math.min(height - 1, Math.max(0, y + e)) * width;
          for (let f = -radius; f <= radius; f++) {
            sum +=
              kernel[e + radius]![f + radius]! *
              bytes[3 * (row + Math.min(width - 1, Math.max(0, x + f))) + channel]!;
          }
        }
        result[3 * (y * width + x) + channel] = Math.floor(sum / divisor);
      }
    }
  }
  return { width, height, bytes: result };
}
