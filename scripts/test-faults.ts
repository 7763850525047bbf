/**
 * `npm run test:faults`: the long form of the tests that break things, as `scripts/faults/suites.ts` lists them. Prints its
 * seed; with the same one it breaks the same things again. Ends with one table; exit 1 where something in it failed.
 *
 * - `--only R1,readings`: some of the suites, by goal or name; `--list` says which there are, and all fault scenarios
 * - `--seed 7`, and the size of a suite by its name: `--only kills --kills 200 --seed 7`
 * - `--scenario "api: 500 once" --seed 7`: one fault scenario, with that seed alone
 * - `--json FILE`: puts the results into a file, where those of suites that did not run stay as they were
 */
import { parseArgs } from "node:util";
import { isGood, resultTable, type SuiteResult, writeResults } from "./faults/results";
import { runSuite } from "./faults/run-suite";
import { seedsOf, type Suite, SUITES, wantedSuites } from "./faults/suites";
import { runProgram } from "./tools/run-program";

const SIZES = SUITES.flatMap(({ sizes }) => Object.keys(sizes));

const { values } = parseArgs({
  options: {
    ...Object.fromEntries(SIZES.map((name) => [name, { type: "string" }] as const)),
    only: { type: "string", default: "" },
    seed: { type: "string" },
    scenario: { type: "string", default: "" },
    json: { type: "string" },
    list: { type: "boolean", default: false },
  },
});
const seed = values.seed ?? String(Date.now() % 100_000);

/** @throws Error where it is no whole number from one */
function sizesOf({ sizes }: Suite): Readonly<Record<string, number>> {
  const given = values as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    Object.entries(sizes).map(([name, long]) => {
      const size = Number(given[name] ?? long);
      if (!Number.isSafeInteger(size) || size < 1) throw new Error(`--${name} is a whole number from 1`);
      return [name, size];
    }),
  );
}

/** @returns the exit code */
function list(): number {
  for (const { goal, name, about, sizes } of SUITES) {
    const options = Object.entries(sizes).map(([size, long]) => `--${size} ${long}`);
    console.log([`${goal} ${name}: ${about}`, ...options].join("  "));
  }
  process.env["ZOHO_FAULT_SEEDS"] = seed;
  const scenarios = SUITES.filter(({ goal }) => goal === "R2").flatMap(({ files }) => files);
  return runProgram("vitest", ["list", ...scenarios]);
}

/** How to run again what failed. */
function againWith({ name, seeds, sizes, checks }: SuiteResult, { goal }: Suite): readonly string[] {
  const command = "npm run test:faults --";
  const options = Object.entries(sizes).map(([size, count]) => `--${size} ${count}`);
  const failed = checks
    .filter((check) => check.failed > 0)
    .map(({ title }) => title.replace(/^Node-RED \S+ /, ""));
  if (goal === "R2" && failed.length > 0)
    return failed.flatMap((title) =>
      seeds.map((one) => `${command} --scenario ${JSON.stringify(title)} --seed ${one}`),
    );
  return [[command, `--only ${name}`, `--seed ${seed}`, ...options].join(" ")];
}

/** @returns the exit code */
function main(): number {
  if (values.list) return list();
  const { scenario } = values;
  const suites = wantedSuites(scenario === "" ? values.only : "R2");
  const orders = suites.map((suite) => ({
    suite,
    sizes: sizesOf(suite),
    seeds: scenario === "" || values.seed === undefined ? seedsOf(suite, seed) : [seed],
  }));
  console.log(`the seed is ${seed}`);
  if (suites.some(({ isBuilt }) => isBuilt) && runProgram("npm", ["run", "--silent", "build"]) !== 0)
    return 1;
  const results: SuiteResult[] = [];
  for (const { suite, ...order } of orders) {
    console.log(`\n${suite.goal} ${suite.name}: ${suite.about}`);
    const result = runSuite(suite, { ...order, scenario });
    if (scenario !== "" && result.checks.every(({ title }) => title !== scenario) && result.failed === 0)
      continue;
    results.push(result);
    if (!isGood(result))
      for (const command of againWith(result, suite)) console.error(`to see it again: ${command}`);
    if (values.json !== undefined && scenario === "")
      writeResults(
        values.json,
        results,
        SUITES.map(({ name }) => name),
      );
  }
  console.log(`\n${resultTable(results)}`);
  return results.length > 0 && results.every(isGood) ? 0 : 1;
}

try {
  process.exitCode = main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
