/**
 * `npm run test:changes`: random creations, changes and deletions of CRM records, read as changes through crashes, restarts,
 * refused calls, late index entries and steps of this machine's clock. Prints calls made and the least possible; with the
 * same seed it does the same again. `npm run test:changes -- --changes 100000 --seed 7 --only lists|queries`
 */
import { parseArgs } from "node:util";
import { runProgram } from "./tools/run-program";

const { values } = parseArgs({
  options: {
    changes: { type: "string", default: "100000" },
    seed: { type: "string", default: "1" },
    only: { type: "string", default: "" },
  },
});

process.env["ZOHO_CHANGES"] = values.changes;
process.env["ZOHO_CHANGES_SEEDS"] = values.seed;
const chosen = values.only === "" ? [] : ["-t", values.only];
process.exitCode = runProgram("vitest", [
  "run",
  "--project",
  "pure",
  "test/library/random-changes.test.ts",
  ...chosen,
]);
