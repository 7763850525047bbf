import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countTests, type TestReport } from "../tools/count-tests";
import { runProgram } from "../tools/run-program";
import type { Check, Figures, SuiteResult } from "./results";
import { type Suite } from "./suites";

/** What a run of a suite is told. */
export interface RunOrder {
  readonly seeds: readonly string[];
  /** By the name of the option, for each size of the suite. */
  readonly sizes: Readonly<Record<string, number>>;
  /** Only this scenario; empty for all. */
  readonly scenario: string;
}

/** The report of vitest, as far as it is read here. */
interface Report extends TestReport {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly {
      readonly status: string;
      readonly title: string;
      readonly ancestorTitles: readonly string[];
    }[];
  }[];
}

/** Runs the tests of a suite in their long form, with their output on the screen. */
export function runSuite(suite: Suite, { seeds, sizes, scenario }: RunOrder): SuiteResult {
  const directory = mkdtempSync(join(tmpdir(), "zoho-faults-"));
  const figuresFile = join(directory, "figures");
  const reportFile = join(directory, "report.json");
  try {
    process.env["ZOHO_FAULT_SEEDS"] = seeds.join(",");
    process.env["ZOHO_FAULT_SCENARIO"] = scenario;
    process.env["ZOHO_FAULT_FIGURES"] = figuresFile;
    for (const [name, size] of Object.entries(sizes))
      process.env[`ZOHO_FAULT_SIZE_${name.toUpperCase().replaceAll("-", "_")}`] = String(size);
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`];
    const exitCode = runProgram("vitest", ["run", ...reporters, ...suite.files]);
    const report = JSON.parse(readFileSync(reportFile, "utf8")) as Report;
    return {
      name: suite.name,
      goal: suite.goal,
      node: process.versions.node,
      seeds,
      sizes,
      ...countTests(report, exitCode),
      checks: checksOf(report),
      figures: figuresIn(figuresFile, suite),
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The tests by what they promise: those of several seeds and versions of Node-RED are one. */
function checksOf({ testResults }: Report): readonly Check[] {
  const checks = new Map<string, { runs: number; failed: number }>();
  for (const { status, title, ancestorTitles } of testResults.flatMap(
    ({ assertionResults }) => assertionResults,
  )) {
    const words = [
      ...ancestorTitles
        .filter((words) => !/^with the seed /.test(words))
        .map((words) => words.replace(/ with the seed \S+$/, "")),
      title,
    ];
    const known = checks.get(words.join(" ")) ?? { runs: 0, failed: 0 };
    checks.set(words.join(" "), {
      runs: known.runs + 1,
      failed: known.failed + (status === "passed" ? 0 : 1),
    });
  }
  return [...checks].map(([title, counts]) => ({ title, ...counts }));
}

function figuresIn(file: string, { name }: Suite): readonly Figures[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").trimEnd().split("\n");
  const told = lines.map((line) => JSON.parse(line) as { readonly suite: string; readonly figures: Figures });
  return told.filter(({ suite }) => suite === name).map(({ figures }) => figures);
}
