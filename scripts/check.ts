/** `npm run check`: everything that can be said about the project without running its tests. */
import { outputOf } from "./tools/run-program";

interface Step {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
}

/** Two at a time, since most of them keep one core busy; those of a lane run one after the other. */
const LANES: readonly (readonly Step[])[] = [
  [{ name: "lint", program: "eslint", args: [".", "--max-warnings", "0"] }],
  [
    { name: "types of runtime and library", program: "tsc", args: ["--noEmit", "-p", "tsconfig.json"] },
    { name: "types of the editor", program: "tsc", args: ["--noEmit", "-p", "tsconfig.editor.json"] },
    { name: "types of tests and scripts", program: "tsc", args: ["--noEmit", "-p", "tsconfig.tools.json"] },
    { name: "format", program: "prettier", args: ["--check", "--log-level", "warn", "."] },
    { name: "unused files, exports and dependencies", program: "knip", args: [] },
    { name: "build", program: "npm", args: ["run", "--silent", "build"] },
    { name: "package", program: "publint", args: ["--strict"] },
    { name: "generated docs are up to date", program: "tsx", args: ["scripts/generate-docs.ts", "--check"] },
  ],
];

/** @returns the name where the step failed */
async function take({ name, program, args }: Step): Promise<string | undefined> {
  const start = performance.now();
  const { code, output } = await outputOf(program, args);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  process.stdout.write(output);
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
  return code === 0 ? undefined : name;
}

/** All of them run, so that one look shows everything that is to be done. @returns the names of those that failed */
async function takeAll(lane: readonly Step[]): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const step of lane) {
    const name = await take(step);
    if (name !== undefined) failed.push(name);
  }
  return failed;
}

void Promise.all(LANES.map(takeAll)).then((lanes) => {
  const failed = lanes.flat();
  if (failed.length === 0) return;
  console.error(`\nCheck failed: ${failed.join("; ")}`);
  process.exitCode = 1;
});
