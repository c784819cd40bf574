import { expect, test } from "vitest";

import { camel, camelName, snake, snakeName } from "./names";

const generated = import.meta.glob<string>(["./generated/*.ts", "!./generated/index.ts"], {
  query: "?raw",
  import: "default",
  eager: true,
});

test("every name that crosses comes back as it was", () => {
  const names = Object.values(generated).flatMap((source) => source.match(/\b[a-z][a-z0-9_]*\b/g) ?? []);
  expect(new Set(names).size).toBeGreaterThan(100);
  for (const name of names) expect(snakeName(camelName(name))).toBe(name);
});

test("names change at every depth; values and bytes do not", () => {
  const bytes = new ArrayBuffer(4);
  const crossed = {
    long_edge: null,
    edits: [{ white_balance: { red_permille: 950 } }, { rotate90: { turns: 1 } }],
    report: { verdict: "unknown_camera", maker_name: "A_maker" },
    bytes,
  };
  const ours = {
    longEdge: null,
    edits: [{ whiteBalance: { redPermille: 950 } }, { rotate90: { turns: 1 } }],
    report: { verdict: "unknown_camera", makerName: "A_maker" },
    bytes,
  };
  expect(camel(crossed)).toEqual(ours);
  expect(snake(ours)).toEqual(crossed);
  expect((camel(crossed) as { bytes: ArrayBuffer }).bytes).toBe(bytes);
});
