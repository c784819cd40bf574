import { expect, test } from "vitest";

import {
  bytes,
  count,
  duration,
  grouped,
  parseKey,
  percent,
  shortKey,
  signed,
  thousandths,
  timeLeft,
  visible,
} from "./format";

test.each([
  [999, "999 bytes"],
  [1000, "1.0 kB"],
  [9_949, "9.9 kB"],
  [9_950, "10 kB"],
  [84_512, "85 kB"],
  [999_600, "1.0 MB"],
  [4_200_000_000, "4.2 GB"],
])("%d bytes", (value, text) => expect(bytes(value)).toBe(text));

test("in other languages", () => {
  expect([bytes(84_512, "de"), bytes(1_250_000, "fr"), bytes(4_200, "es")]).toEqual([
    "85 kB",
    "1,3\u202fMo",
    "4,2 kB",
  ]);
  expect([duration(1.84, "de"), duration(0.5, "fr")]).toEqual(["1,8 s", "0,5 s"]);
});

test.each([
  [0.02, "0.1 s"],
  [0.5, "0.5 s"],
  [4.26, "4.3 s"],
  [59.4, "59 s"],
  [59.6, "1 min 0 s"],
  [61, "1 min 1 s"],
  [3725, "1 h 2 min"],
])("a duration of %d", (value, text) => expect(duration(value)).toBe(text));

test.each([
  [0.2, "a moment left"],
  [12.4, "about 12 s left"],
  [89.4, "about 89 s left"],
  [150, "about 3 min left"],
])("%d seconds left", (value, text) => expect(timeLeft(value)).toBe(text));

test("only the end is 100 %", () => {
  expect([0, 0.004, 0.5, 0.999, 1, 1.2, -1].map(percent)).toEqual([0, 0, 50, 99, 100, 100, 0]);
});

test("numbers", () => {
  expect([signed(3), signed(-20), signed(0)]).toEqual(["+3", "−20", "0"]);
  expect([thousandths(1300), thousandths(90)]).toEqual(["1.300", "0.090"]);
  expect([count(1, "edit"), count(0, "edit"), count(2, "copy", "copies")]).toEqual([
    "1 edit",
    "0 edits",
    "2 copies",
  ]);
});

test("what cannot be seen is shown as its code", () => {
  expect(visible("a\u202eb\n\u{e0001}é")).toBe("a\\u202eb\n\\udb40\\udc01é");
});

test("keys", () => {
  const key = "0123456789abcdef".repeat(4);
  expect(shortKey(key)).toBe("01234567…abcdef");
  expect(grouped("0123456789")).toBe("0123 4567 89");
  expect(parseKey(key)).toBe(key);
  expect(parseKey(` ${grouped(key.toUpperCase())}\n`)).toBe(key);
  expect(parseKey(key.slice(1))).toBeNull();
  expect(parseKey(`${key.slice(1)}g`)).toBeNull();
  expect(parseKey("")).toBeNull();
});
