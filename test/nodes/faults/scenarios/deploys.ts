import { expect } from "vitest";
import type { DeployType, FlowNode } from "../../../support/node-red-runtime";
import { probeOut } from "../../support/zoho-flow";
import { AT_ONCE, CREATE, SLOW_TOKEN_MS, type FaultStage } from "../support/fault-stage";
import type { NodeRedScenario } from "../support/scenario";

/** The same flow with this node changed. */
function changed(flows: readonly FlowNode[], id: string, properties: object): FlowNode[] {
  return flows.map((node) => (node.id === id ? { ...node, ...properties } : node));
}

/** So many messages were in hand when their node was stopped; heard only where what is behind it was not. */
async function expectStopped(stage: FaultStage, count: number, heard: "heard" | "unheard"): Promise<void> {
  const ends =
    heard === "heard"
      ? { ok: 0, errors: { cancelled: count }, unheard: 0 }
      : { ok: 0, errors: {}, unheard: count };
  expect(await stage.ends()).toEqual(ends);
  await stage.expectStopped(count);
}

interface Stop {
  readonly type: DeployType;
  readonly what: string;
  readonly heard: (stage: FaultStage) => "heard" | "unheard";
  readonly to: (stage: FaultStage) => readonly FlowNode[];
}

/** Deploys that stop the node that calls. */
const STOPS: readonly Stop[] = [
  { type: "full", what: "a full Deploy", heard: () => "unheard", to: (stage) => stage.flows() },
  {
    type: "nodes",
    what: "a Deploy of the node",
    heard: () => "heard",
    to: (stage) => stage.flows([stage.call({ name: "changed" })]),
  },
  {
    type: "flows",
    what: "a Deploy of its flow",
    // What is wired to a changed node is stopped with it; a Catch is not wired to what it listens to.
    heard: ({ route }) => (route === "catch" ? "heard" : "unheard"),
    to: (stage) => changed(stage.flows(), "out", { name: "changed" }),
  },
  {
    type: "nodes",
    what: "a flow that is disabled",
    heard: () => "unheard",
    to: (stage) => changed(stage.flows(), "tab", { disabled: true }),
  },
];

const stopping: readonly NodeRedScenario[] = STOPS.map(({ type, what, heard, to }) => ({
  name: `deploy: ${what} in the middle of calls`,
  everywhere: true,
  play: async (stage, draw) => {
    const count = 1 + draw(30);
    await stage.begin();
    await stage.apiFault("hang");
    await stage.send(count);
    await stage.hanging(Math.min(count, AT_ONCE));
    await stage.deploy(to(stage), type);
    await expectStopped(stage, count, heard(stage));
    // What waited was never sent.
    expect(await stage.counts()).toEqual({ api: Math.min(count, AT_ONCE), token: 0 });
    await stage.deploy(stage.flows(), "full");
    await stage.worksAgain();
  },
}));

const whileRefreshing: readonly NodeRedScenario[] = STOPS.slice(0, 3).map(({ type, what, heard, to }) => ({
  name: `deploy: ${what} while a token is asked for`,
  play: async (stage, draw) => {
    const count = 1 + draw(AT_ONCE);
    const flows = (): FlowNode[] => stage.flows([stage.call({ connection: "acme-test" })]);
    await stage.begin(flows());
    await stage.loseToken("acme-test", SLOW_TOKEN_MS);
    await stage.send(count);
    await stage.met();
    await stage.deploy(to(stage), type);
    await expectStopped(stage, count, heard(stage));
    stage.forgetSent();
    await stage.deploy(flows(), "full");
    await stage.send(count);
    // The token that others asked for serves those who come after.
    expect(await stage.ends()).toEqual({ ok: count, errors: {}, unheard: 0 });
    const { api, token } = await stage.counts();
    expect(token).toBe(1);
    expect(api).toBeGreaterThan(count);
    expect(api).toBeLessThanOrEqual(2 * count);
  },
}));

/** Deploys that have nothing to do with the node that calls. */
const sparing: readonly NodeRedScenario[] = [
  ["nodes", "a Deploy of another node", "completed"],
  ["flows", "a Deploy of another flow", "other"],
].map(([type, what, node]) => ({
  name: `deploy: ${what} ends no call`,
  everywhere: true,
  play: async (stage, draw) => {
    const count = 1 + draw(20);
    await stage.begin();
    await stage.apiFault("slow", { times: 1, delayMs: 500 });
    await stage.send(count);
    await stage.met();
    await stage.deploy(changed(stage.flows(), node ?? "", { name: "changed" }), type as DeployType);
    expect(await stage.ends()).toEqual({ ok: count, errors: {}, unheard: 0 });
    expect(await stage.counts()).toEqual({ api: count, token: 0 });
    await stage.expectStopped(0);
  },
}));

export const DEPLOYS: readonly NodeRedScenario[] = [
  ...stopping,
  ...whileRefreshing,
  ...sparing,
  {
    name: "deploy: new wires behind a call, in the middle of it",
    play: async (stage, draw) => {
      const count = 1 + draw(AT_ONCE);
      await stage.begin();
      // Longer than a Deploy takes, on a busy machine too.
      await stage.apiFault("slow", { times: count, delayMs: 3_000 });
      await stage.send(count);
      await stage.met();
      const { wires } = stage.call();
      const [, ...errors] = wires as string[][];
      const flows = [
        ...changed(stage.flows(), "call", { wires: [["elsewhere"], ...errors] }),
        probeOut("elsewhere"),
      ];
      await stage.deploy(flows, "nodes");
      expect(await stage.world.nodeRed.waitFor("elsewhere", count)).toHaveLength(count);
      expect(await stage.counts()).toEqual({ api: count, token: 0 });
      expect(await stage.ends()).toEqual({ ok: 0, errors: {}, unheard: count });
    },
  },
  {
    name: "deploy: in the middle of creates, none of which is sent again",
    play: async (stage, draw) => {
      const count = AT_ONCE + draw(20);
      await stage.begin(stage.flows([stage.call(CREATE)]));
      await stage.apiFault("hang");
      await stage.send(count, { payload: { Last_Name: "Boyle" } });
      await stage.hanging(AT_ONCE);
      await stage.deploy(stage.flows([stage.call({ ...CREATE, name: "changed" })]), "nodes");
      const { write_unknown: unknown, cancelled = 0 } = (await stage.ends()).errors;
      expect({ unknown, cancelled }).toEqual({ unknown: AT_ONCE, cancelled: count - AT_ONCE });
      await stage.world.emulator.clearFaults();
      await stage.deploy(stage.flows(), "full");
      await stage.worksAgain();
      const calls = await stage.world.emulator.apiCalls();
      expect(calls.filter(({ method }) => method === "POST")).toHaveLength(AT_ONCE);
    },
  },
  {
    name: "deploy: while messages are collected for one write",
    play: async (stage, draw) => {
      const count = 2 + draw(50);
      const collecting = { ...CREATE, path: "Leads/upsert", collect: 500, collectSeconds: 600 };
      await stage.begin(stage.flows([stage.call(collecting)]));
      await stage.send(count, { payload: { Last_Name: "Boyle" } });
      await stage.deploy(stage.flows([stage.call({ ...collecting, name: "changed" })]), "nodes");
      await expectStopped(stage, count, "heard");
      expect(await stage.counts()).toEqual({ api: 0, token: 0 });
    },
  },
  {
    name: "deploy: while a list is sent record by record",
    play: async (stage, draw) => {
      const pages = 1 + draw(3);
      const paging = { paging: "records", pageSize: 10 } as const;
      const query = [{ name: "fields", value: "Last_Name", type: "str" } as const];
      await stage.begin(stage.flows([stage.call({ query, ...paging })]));
      await stage.apiFault("hang", { after: pages });
      await stage.send(1);
      await stage.hanging(pages + 1);
      // The last one of a page is held back until it is known whether it is the last of all.
      const sent = pages * 10 - 1;
      await stage.world.nodeRed.waitFor("out", sent);
      await stage.deploy(stage.flows([stage.call({ query, ...paging, name: "changed" })]), "nodes");
      const [failed, ...others] = await stage.world.nodeRed.waitFor("failed");
      expect(failed).toMatchObject({ error: { cause: { code: "cancelled" } } });
      // One record has not gone out: whoever went on behind it would lose it.
      expect(JSON.stringify(failed)).not.toContain("continueFrom");
      expect(others).toEqual([]);
      expect(await stage.world.nodeRed.messages("out")).toHaveLength(sent);
      expect(await stage.counts()).toEqual({ api: pages + 1, token: 0 });
    },
  },
];
