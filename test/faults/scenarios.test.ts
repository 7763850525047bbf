import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningEmulator, startEmulator } from "../../src/emulator/index";
import { NOON } from "../emulator/support/running";
import { SCENARIOS } from "./scenarios/all";
import { testDirectory } from "../support/test-directory";
import { NODE_RED_SCENARIOS } from "../nodes/faults/scenarios/all";
import { IS_LONG_FORM, tellFigures } from "./support/long-form";
import { chosen, isUnknown, SEEDS } from "./support/chosen-scenarios";
import { type FaultProxy, startFaultProxy } from "./support/fault-proxy";
import { runScenario } from "./support/run-scenario";

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
  if (!IS_LONG_FORM) return;
  for (const { name, ends, tokenCalls, apiCalls, messages = [1, 12] } of WANTED) {
    const [, most] = messages;
    const ofMost = typeof apiCalls === "function" ? apiCalls(most) : apiCalls;
    tellFigures("scenarios", { scenario: name, messages: most, ends, tokenCalls, apiCalls: ofMost });
  }
});

describe.each(WANTED.length === 0 ? [] : SEEDS)("with the seed %s", (seed) => {
  // Not by `$name`, which vitest cuts short.
  test.each(WANTED.map((scenario) => [scenario.name, scenario] as const))("%s", (_name, scenario) =>
    runScenario(scenario, seed, { emulator, proxy }),
  );
});
