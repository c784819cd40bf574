import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte(), svelteTesting()],
  // The window loads its files from its own origin; relative addresses work there and in a folder.
  base: "./",
  build: {
    // What Debian 12's WebKitGTK runs.
    target: "safari16",
    // Nothing is inlined: the content security policy allows no data: addresses for scripts or styles.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // The development server reads the sample photo beside this folder.
  server: { fs: { allow: [".."] } },
  test: {
    environment: "jsdom",
    setupFiles: ["tests/setup.ts"],
    include: ["src/**/*.test.ts"],
    // Half a minute more than a busy machine with two cores has needed.
    testTimeout: 60_000,
  },
});
