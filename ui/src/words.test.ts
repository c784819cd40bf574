import { expect, test } from "vitest";

const sources = import.meta.glob<string>(
  ["./**/*.svelte", "./**/*.ts", "!./**/*.test.ts", "!./ipc/generated/*"],
  {
    query: "?raw",
    import: "default",
    eager: true,
  },
);

test("nothing is said of a photo that no signature can know", () => {
  expect(Object.keys(sources).length).toBeGreaterThan(50);
  for (const [path, source] of Object.entries(sources)) {
    expect(source, path).not.toMatch(
      /\b(un)?authentic|genuine|\breal (photo|picture|image)|\btrue (photo|picture|image)/i,
    );
  }
});

test("nothing is loaded from elsewhere", () => {
  for (const [path, source] of Object.entries(sources)) {
    expect(source, path).not.toMatch(/https?:\/\/(?!localhost)/);
  }
});
