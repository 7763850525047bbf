/**
 * `npm run test:faults`: the long form of the tests that break things: every fault scenario with three seeds, those of
 * the library and those of a whole Node-RED, a process that is killed a thousand times, a gateway with a hundred
 * thousand readings that is killed a hundred times, and an outbox whose power is cut at two thousand moments and that is
 * killed a hundred times. Prints its seeds;
 * with the same ones it breaks the same things again.
 * `npm run test:faults -- --scenario "api: 500 once" --seed 7`, `npm run test:faults -- --kills 200 --seed 7`;
 * `npm run test:faults -- --readings 100000 --kills 100 --seed 7` lets only the gateway run;
 * `npm run test:faults -- --cuts 500 --kills 20 --seed 7` lets only the outbox run;
 * `npm run test:faults -- --list` only says which scenarios there are.
 */
import { parseArgs } from "node:util";
import { runProgram } from "./tools/run-program";

const { values } = parseArgs({
  options: {
    kills: { type: "string" },
    readings: { type: "string" },
    cuts: { type: "string" },
    seed: { type: "string" },
    scenario: { type: "string" },
    list: { type: "boolean", default: false },
  },
});
const seed = values.seed ?? String(Date.now() % 100_000);

/** @returns the exit code */
function playScenarios(name: string, seeds: readonly string[]): number {
  process.env["ZOHO_FAULT_SCENARIO"] = name;
  process.env["ZOHO_FAULT_SEEDS"] = seeds.join(",");
  console.log(`${name === "" ? "all fault scenarios" : name} with the seeds ${seeds.join(", ")}`);
  return runProgram("vitest", [values.list ? "list" : "run", "test/faults", "test/nodes/faults"]);
}

/** @returns the exit code */
function killProcesses(kills: string): number {
  process.env["ZOHO_KILLS"] = kills;
  process.env["ZOHO_KILLS_SEED"] = seed;
  console.log(`${kills} kills with the seed ${seed}`);
  return runProgram("vitest", ["run", "test/vault/killed-while-connecting.test.ts"]);
}

/** @returns the exit code */
function sendReadings(readings: string, kills: string): number {
  process.env["ZOHO_READINGS"] = readings;
  process.env["ZOHO_READING_KILLS"] = kills;
  process.env["ZOHO_READINGS_SEED"] = seed;
  console.log(`${readings} readings and ${kills} kills with the seed ${seed}`);
  return runProgram("vitest", ["run", "test/faults/readings-survive.test.ts"]);
}

/** @returns the exit code */
function cutPower(cuts: string, kills: string): number {
  process.env["ZOHO_POWER_CUTS"] = cuts;
  process.env["ZOHO_OUTBOX_KILLS"] = kills;
  process.env["ZOHO_POWER_CUTS_SEED"] = String(Number.parseInt(seed, 36) % 1_000_000);
  console.log(`${cuts} power cuts and ${kills} kills of an outbox with the seed ${seed}`);
  return runProgram("vitest", [
    "run",
    "test/outbox/power-cuts.test.ts",
    "test/outbox/other-processes.test.ts",
  ]);
}

const { scenario, kills, list, readings, cuts } = values;

function main(): number {
  if (list) return playScenarios("", [seed]);
  if (readings !== undefined) return sendReadings(readings, kills ?? "100");
  if (cuts !== undefined) return cutPower(cuts, kills ?? "100");
  // Node-RED runs what was built.
  if (runProgram("npm", ["run", "--silent", "build"]) !== 0) return 1;
  const three = [seed, `${seed}b`, `${seed}c`];
  const played =
    kills !== undefined && scenario === undefined
      ? 0
      : playScenarios(scenario ?? "", values.seed === undefined ? three : [seed]);
  const killed = scenario === undefined ? killProcesses(kills ?? "1000") : 0;
  const isWhole = scenario === undefined && kills === undefined;
  const sent = isWhole ? sendReadings("100000", "100") : 0;
  const cut = isWhole ? cutPower("2000", "100") : 0;
  return [played, killed, sent, cut].find((code) => code !== 0) ?? 0;
}

process.exitCode = main();
