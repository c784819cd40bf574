// Numbers and keys as people read them.

import type { Clock } from "./ipc/generated";

/** 1300 as "1.300". */
export function thousandths(permille: number): string {
  return (permille / 1000).toFixed(3);
}

/** 1300 as "× 1.300". */
export const factor = (permille: number): string => `× ${thousandths(permille)}`;

/** With its sign, a minus as wide as a plus. */
export function signed(value: number): string {
  return value > 0 ? `+${value}` : value < 0 ? `−${-value}` : "0";
}

/** Bytes in the unit that leaves few digits, as a language writes it; 1 kB is 1000 bytes. */
export function bytes(count: number, language = "en"): string {
  let [value, unit] = [count, "byte"];
  for (const larger of ["kilobyte", "megabyte", "gigabyte"]) {
    if (value < (unit === "byte" ? 1000 : 999.5)) break;
    [value, unit] = [value / 1000, larger];
  }
  const digits = unit !== "byte" && value < 9.95 ? 1 : 0;
  return new Intl.NumberFormat(language, {
    style: "unit",
    unit,
    unitDisplay: unit === "byte" ? "long" : "short",
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  }).format(value);
}

/** A number with one digit behind the point, as a language writes it. */
const tenths = (value: number, language: string): string =>
  value.toLocaleString(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** A duration that need not be exact. */
export function duration(seconds: number, language = "en"): string {
  if (seconds < 0.95) return `${tenths(Math.max(0.1, seconds), language)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${seconds < 9.5 ? tenths(seconds, language) : whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

/** A duration in one unit, to be compared with another. */
export function roughly(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return duration(seconds);
}

/** 2025-09-05T12:30:00Z as "2025-09-05 12:30:00 UTC". */
export const moment = (time: string): string => time.replace("T", " ").replace("Z", " UTC");

/** Whose clock a time of capture is from. */
export function byClock(clock: Clock): string {
  switch (clock) {
    case "camera":
      return "by the camera's clock";
    case "exif":
      return "by the photo's own EXIF";
    case "exif_local":
      return "by the photo's own EXIF, zone unknown";
    case "program":
      return "by the clock of the program that signed it";
  }
}

/** How much time is left, as a part of a sentence. */
export function timeLeft(seconds: number): string {
  if (seconds < 1.5) return "a moment left";
  if (seconds < 90) return `about ${Math.round(seconds)} s left`;
  return `about ${Math.round(seconds / 60)} min left`;
}

/** A share from 0 to 1 as a whole percentage that is 100 only at the end. */
export function percent(share: number): number {
  return share >= 1 ? 100 : Math.min(99, Math.max(0, Math.floor(share * 100)));
}

/** "1 edit", "2 edits". */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}

/** "a", "a and b", "a, b and c". */
export function listed(words: string[]): string {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** The first and last digits of a key or hash, enough to tell a few apart. */
export function shortKey(hex: string): string {
  return hex.length <= 16 ? hex : `${hex.slice(0, 8)}…${hex.slice(-6)}`;
}

/** A key or hash in groups of four, to be compared by eye. */
export function grouped(hex: string): string {
  return hex.replace(/(.{4})(?=.)/g, "$1 ");
}

/** The 64 digits of a key, however they were spaced or written; null if it is none. */
export function parseKey(text: string): string | null {
  const digits = text.replace(/[\s:]/g, "").toLowerCase();
  return /^[0-9a-f]{64}$/.test(digits) ? digits : null;
}

/** With a capital letter and a full stop, which messages of the program do not have. */
export function asSentence(message: string): string {
  if (message === "") return "";
  const begun = message[0]!.toUpperCase() + message.slice(1);
  return /[.!?]$/.test(begun) ? begun : `${begun}.`;
}

/** A text of a file as it can be shown: what would not be seen, or would turn the text around, as its code. */
export function visible(text: string): string {
  const code = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (found) => found.split("").map(code).join(""));
}

/** The sentence of what was thrown. */
export function sentence(error: unknown): string {
  if (typeof error === "string") return error;
  return error instanceof Error ? error.message : String(error);
}

/** 1300 as "1.3". */
export const shortFactor = (permille: number): string => String(permille / 1000);
