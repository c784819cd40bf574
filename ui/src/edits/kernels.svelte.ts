// Names of kernels, and the size of one's own.

import { kernelPreset } from "../ipc";
import type { Convolve } from "../ipc/generated";

/** The presets of the engine, as it names them, and as people call them. */
export const PRESETS = [
  { name: "gaussian3", label: "Soft blur" },
  { name: "gaussian5", label: "Blur" },
  { name: "box3", label: "Box 3×3" },
  { name: "box5", label: "Box 5×5" },
  { name: "sharpen", label: "Sharpen" },
  { name: "edge", label: "Edges" },
] as const;

/** The kernels of the presets, by name, once the program has told them. */
let known: Record<string, Convolve> = $state.raw({});

/** Asks the program for the kernels of all presets. */
export async function learnPresets(): Promise<void> {
  const kernels = PRESETS.map(async ({ name }) => [name, await kernelPreset(name)] as const);
  known = Object.fromEntries(await Promise.all(kernels));
}

/** The kernel of a preset, if it is known. */
export const presetKernel = (name: string): Convolve | undefined => known[name];

/** Whether two kernels are the same. */
export function same(one: Convolve, other: Convolve): boolean {
  return one.divisor === other.divisor && JSON.stringify(one.kernel) === JSON.stringify(other.kernel);
}

/** What a kernel is called, if it is a preset. */
export function kernelName(kernel: Convolve): string | null {
  const preset = PRESETS.find(({ name }) => known[name] && same(known[name], kernel));
  return preset?.label ?? null;
}

/** The same kernel in a larger or smaller square, about its middle. */
export function resizedKernel(kernel: number[][], side: number): number[][] {
  const shift = (kernel.length - side) / 2;
  const indices = Array.from({ length: side }, (_, index) => index + shift);
  return indices.map((y) => indices.map((x) => kernel[y]?.[x] ?? 0));
}
