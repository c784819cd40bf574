// The least and the most that each parameter of an edit may be. Written by `src-tauri/src/tests/types.rs`.

export const RANGES = {
  resize: {
    width: { min: 1, max: 16384 },
    height: { min: 1, max: 16384 },
  },
  contrast: {
    permille: { min: 0, max: 8000 },
  },
  brightness: {
    offset: { min: -255, max: 255 },
  },
  gamma: {
    permille: { min: 100, max: 8000 },
  },
  whiteBalance: {
    redPermille: { min: 0, max: 8000 },
    greenPermille: { min: 0, max: 8000 },
    bluePermille: { min: 0, max: 8000 },
  },
  convolve: {
    kernel: { min: -1024, max: 1024 },
    divisor: { min: 1, max: 4096 },
  },
  rotate90: {
    turns: { min: 1, max: 3 },
  },
  levels: {
    black: { min: 0, max: 254 },
    white: { min: 1, max: 255 },
    gammaPermille: { min: 100, max: 8000 },
  },
  curve: {
    points: { min: 0, max: 255 },
  },
  exposure: {
    permille: { min: -5000, max: 5000 },
  },
  saturation: {
    permille: { min: 0, max: 4000 },
  },
  pixelate: {
    block: { min: 2, max: 16384 },
  },
  straighten: {
    millidegrees: { min: -15000, max: 15000 },
  },
} as const;
