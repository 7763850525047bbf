import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningEmulator, startEmulator } from "../../src/emulator/index";
import { NOON } from "../emulator/support/running";
import { testDirectory } from "../support/test-directory";
import { API_ANSWERS } from "./scenarios/api-answers";
import { API_PASSING } from "./scenarios/api-passing";
import { API_SOCKETS } from "./scenarios/api-sockets";
import { CLOCKS_AND_RESTARTS } from "./scenarios/clocks-and-restarts";
import { DISKS } from "./scenarios/disks";
import { TOKEN_ENDPOINT } from "./scenarios/token-endpoint";
import { NODE_RED_SCENARIOS } from "../nodes/faults/scenarios/all";
import { chosen, isUnknown, SEEDS } from "./support/chosen-scenarios";
import { type FaultProxy, startFaultProxy } from "./support/fault-proxy";
import { runScenario } from "./support/run-scenario";
import type { Scenario } from "./support/scenario";

const SCENARIOS: readonly Scenario[] = [
  ...TOKEN_ENDPOINT,
  ...API_ANSWERS,
  ...API_SOCKETS,
  ...API_PASSING,
  ...CLOCKS_AND_RESTARTS,
  ...DISKS,
];

let emulator: RunningEmulator;
let proxy: FaultProxy;
beforeAll(async () => {
  const caFile = join(await testDirectory("faults"), "ca.pem");
  emulator = await startEmulator({ clock: { now: NOON, frozen: true }, tls: { caFile } });
  proxy = await startFaultProxy(emulator.url);
});
afterAll(async () => {
  await proxy.close();
  await emulator.close();
});

const WANTED = chosen(SCENARIOS);

test("each fault scenario has a name of its own, and the one that is asked for exists", () => {
  const names = [...SCENARIOS, ...NODE_RED_SCENARIOS].map(({ name }) => name);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
  expect(isUnknown(SCENARIOS, NODE_RED_SCENARIOS)).toBe(false);
});

describe.each(WANTED.length === 0 ? [] : SEEDS)("with the seed %s", (seed) => {
  // Not by `$name`, which vitest cuts short.
  test.each(WANTED.map((scenario) => [scenario.name, scenario] as const))("%s", (_name, scenario) =>
    runScenario(scenario, seed, { emulator, proxy }),
  );
});
