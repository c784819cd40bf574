// What edits do to pixels. Written by `src-tauri/src/tests/types.rs`.

import type { EditWord } from "../../edits/edit";

/** A table of 256 entries a channel, which can be drawn as a curve. */
export const TONES: readonly EditWord[] = [
  "contrast",
  "brightness",
  "gamma",
  "whiteBalance",
  "levels",
  "curve",
  "exposure",
];

/** Moves pixels or changes the size of the picture. */
export const MOVES_PIXELS: readonly EditWord[] = [
  "crop",
  "resize",
  "flip",
  "rotate90",
  "cropHidden",
  "straighten",
];
