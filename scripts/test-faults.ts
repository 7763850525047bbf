/**
 * `npm run test:faults`: the long form of the tests that kill processes. Prints its seed; with the same one it kills at
 * the same moments again, as far as the machine is as quick.
 * `npm run test:faults -- --kills 200 --seed 7`
 */
import { parseArgs } from "node:util";
import { runProgram } from "./tools/run-program";

const { values } = parseArgs({
  options: { kills: { type: "string", default: "1000" }, seed: { type: "string" } },
});
const seed = values.seed ?? String(Date.now() % 100_000);
process.env["ZOHO_KILLS"] = values.kills;
process.env["ZOHO_KILLS_SEED"] = seed;
console.log(`${values.kills} kills with the seed ${seed}`);
process.exitCode = runProgram("vitest", ["run", "test/vault/killed-while-connecting.test.ts"]);
