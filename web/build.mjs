// Puts together what browsers and Node need of the verifier, once cargo has built the module (`scripts/setup.sh`).
//
// dist/verifier.wasm       the module, which is there already; `src/engine.ts` loads it
// dist/parameters.bin      what a verifier needs of the parameters, as `circuits/src/curve/params/verifier.rs` says
// dist/proofroom-photo.js  the element, with both beside it
// package/                 the package for Node

import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const tools = createRequire(here("../ui/package.json"));

/** The points that a verifier uses: the module refuses any others. */
function parameters() {
  const [point, header, instanceRows] = [64, 4, 3];
  const whole = (k) => readFileSync(here(`../circuits/params/k${k}.bin`));
  const rows = (k) => whole(k).subarray(header + (point << k)).subarray(0, instanceRows * point);
  const coefficients = whole(15).subarray(header, header + (point << 15));
  return Buffer.concat([coefficients, whole(15).subarray(-2 * point), rows(14), rows(15), rows(16)]);
}

/** Bundles one entry to one file. */
async function bundle(entry, folder, file) {
  const { build } = await import(pathToFileURL(tools.resolve("vite")).href);
  await build({
    configFile: false,
    root: here("."),
    logLevel: "warn",
    publicDir: false,
    build: {
      outDir: here(folder),
      emptyOutDir: false,
      target: "es2022",
      minify: folder === "dist",
      lib: { entry: here(entry), formats: ["es"], fileName: () => file },
      rolldownOptions: { external: [/^node:/] },
    },
  });
}

/** The types of the package, and those that they are made of. */
async function types() {
  rmSync(here("package/types"), { recursive: true, force: true });
  const { default: ts } = await import(pathToFileURL(tools.resolve("typescript")).href);
  const program = ts.createProgram([here("src/node.ts")], {
    declaration: true,
    emitDeclarationOnly: true,
    strict: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    lib: ["lib.es2023.d.ts", "lib.dom.d.ts"],
    types: ["node"],
    typeRoots: [here("../ui/node_modules/@types")],
    rootDir: here(".."),
    outDir: here("package/types"),
  });
  const { diagnostics } = program.emit();
  const wrong = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
  if (wrong.length > 0) throw new Error(ts.formatDiagnostics(wrong, ts.createCompilerHost({})));
  writeFileSync(here("package/index.d.ts"), 'export * from "./types/web/src/node";\n');
}

writeFileSync(here("dist/parameters.bin"), parameters());
for (const file of ["verifier.wasm", "parameters.bin"]) copyFileSync(here(`dist/${file}`), here(`package/${file}`));
await bundle("src/node.ts", "package", "index.js");
await types();
await bundle("src/element.ts", "dist", "proofroom-photo.js");
