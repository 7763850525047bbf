/** How Stryker runs tests: those that `ZOHO_MUTATION_TESTS` names, in one process after the other. */
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: (process.env["ZOHO_MUTATION_TESTS"] ?? "").split("\n"),
    globalSetup: "test/support/prepare-test-directories.ts",
    // Each mutant is a run of its own: loading the sources once for all test files of it is what makes it bearable.
    isolate: false,
    // The first run counts which lines each test reaches, which costs a property with many runs several times its time.
    testTimeout: 300_000,
  },
});
