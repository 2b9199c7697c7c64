import { defineConfig } from "vitest/config";

// Paths are relative, because the place under which the pages are served differs.
export default defineConfig({
  base: "./",
  build: {
    outDir: "../saleor_customer_groups/dashboard/built",
    emptyOutDir: true,
    // What the pages are made of, with the licences that it comes under.
    license: { fileName: "licenses.md" },
    modulePreload: { polyfill: false },
    target: "es2022",
    // What is common to all pages: React, the components of the Dashboard, the texts.
    chunkSizeWarningLimit: 1000,
    rolldownOptions: {
      // React's own directive for servers means nothing here.
      onLog: (level, log, pass) =>
        log.code === "MODULE_LEVEL_DIRECTIVE" ? undefined : pass(level, log),
    },
  },
  // No test changes a module: an environment for each file took four times as long.
  test: { isolate: false },
  clearScreen: false,
  logLevel: "warn",
});
