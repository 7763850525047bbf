/**
 * `npm run test:canary`: everything that the tests start is watched for secrets that stand where they must not: the
 * nodes in real Node-REDs, the packed package, and the library alone, at log level trace and with the HTTP client
 * telling what it does (`NODE_DEBUG`). `npm test` makes the same search, but for the library and without the HTTP
 * client's tales. Leaks that are planted on purpose must be found. Prints what was searched for, where and in how much.
 * `npm run test:canary -- test/nodes/tokens.test.ts` searches some of it.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SEEDS } from "../test/faults/support/chosen-scenarios";
import { CANARY_REPORT, DEBUGGED, type FileReport } from "../test/support/secrets/canary-run";
import { canarySummary } from "./canary/summary";
import { runProgram } from "./tools/run-program";

function main(only: readonly string[]): number {
  if (runProgram("npm", ["run", "--silent", "build"]) !== 0) return 1;
  const directory = mkdtempSync(join(tmpdir(), "zoho-canary-report-"));
  const file = join(directory, "searched.jsonl");
  process.env[CANARY_REPORT] = file;
  console.log(`fault scenarios with the seed ${SEEDS.join(", ")}, emulators with the seeds of their tests`);
  try {
    const groups = ["nodes", "whole"].flatMap((group) => ["--project", group]);
    const programs = runProgram("vitest", ["run", "--passWithNoTests", ...groups, ...only]);
    const places = only.length > 0 ? only : ["test/library", "test/faults", "test/unit"];
    // Here the tests' own process is the one that is watched.
    process.env["NODE_DEBUG"] = DEBUGGED;
    const library = runProgram("vitest", ["run", "--passWithNoTests", "--project", "pure", ...places]);
    return conclude(file, only, [programs, library]);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function conclude(file: string, only: readonly string[], exitCodes: readonly number[]): number {
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(0, -1) : [];
  const reports = lines.map((line) => JSON.parse(line) as FileReport);
  const { text, leaks, blind } = canarySummary(reports);
  console.log(text);
  // A part of the suites need not have everything; all of them must.
  const blindIn = only.length === 0 ? blind : [];
  for (const what of blindIn) console.error(`Nothing was there to be searched: ${what}`);
  return leaks > 0 || reports.length === 0 || blindIn.length > 0 || exitCodes.some((code) => code !== 0)
    ? 1
    : 0;
}

process.exitCode = main(process.argv.slice(2));
