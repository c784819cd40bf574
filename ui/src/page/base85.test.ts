import { expect, test } from "vitest";

import { fromBase85, toBase85 } from "./base85";

test.each([
  [[], ""],
  [[0, 0, 0, 0], "((((("],
  [[255, 255, 255, 255], "{@_4("],
  [[1], "(D"],
])("the digits of %j", (bytes, text) => {
  expect(toBase85(new Uint8Array(bytes))).toBe(text);
  expect([...fromBase85(text)]).toEqual(bytes);
});

test("bytes of every length come back, without a < among the digits", () => {
  for (let length = 0; length < 300; length++) {
    const bytes = Uint8Array.from({ length }, (_, place) => (place * place * 31 + length * 7) % 256);
    const text = toBase85(bytes);
    expect(text).toMatch(/^[(-;=-}]*$/);
    expect(text).toHaveLength(length + Math.ceil(length / 4));
    expect(fromBase85(text)).toEqual(bytes);
  }
});
