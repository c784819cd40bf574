// The list of edits, a line each. A new edit is one file and one line here; a file in `circuits/src/edits`
// without one is missed by the type check of `edits.ts`.

export * as crop from "./crop.svelte";
export * as cropHidden from "./crop_hidden";
export * as resize from "./resize.svelte";
export * as straighten from "./straighten.svelte";
export * as rotate90 from "./rotate90.svelte";
export * as flip from "./flip.svelte";
export * as contrast from "./contrast.svelte";
export * as brightness from "./brightness.svelte";
export * as gamma from "./gamma.svelte";
export * as levels from "./levels.svelte";
export * as curve from "./curve.svelte";
export * as exposure from "./exposure.svelte";
export * as saturation from "./saturation.svelte";
export * as whiteBalance from "./white_balance.svelte";
export * as rgbToYcbcr from "./rgb_to_ycbcr.svelte";
export * as ycbcrToRgb from "./ycbcr_to_rgb.svelte";
export * as grayscale from "./grayscale.svelte";
export * as convolve from "./convolve.svelte";
export * as redact from "./redact.svelte";
export * as pixelate from "./pixelate.svelte";
