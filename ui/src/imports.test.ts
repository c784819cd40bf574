// How the files of the window depend on each other.

import { expect, test } from "vitest";

const sources = import.meta.glob<string>(
  ["./**/*.svelte", "./**/*.ts", "!./**/*.test.ts", "!./ipc/generated/*"],
  { query: "?raw", import: "default", eager: true },
);

/** The file that an import in another names. */
function resolved(from: string, to: string): string {
  const path = new URL(to, new URL(from, "file:///")).pathname;
  const files = [path, `${path}.ts`, `${path}/index.ts`].map((file) => `.${file}`);
  return files.find((file) => file in sources) ?? `.${path}`;
}

/** The files that each file imports. */
const imports = new Map(
  Object.entries(sources).map(([file, source]) => {
    const named = source.matchAll(/\b(?:from|import)\s*\(?\s*"(\.{1,2}\/[^"]+)"/g);
    return [file, [...named].map(([, path]) => resolved(file, path!))];
  }),
);

/** A way from a file back to itself. */
function circle(file: string, way: string[] = [], done = new Set<string>()): string[] | null {
  if (way.includes(file)) return [...way.slice(way.indexOf(file)), file];
  if (done.has(file)) return null;
  done.add(file);
  for (const next of imports.get(file) ?? []) {
    const found = circle(next, [...way, file], done);
    if (found) return found;
  }
  return null;
}

test("no file imports itself by way of others", () => {
  expect(imports.size).toBeGreaterThan(90);
  expect(imports.get("./shell/App.svelte")).toContain("./shell/app.svelte.ts");
  for (const file of imports.keys()) expect(circle(file)?.join(" -> ")).toBeUndefined();
});

/** Everything that a file imports, itself or by way of others. */
function all(file: string, found = new Set<string>()): Set<string> {
  if (!found.has(file)) for (const next of imports.get(found.add(file) && file) ?? []) all(next, found);
  return found;
}

test.each(["verify", "page"])("%s works without the program", (folder) => {
  const files = [...imports.keys()].filter((file) => file.startsWith(`./${folder}/`));
  expect(files.length).toBeGreaterThan(5);
  const reached = new Set(files.flatMap((file) => [...all(file)]));
  expect([...reached].filter((file) => sources[file]?.includes("@tauri-apps/"))).toEqual([]);
});

test.each([
  ["ipc", []],
  ["parts", ["ipc", "format.ts", "words.svelte.ts"]],
  ["verify", ["ipc", "format.ts", "parts", "words.svelte.ts"]],
  ["page", ["catalog.ts", "ipc", "format.ts", "parts", "theme.css", "verify", "web", "words.svelte.ts"]],
  ["edits", ["ipc", "format.ts", "ipc.ts", "parts", "words.svelte.ts"]],
])("%s knows nothing of what is built on it", (folder, below) => {
  for (const [file, paths] of imports) {
    if (!file.startsWith(`./${folder}/`)) continue;
    for (const path of paths)
      expect([folder, ...below], `${file} imports ${path}`).toContain(path.split("/")[1]);
  }
});
