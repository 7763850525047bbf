/**
 * `npm test`: builds what has changed, runs every group of tests, and says in its last line how many passed and failed.
 * Arguments go to vitest: `npm test -- test/vault`, `npm test -- --project pure`.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { isFresh } from "./build/freshness";
import { runProgram } from "./tools/run-program";
import { countTests, describeCount, type TestReport } from "./tools/count-tests";

function main(): number {
  if (!isFresh(resolve(__dirname, "..")) && runProgram("npm", ["run", "--silent", "build"]) !== 0) {
    console.error("The build failed: no test was run.");
    return 1;
  }
  const directory = mkdtempSync(join(tmpdir(), "zoho-test-report-"));
  const file = join(directory, "report.json");
  try {
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
    const exitCode = runProgram("vitest", ["run", ...reporters, ...process.argv.slice(2)]);
    return conclude(exitCode, file);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function conclude(exitCode: number, file: string): number {
  const count = countTests(JSON.parse(readFileSync(file, "utf8")) as TestReport, exitCode);
  const skippedInCi = process.env["CI"] === "true" && count.skipped > 0;
  if (skippedInCi) {
    console.error("With CI=true nothing may be skipped.");
  }
  if (count.passed + count.failed === 0) {
    console.error("No test was run.");
  }
  console.log(describeCount(count));
  return count.failed > 0 || count.passed === 0 || skippedInCi ? 1 : 0;
}

process.exitCode = main();
