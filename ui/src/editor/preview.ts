// The bytes that answer a preview: what the program says of the chain, as JSON after its length in four bytes,
// little endian; then the frame, or nothing if the edits that were to be shown do not fit.

import { camel, snake } from "../ipc/names";
import type { RecipeCheck } from "../ipc/generated";
import { type Frame, readFrame, writeFrame } from "../parts/frame";

export interface PreviewAnswer {
  check: RecipeCheck;
  frame: Frame | null;
}

export function readPreview(bytes: ArrayBuffer): PreviewAnswer {
  const end = 4 + new DataView(bytes).getUint32(0, true);
  const check = JSON.parse(new TextDecoder().decode(new Uint8Array(bytes, 4, end - 4))) as unknown;
  const frame = end === bytes.byteLength ? null : readFrame(bytes.slice(end));
  return { check: camel(check) as RecipeCheck, frame };
}

/** What the program does, for tests and the program's stand-in. */
export function writePreview({ check, frame }: PreviewAnswer): ArrayBuffer {
  const words = new TextEncoder().encode(JSON.stringify(snake(check)));
  const pixels = frame ? new Uint8Array(writeFrame(frame)) : new Uint8Array();
  const bytes = new Uint8Array(4 + words.length + pixels.length);
  new DataView(bytes.buffer).setUint32(0, words.length, true);
  bytes.set(words, 4);
  bytes.set(pixels, 4 + words.length);
  return bytes.buffer;
}
