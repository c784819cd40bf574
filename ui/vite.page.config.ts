// Builds the page `verify.html`: one file with everything inside, into dist-page/.
//
// ENGINE      the verifier for browsers, as WebAssembly
// PARAMETERS  the public parameters of its proofs

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { FluentBundle, FluentResource } from "@fluent/bundle";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";

import { toBase85 } from "./src/page/base85";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A file that the page contains. In base 85 it takes a sixteenth less than in base 64. */
const data = (id: string, bytes: Buffer) =>
  `<script type="text/plain" id="${id}">${toBase85(bytes)}</script>`;

/** How a content security policy names a script or style that stands in the page. */
const digest = (text: string) => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** What is shown where no script runs, in all languages. */
function withoutScript(): string {
  const sentences = ["en", "de", "fr", "es"].map((language) => {
    const words = new FluentBundle(language);
    words.addResource(new FluentResource(readFileSync(here(`../words/${language}/screen.ftl`), "utf8")));
    return `<p lang="${language}">${words.formatPattern(words.getMessage("page-needs-script")!.value!)}</p>`;
  });
  return `<main class="without-script">${sentences.join("")}</main>`;
}

/** Puts script, style, engine and parameters into the page, and the policy that allows exactly these. */
function onePage(): Plugin {
  return {
    name: "one-page",
    enforce: "post",
    generateBundle(_, bundle) {
      const [script, style, page] = [/\.js$/, /\.css$/, /\.html$/].map((kind) => {
        const [file, ...others] = Object.keys(bundle).filter((name) => kind.test(name));
        if (!file || others.length > 0) throw new Error(`the page is not built of one file ${kind}`);
        const built = bundle[file]!;
        if (!kind.test(".html")) delete bundle[file];
        return built;
      });
      if (script?.type !== "chunk" || style?.type !== "asset" || page?.type !== "asset") {
        throw new Error("the page is not built of a script, a style and a page");
      }
      // Neither may end the element that it stands in, nor begin a comment in it.
      const code = script.code.replaceAll("</script", "<\\/script").replaceAll("<!--", "\\x3c!--");
      const rules = String(style.source);
      if (rules.includes("</style")) throw new Error("the style ends its element");
      const policy = [
        "default-src 'none'",
        `script-src ${digest(code)} 'wasm-unsafe-eval'`,
        `style-src ${digest(rules)}`,
        "img-src data:",
        "connect-src 'self'",
        "worker-src blob:",
        "base-uri 'none'",
        "form-action 'none'",
      ].join("; ");
      const blocks = [
        '<script type="application/json" id="trust"></script>',
        '<script type="application/json" id="rules"></script>',
        // Points of a curve do not get smaller by compressing them.
        data("engine", gzipSync(readFileSync(process.env.ENGINE!), { level: 9 })),
        data("parameters", readFileSync(process.env.PARAMETERS!)),
        `<script type="module">${code}</script>`,
      ];
      page.source = String(page.source)
        .replace(/<script type="module"[^>]*><\/script>/, "")
        .replace(/<link rel="stylesheet"[^>]*>/, () => `<style>${rules}</style>`)
        .replace("<!-- policy -->", `<meta http-equiv="Content-Security-Policy" content="${policy}">`)
        .replace("<!-- without script -->", withoutScript)
        .replace("</body>", () => `${blocks.join("\n")}\n</body>`);
    },
  };
}

export default defineConfig({
  plugins: [svelte(), onePage()],
  base: "./",
  build: {
    outDir: "dist-page",
    // Browsers with WebAssembly, DecompressionStream and dialogs.
    target: "safari16.4",
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    rolldownOptions: { input: here("verify.html") },
  },
});
