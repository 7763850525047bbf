/**
 * `npm run test:inputs`: the long form of the tests that put bad things in: addresses, paths, headers, callbacks, token
 * answers, messages and admin requests; every fixed case, and thousands of random ones for each property. Prints its
 * seed, and in the end how many fixed cases of each subject have passed.
 * `npm run test:inputs -- --seed 7 --runs 20000 --only headers`; a failure prints the line that plays it again, with
 * `--path` for the one value, and `--case` for the one test, by a part of its name.
 */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type CaseReport, countFixedCases } from "./inputs/count-fixed-cases";
import { isSubject, type Subject, SUBJECTS } from "./inputs/subjects";
import { runProgram } from "./tools/run-program";

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(Date.now() % 100_000) },
    runs: { type: "string", default: "20000" },
    only: { type: "string", default: "" },
    case: { type: "string", default: "" },
    path: { type: "string", default: "" },
  },
});

function subjectsAsked(): readonly Subject[] {
  const all = Object.keys(SUBJECTS).filter(isSubject);
  return values.only === "" ? all : values.only.split(",").filter(isSubject);
}

/** @returns the exit code */
function run(subjects: readonly Subject[], reportFile: string): number {
  process.env["ZOHO_INPUTS_SEED"] = values.seed;
  process.env["ZOHO_INPUTS_RUNS"] = values.runs;
  process.env["ZOHO_INPUTS_PATH"] = values.path;
  const files = [...new Set(subjects.flatMap((subject) => [...SUBJECTS[subject]]))];
  console.log(`${subjects.join(", ")} with the seed ${values.seed}, ${values.runs} runs of each property`);
  // Node-RED runs what was built.
  const needsBuild = files.some((file) => file.startsWith("test/nodes/"));
  if (needsBuild && runProgram("npm", ["run", "--silent", "build"]) !== 0) return 1;
  const chosen =
    values.case === "" ? [] : ["-t", values.case.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)];
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`];
  return runProgram("vitest", ["run", ...reporters, ...files, ...chosen]);
}

function main(): number {
  const subjects = subjectsAsked();
  if (subjects.length === 0) {
    console.error(`There is no such subject: ${values.only}. Those are ${Object.keys(SUBJECTS).join(", ")}.`);
    return 1;
  }
  const directory = mkdtempSync(join(tmpdir(), "zoho-inputs-report-"));
  try {
    const file = join(directory, "report.json");
    const exitCode = run(subjects, file);
    const counted = countFixedCases(JSON.parse(readFileSync(file, "utf8")) as CaseReport);
    for (const [subject, cases] of counted) console.log(`${subject}: ${String(cases)} fixed cases passed`);
    const total = [...counted.values()].reduce((sum, cases) => sum + cases, 0);
    console.log(`${String(total)} fixed cases passed in all; seed ${values.seed}`);
    return exitCode;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

process.exitCode = main();
