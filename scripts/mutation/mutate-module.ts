import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { MutatedModule } from "../../test/mutation/mutated-modules";
import type { TriedMutant } from "./mutation-score";

/** Where sandboxes are made and results are kept, so that a second run tests only what has changed since. */
const DIRECTORY = ".cache/mutation";

/**
 * Lets Stryker break a module in all ways that it knows and run its tests against each.
 *
 * @returns what became of each mutant
 * @throws Error where its tests fail without any mutant
 * @see https://stryker-mutator.io/docs/stryker-js/configuration/
 */
export async function mutateModule({ name, sources, tests }: MutatedModule): Promise<readonly TriedMutant[]> {
  const file = name.replaceAll(/[^a-z]+/g, "-");
  mkdirSync(DIRECTORY, { recursive: true });
  // Its workers inherit it.
  process.env["ZOHO_MUTATION_TESTS"] = tests.join("\n");
  // This file is loaded as CommonJS, and Stryker is none.
  const { Stryker } = await import("@stryker-mutator/core");
  const stryker = new Stryker({
    mutate: [...sources],
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    vitest: { configFile: "scripts/mutation/vitest.config.mts", related: false },
    coverageAnalysis: "perTest",
    // What runs once while a module is loaded would need all tests, and is mostly tables of facts.
    ignoreStatic: true,
    concurrency: 2,
    timeoutMS: 20_000,
    timeoutFactor: 3,
    dryRunTimeoutMinutes: 20,
    incremental: true,
    incrementalFile: join(DIRECTORY, `${file}.json`),
    tempDirName: join(DIRECTORY, `sandbox-${file}`),
    ignorePatterns: [".cache", "dist", "docs", "examples", "test-output", ".start"],
    reporters: ["progress-append-only"],
    allowConsoleColors: false,
  });
  return await stryker.runMutationTest();
}
