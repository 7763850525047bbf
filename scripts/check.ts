/** `npm run check`: everything that can be said about the project without running its tests. */
import { existsSync } from "node:fs";
import { runProgram } from "./tools/run-program";

interface Step {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly onlyWith?: string;
}

const STEPS: readonly Step[] = [
  { name: "types of runtime and library", program: "tsc", args: ["--noEmit", "-p", "tsconfig.json"] },
  { name: "types of the editor", program: "tsc", args: ["--noEmit", "-p", "tsconfig.editor.json"] },
  { name: "types of tests and scripts", program: "tsc", args: ["--noEmit", "-p", "tsconfig.tools.json"] },
  { name: "lint", program: "eslint", args: [".", "--max-warnings", "0"] },
  { name: "format", program: "prettier", args: ["--check", "--log-level", "warn", "."] },
  { name: "unused files, exports and dependencies", program: "knip", args: [] },
  { name: "build", program: "npm", args: ["run", "--silent", "build"] },
  { name: "package", program: "publint", args: ["--strict"] },
  {
    name: "generated docs are up to date",
    program: "tsx",
    args: ["scripts/generate-docs.ts", "--check"],
    onlyWith: "scripts/generate-docs.ts",
  },
];

/** @returns whether the step succeeded */
function take({ name, program, args }: Step): boolean {
  const start = performance.now();
  const succeeded = runProgram(program, args) === 0;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(`${succeeded ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
  return succeeded;
}

// All steps run, so that one look shows everything that is to be done.
const failed = STEPS.filter(({ onlyWith }) => onlyWith === undefined || existsSync(onlyWith)).filter(
  (step) => !take(step),
);
if (failed.length > 0) {
  console.error(`\nCheck failed: ${failed.map(({ name }) => name).join("; ")}`);
  process.exitCode = 1;
}
