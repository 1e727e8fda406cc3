import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** Tests that open sockets, start programs, or replace the network of their process. */
const edges = [
  "test/{commands,escalation,http,store,transports,web}/**/*.test.ts",
  "test/phrasing/*.test.ts",
  "test/{main,previousVersion}.test.ts",
];
const browser = ["test/browser/**/*.test.ts"];
const durability = ["test/durability/**/*.test.ts"];

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // More than there are cores, because many tests wait for a server, a browser or a clock.
    maxWorkers: Math.max(3, availableParallelism()),
    // Files leave nothing behind, so they share the modules that the first file of their worker has loaded.
    isolate: false,
    reporters: process.env.CI ? ["default", "json"] : ["default"],
    outputFile: { json: "node_modules/.cache/test-results.json" },
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [...edges, ...browser, ...durability],
        },
      },
      { test: { name: "edges", include: edges } },
      {
        test: {
          name: "browser",
          include: browser,
          globalSetup: "test/browser/chromium.ts",
          setupFiles: "test/browser/setup.ts",
          // A browser takes its time on a busy machine, and a server that was killed has to start again.
          testTimeout: 120_000,
        },
      },
      { test: { name: "durability", include: durability } },
    ],
  },
});
