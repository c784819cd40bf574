// The bytes of a preview, as the program sends them: little endian, width and height of the full result,
// width and height of what is shown, the histogram (256 counts of red, of green, of blue), then RGBA.

import type { Size } from "../ipc/generated";

/** The counts of each value, by channel. */
export type Histogram = [Uint32Array, Uint32Array, Uint32Array];

/** A picture to be shown. */
export interface Frame {
  /** The size of the full result. */
  full: Size;
  /** The size of what is shown. */
  shown: Size;
  histogram: Histogram;
  /** RGBA, row by row. */
  pixels: Uint8ClampedArray<ArrayBuffer>;
}

const COUNTS = 3 * 256;
const HEADER = 4 * (4 + COUNTS);

/** Reads the bytes of a preview. */
export function readFrame(bytes: ArrayBuffer): Frame {
  if (bytes.byteLength < HEADER) throw new Error("the preview is cut off");
  const words = new DataView(bytes);
  const word = (index: number) => words.getUint32(4 * index, true);
  const full = { width: word(0), height: word(1) };
  const shown = { width: word(2), height: word(3) };
  if (bytes.byteLength !== HEADER + 4 * shown.width * shown.height) {
    throw new Error("the preview has another size than it says");
  }
  const channel = (index: number) =>
    Uint32Array.from({ length: 256 }, (_, value) => word(4 + 256 * index + value));
  return {
    full,
    shown,
    histogram: [channel(0), channel(1), channel(2)],
    pixels: new Uint8ClampedArray(bytes, HEADER),
  };
}

/** The bytes of a frame; what the program does, for tests and the program's stand-in. */
export function writeFrame({ full, shown, histogram, pixels }: Frame): ArrayBuffer {
  const bytes = new ArrayBuffer(HEADER + pixels.length);
  const words = new DataView(bytes);
  [full.width, full.height, shown.width, shown.height].forEach((value, index) =>
    words.setUint32(4 * index, value, true),
  );
  histogram.forEach((counts, index) =>
    counts.forEach((count, value) => words.setUint32(4 * (4 + 256 * index + value), count, true)),
  );
  new Uint8Array(bytes).set(pixels, HEADER);
  return bytes;
}
