import { expect, vi } from "vitest";
import type { RequestConfig } from "../../../../nodes/zoho-request/config";
import type { Draw } from "../../../faults/support/draw";
import type { DeployType, FlowMessage, FlowNode } from "../../../support/node-red-runtime";
import { client, declared, probeIn, probeOut, request, TAB } from "../../support/zoho-flow";
import type { World } from "../../support/world";

/** Calls that CRM's Enterprise edition lets run at once, which the emulator's orgs have: the others wait in the node. */
export const AT_ONCE = 20;

/** How long a token may be in the air, milliseconds: a Deploy in the meantime takes far less. */
export const SLOW_TOKEN_MS = 1_500;

/** Longest that closing a node may take, milliseconds: the product promises one second, and machines may be busy. */
export const CLOSE_MS = 5_000;

/** What says that something got out of hand. */
const OUT_OF_HAND = /unhandled|uncaught|error stopping node|close timed out|MaxListenersExceeded/i;

/** What became of messages: how many came out well, with which error, and not at all. */
export interface Ends {
  readonly ok: number;
  readonly errors: Readonly<Record<string, number>>;
  /** Nobody was there any more to take what came of them: the whole flow was stopped. */
  readonly unheard: number;
}

export const CLIENT = client("client", {
  connections: [declared("acme"), declared("acme-test", "Sandbox")],
});

/** Which connections the token of is to be lost; each may ask for eight in ten minutes. */
const ORGS = { acme: "Acme (Production)", "acme-test": "Acme (Sandbox)" } as const;

/** For all nodes: Node-RED restarts a Catch for a single node together with that one. */
const CATCH_ALL: FlowNode = { id: "catch", type: "catch", z: "tab", scope: null, wires: [["failed"]] };

/** A list of two Leads. */
const LIST: Partial<RequestConfig> = {
  connection: "acme",
  path: "Leads",
  query: [
    { name: "fields", value: "Last_Name", type: "str" },
    { name: "per_page", value: "2", type: "str" },
  ],
};

/** A record that is made by each message. */
export const CREATE: Partial<RequestConfig> = { method: "POST", path: "Leads", query: [] };

/** A Node-RED with one flow that calls Zoho, and everything that came of the messages of one scenario. */
export class FaultStage {
  /** How the node of this scenario reports its errors. */
  readonly route: "catch" | "output";
  private readonly sent = new Map<string, string[]>();
  private logStart: number;
  private count = 0;

  constructor(
    readonly world: World,
    draw: Draw,
  ) {
    this.route = draw(2) === 0 ? "catch" : "output";
    this.logStart = world.nodeRed.log().length;
  }

  /** The request node that is called `call`. @param asks other properties than those of a short list */
  call(asks: Partial<RequestConfig> = {}, id = "call"): FlowNode {
    const wires = this.route === "output" ? [["out"], ["failed"]] : [["out"]];
    return request(id, { ...LIST, ...asks, errors: this.route }, wires);
  }

  /** One flow that calls, and another that has nothing to do with it. */
  flows(calls: readonly FlowNode[] = [this.call()], clients: readonly FlowNode[] = [CLIENT]): FlowNode[] {
    const ids = calls.map(({ id }) => id);
    return [
      TAB,
      ...clients,
      probeIn("in", ...ids),
      ...calls,
      CATCH_ALL,
      { id: "complete", type: "complete", z: "tab", scope: ids, wires: [["completed"]] },
      ...["out", "failed", "completed"].map(probeOut),
      { id: "other-tab", type: "tab", label: "other" },
      { ...probeOut("other"), z: "other-tab" },
    ];
  }

  /** Deploys before anything goes wrong. */
  async begin(flows: readonly FlowNode[] = this.flows()): Promise<void> {
    await this.world.nodeRed.deploy(flows);
    this.world.nodeRed.forget();
    this.logStart = this.world.nodeRed.log().length;
    await this.world.emulator.forgetRequests();
  }

  deploy(flows: readonly FlowNode[], type: DeployType): Promise<void> {
    return this.world.nodeRed.deploy(flows, type);
  }

  /** Hands messages to the flow, each of which each of its calls must end exactly once. */
  async send(count: number, msg: FlowMessage = {}, calls: readonly string[] = ["call"]): Promise<void> {
    const ids = Array.from({ length: count }, () => `message-${String(this.count++)}`);
    for (const call of calls) this.sent.set(call, [...(this.sent.get(call) ?? []), ...ids]);
    await Promise.all(ids.map((id) => this.world.nodeRed.inject("in", { ...msg, _msgid: id })));
  }

  /** What is sent from now on must end as well, what was sent before can't: the power was cut. */
  forgetSent(): void {
    this.sent.clear();
    this.world.nodeRed.forget();
  }

  /** The next exchanges with Zoho's API go wrong. @param more of the fault besides its kind */
  apiFault(fault: string, more: object = {}): Promise<unknown> {
    return this.world.emulator.faults({ match: { path: "/crm" }, times: null, fault, ...more });
  }

  /** Zoho forgets the token of a connection, and takes so long for the next one, milliseconds. */
  async loseToken(connection: keyof typeof ORGS, delayMs: number): Promise<void> {
    const { emulator } = this.world;
    await emulator.faults({ match: { path: "/oauth/v2/token" }, times: 1, fault: "slow", delayMs });
    await emulator.action("evictAccessTokens", { org: ORGS[connection] });
  }

  /** Waits until so many calls hang at Zoho. */
  async hanging(calls: number): Promise<void> {
    await vi.waitFor(async () => {
      expect(await this.world.emulator.apiCalls()).toHaveLength(calls);
    }, WAIT);
  }

  /** Waits until the faults that are for a few requests have met them. */
  async met(): Promise<void> {
    await vi.waitFor(async () => {
      const { faults } = (await this.world.emulator.send("GET", "faults")) as {
        faults: readonly { left: number | null }[];
      };
      expect(faults.filter(({ left }) => left !== null)).toEqual([]);
    }, WAIT);
  }

  /** Waits until every message that was sent has ended. @returns how; of a message with more than one end it fails */
  async ends(): Promise<Ends> {
    const { nodeRed } = this.world;
    for (const [call, ids] of this.sent) await nodeRed.waitForDone(call, ids.length);
    await this.checkDone();
    const out = await nodeRed.messages("out");
    const failed = await nodeRed.messages("failed");
    const all = [...this.sent.values()].flat().length;
    const heard = [...out, ...failed].map(({ _msgid }) => String(_msgid));
    if (this.sent.size === 1) expect(new Set(heard).size).toBe(heard.length);
    const errors: Record<string, number> = {};
    for (const message of failed) {
      const { code } = (message["error"] as { cause: { code: string } }).cause;
      errors[code] = (errors[code] ?? 0) + 1;
    }
    return { ok: out.length, errors, unheard: all - heard.length };
  }

  /** Each message that was sent has called `done` once, and no other has. */
  async checkDone(): Promise<void> {
    for (const [call, ids] of this.sent) {
      const done = (await this.world.nodeRed.completions(call)).map(({ msgid }) => msgid);
      expect(done.toSorted()).toEqual(ids.toSorted());
    }
  }

  /** Waits until the log says that so many messages were in hand when their nodes were stopped. */
  async expectStopped(count: number): Promise<void> {
    await vi.waitFor(() => {
      const told = this.log().matchAll(/Stopped with (\d+) messages in hand/g);
      expect([...told].reduce((sum, [, some]) => sum + Number(some), 0)).toBe(count);
    }, WAIT);
  }

  /** How long the node took to close, milliseconds, in the words of Node-RED's log. */
  async closedIn(): Promise<number> {
    return vi.waitFor(() => {
      const [, took] = /Stopped node zoho-request:call \((\d+)ms\)/.exec(this.log()) ?? [];
      expect(took).toBeDefined();
      return Number(took);
    }, WAIT);
  }

  /** After all that the next message is answered, with one call and no other token. */
  async worksAgain(): Promise<void> {
    await this.world.emulator.clearFaults();
    await this.ends();
    this.forgetSent();
    const before = await this.counts();
    await this.send(1);
    expect(await this.ends()).toEqual({ ok: 1, errors: {}, unheard: 0 });
    expect(await this.counts()).toEqual({ api: before.api + 1, token: before.token });
  }

  /** Requests that Zoho has seen. */
  async counts(): Promise<{ readonly api: number; readonly token: number }> {
    const { emulator } = this.world;
    return { api: (await emulator.apiCalls()).length, token: await emulator.tokenCalls() };
  }

  /** What must hold after every scenario. */
  async check(): Promise<void> {
    await this.checkDone();
    const lines = this.log().split("\n");
    expect(lines.filter((line) => OUT_OF_HAND.test(line))).toEqual([]);
  }

  log(): string {
    return this.world.nodeRed.log().slice(this.logStart);
  }
}

/** Generous, because other tests may be busy on the same machine. */
const WAIT = { timeout: 20_000, interval: 10 };
