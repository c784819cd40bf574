// Numbers as they are typed: a whole number of small units, shown with decimals.

import { FluentNumber } from "@fluent/bundle";

import { say } from "../words.svelte";

/** 1300 with 3 decimals as "1.300". */
export function show(value: number, decimals: number): string {
  return (value / 10 ** decimals).toFixed(decimals);
}

/** What was typed in small units, or the reason why it cannot be. */
export function parse(
  text: string,
  { min, max, decimals }: { min: number; max: number; decimals: number },
): { value: number } | { problem: string } {
  const cleaned = text.trim().replace("−", "-").replace(",", ".");
  const written = (value: number) => new FluentNumber(value / 10 ** decimals, { useGrouping: false });
  const range = { least: written(min), most: written(max) };
  const problem = say(decimals === 0 ? "number-whole" : "number-any", range);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(cleaned)) return { problem };
  const value = Math.round(Number(cleaned) * 10 ** decimals);
  const exact = decimals > 0 || Number.isInteger(Number(cleaned));
  return exact && value >= min && value <= max ? { value } : { problem };
}
