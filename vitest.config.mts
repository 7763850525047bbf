import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";

/** Looks at the end of each file whether a secret stands where it must not. */
const WATCH_SECRETS = "test/support/secrets/watch-secrets.ts";
const IS_CANARY_RUN = process.env["ZOHO_CANARY_REPORT"] !== undefined;

/** Groups that need nothing but the sources come first; those with real programs take longer and come after. */
const GROUPS: readonly TestProjectInlineConfiguration[] = [
  {
    test: {
      name: "pure",
      include: ["test/**/*.test.ts"],
      exclude: ["test/{support,nodes,package,whole,browser,clients}/**"],
      setupFiles: IS_CANARY_RUN ? "test/support/secrets/watch-library.ts" : [],
    },
  },
  { test: { name: "package", include: ["test/package/**/*.test.ts"] } },
  {
    test: {
      name: "clients",
      include: ["test/clients/**/*.test.ts"],
      globalSetup: "test/clients/support/prepare-client-packages.ts",
    },
  },
  {
    test: {
      name: "nodes",
      include: ["test/{support,nodes}/**/*.test.ts"],
      globalSetup: "test/support/prepare-runtimes.ts",
      setupFiles: WATCH_SECRETS,
    },
  },
  {
    test: {
      name: "whole",
      include: ["test/whole/**/*.test.ts"],
      globalSetup: "test/support/prepare-runtimes.ts",
      setupFiles: WATCH_SECRETS,
      testTimeout: 180_000,
    },
  },
  {
    test: {
      // A real browser on a busy machine may miss a moment; what fails twice is broken.
      retry: 1,
      name: "browser",
      include: ["test/browser/**/*.test.ts"],
      globalSetup: ["test/support/prepare-runtimes.ts", "test/support/prepare-chromium.ts"],
      testTimeout: 120_000,
    },
  },
];

export default defineConfig({
  test: {
    // Most of them wait for the emulator, Node-RED and Chromium beside them: a third worker uses what two leave of two cores.
    maxWorkers: 3,
    globalSetup: "test/support/prepare-test-directories.ts",
    // Nothing may depend on how fast a machine is, so these are only there to end what hangs.
    testTimeout: 60_000,
    hookTimeout: 180_000,
    expect: { poll: { timeout: 50_000 } },
    projects: GROUPS.map((group) => ({ extends: true, ...group })),
  },
});
