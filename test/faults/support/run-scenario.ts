import { inspect } from "node:util";
import { expect } from "vitest";
import type { RunningEmulator } from "../../../src/emulator/index";
import { findCanaries } from "../../nodes/support/canaries";
import { seededDraw } from "./draw";
import type { FaultProxy } from "./fault-proxy";
import { type End, type RequestingNode, requestingNode } from "./requesting-node";
import type { Count, Scenario } from "./scenario";
import { CLIENT, Stage } from "./stage";

/** A list of two Leads. */
const LIST = {
  method: "GET",
  path: "Leads",
  query: [
    { name: "fields", value: "Last_Name", type: "str" },
    { name: "per_page", value: "2", type: "str" },
  ],
} as const;

/** Longest time that closing may take, milliseconds of this process: how busy the machine is does not count. */
const CLOSE_MS = 1_000;

/** Plays one scenario with one seed, and checks all that must hold in every one of them. */
export async function runScenario(
  scenario: Scenario,
  seed: string,
  { emulator, proxy }: { readonly emulator: RunningEmulator; readonly proxy: FaultProxy },
): Promise<void> {
  const draw = seededDraw(`${scenario.name}/${seed}`);
  const rejections: unknown[] = [];
  const note = (reason: unknown): void => void rejections.push(reason);
  process.on("unhandledRejection", note);
  try {
    const stage = new Stage(emulator, proxy, draw);
    proxy.clear();
    await stage.control("POST", "reset");
    await stage.connect();
    await scenario.arrange?.(stage, draw);
    const { payload, ...asks } = scenario.asks ?? {};
    const node = requestingNode(stage.zoho, CLIENT, {
      ...LIST,
      query: [...LIST.query],
      ...asks,
      connection: "acme",
      errors: draw(2) === 0 ? "catch" : "output",
    });
    const [least, most] = scenario.messages ?? [1, 12];
    const count = least + draw(most - least + 1);
    const sent = Array.from({ length: count }, (_, index) =>
      node.inject({ _msgid: String(index), payload: structuredClone(payload) }),
    );
    await scenario.meanwhile?.(stage, node, draw);
    await play(stage, Promise.all(sent.map(({ over }) => over)));
    const ends = sent.map(({ end }) => end);
    await close(node);
    checkEnds(scenario, ends);
    expectCount(stage.tokenCalls(), scenario.tokenCalls, "token calls");
    const { apiCalls } = scenario;
    expectCount(stage.apiCalls(), typeof apiCalls === "function" ? apiCalls(count) : apiCalls, "API calls");
    await scenario.after?.(stage, ends);
    await checkSecrets(stage, node);
    // Who would be called twice would be by now.
    expect(ends.map(({ done }) => done)).toEqual(ends.map(() => 1));
  } finally {
    await new Promise((resolve) => setImmediate(resolve));
    process.off("unhandledRejection", note);
  }
  expect(rejections).toEqual([]);
}

/** Real time that a scenario may take, milliseconds. */
const LONGEST_MS = 40_000;

/** Lets the clock go on whenever nothing but time can bring the messages further. */
async function play(stage: Stage, over: Promise<unknown>): Promise<void> {
  const state = { isOver: false };
  void over.then(() => (state.isOver = true));
  const start = performance.now();
  let idle = 0;
  let step = 125;
  while (!state.isOver) {
    if (performance.now() - start > LONGEST_MS) throw new Error("a message never ended");
    await new Promise((resolve) => setTimeout(resolve, 2));
    idle = stage.inFlight === 0 ? idle + 1 : 0;
    if (stage.inFlight > 0) step = 125;
    if (idle < 4) continue;
    idle = 0;
    await stage.clock.pass(step);
    step = Math.min(step * 2, 4_000);
  }
}

/** Closes it as a Deploy does. */
export async function close(node: RequestingNode): Promise<void> {
  const before = process.cpuUsage();
  await node.close();
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1_000).toBeLessThan(CLOSE_MS);
}

function checkEnds({ ends: expected }: Scenario, ends: readonly End[]): void {
  const allowed = Array.isArray(expected) ? (expected as readonly string[]) : [expected as string];
  for (const end of ends) {
    expect(end.done).toBe(1);
    const errors = end.errors.map(({ class: port, code }) => `${port}/${code}`);
    const told = errors.length > 0 ? errors : end.results.map(() => "ok");
    expect(told).toHaveLength(1);
    expect(allowed, told[0]).toContain(told[0]);
  }
}

function expectCount(seen: number, expected: Count, what: string): void {
  const [least, most] = typeof expected === "number" ? [expected, expected] : expected;
  expect(seen, what).toBeGreaterThanOrEqual(least);
  expect(seen, what).toBeLessThanOrEqual(most);
}

async function checkSecrets(stage: Stage, node: RequestingNode): Promise<void> {
  await stage.collectSecrets();
  const canaries = Object.fromEntries([...stage.secrets].map((secret, index) => [`secret ${index}`, secret]));
  const text = inspect([node.said(), stage.logged], {
    depth: 12,
    maxArrayLength: null,
    maxStringLength: null,
    showHidden: true,
  });
  expect(findCanaries(text, canaries)).toEqual([]);
}
