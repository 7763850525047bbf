/**
 * Messages that come at once to `zoho-request` nodes in a real Node-RED and wait for their turn, then a limiter of npm
 * with as many tasks. Run with --expose-gc. Takes `WaitingOrder` as JSON, prints `WaitingFigures` as JSON.
 */
import { type IntervalHistogram, monitorEventLoopDelay } from "node:perf_hooks";
import Bottleneck from "bottleneck";
import { Agent, type Dispatcher, request } from "undici";
import type { ClientNode } from "../../../nodes/zoho-client/client-node";
import { CLIENT_DEFAULTS } from "../../../nodes/zoho-client/config";
import { REQUEST_DEFAULTS } from "../../../nodes/zoho-request/config";
import { Governor } from "../../../src/api/governor/governor";
import type { Lane } from "../../../src/api/governor/lane";
import { CLIENT_ID, CLIENT_SECRET, connectionName } from "../many-connections";
import { type EmbeddedNodeRed, embeddedNodeRed } from "./embedded-node-red";
import { heapUsed } from "./heap-used";
import { leadZohoTo } from "./lead-zoho-to";

export interface WaitingOrder {
  readonly userDir: string;
  /** Of the server. */
  readonly origin: string;
  readonly nodes: number;
  readonly messagesPerNode: number;
  /** Calls at once. */
  readonly limit: number;
}

export interface WaitingFigures {
  /** Messages that came out by the first output, with an error, and refused for a full queue. */
  readonly out: number;
  readonly errors: number;
  readonly refused: number;
  /** Calls that were sent before one of the same node that had come earlier. */
  readonly overtakers: number;
  /** Counted at the server. */
  readonly mostInFlight: number;
  readonly calls: number;
  /** Bytes for each that waits, over the message itself. */
  readonly heap: number;
  /** Delay of the event loop from the first message to the last, milliseconds. */
  readonly delay: { readonly p99: number; readonly max: number };
  /** From the moment that the server answers, for each message, milliseconds. */
  readonly msPerMessage: number;
  readonly governor: LimiterFigures;
  readonly bottleneck: LimiterFigures;
}

/** A limiter alone, with tasks that do nothing. */
export interface LimiterFigures {
  readonly heap: number;
  readonly msPerTask: number;
}

interface SentMessage {
  readonly _msgid: string;
  readonly payload: string;
  readonly zoho: { readonly connection: string; readonly path: string };
}

async function main(order: WaitingOrder): Promise<void> {
  leadZohoTo(order.origin);
  const RED = await embeddedNodeRed(order.userDir);
  const deployed = new Promise<void>((resolve) => {
    RED.events.once("flows:started", resolve);
  });
  await RED.runtime.flows.setFlows({ flows: { flows: flows(order) }, deploymentType: "full" });
  await deployed;
  const overtakers = countOvertakers();
  // Compiled code, warm sockets, the token in memory.
  for (let round = 0; round < 2; round++) await run(RED, { ...order, messagesPerNode: 500 });
  overtakers.reset();
  const figures = await run(RED, order);
  const tasks = order.nodes * order.messagesPerNode;
  const limiters = {
    governor: await governorAlone(tasks, order.limit),
    bottleneck: await bottleneckAlone(tasks, order.limit),
  };
  const all: WaitingFigures = { ...figures, overtakers: overtakers.count(), ...limiters };
  console.log(JSON.stringify(all));
  await RED.stop();
  process.exit(0);
}

function flows({ nodes }: WaitingOrder): readonly unknown[] {
  const credentials = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
  const client = { ...CLIENT_DEFAULTS, id: "its-client", type: "zoho-client", name: "bench", credentials };
  const zoho = { ...REQUEST_DEFAULTS, type: "zoho-request", client: "its-client", errors: "output" };
  const place = { z: "tab", x: 0, y: 0 };
  return [
    { id: "tab", type: "tab", label: "bench" },
    client,
    ...Array.from({ length: nodes }, (_, node) => [
      { ...place, id: `in-${node}`, type: "anchor-pass", wires: [[`zoho-${node}`]] },
      { ...zoho, ...place, id: `zoho-${node}`, wires: [["out"], ["errors"]] },
    ]).flat(),
    { ...place, id: "out", type: "anchor-pass", wires: [[]] },
    { ...place, id: "errors", type: "anchor-pass", wires: [[]] },
  ];
}

type Run = Omit<WaitingFigures, "overtakers" | "governor" | "bottleneck">;

/** Lets the messages come while nothing ends, and waits until all of them are through. */
async function run(RED: EmbeddedNodeRed, order: WaitingOrder): Promise<Run> {
  const { nodes, messagesPerNode, origin, limit } = order;
  const count = nodes * messagesPerNode;
  const seen = { out: 0, errors: 0, refused: 0 };
  let through: (() => void) | undefined;
  const ended = new Promise<void>((resolve) => (through = resolve));
  const came = (): void => {
    if (seen.out + seen.errors + seen.refused === count) through?.();
  };
  const out = (): void => {
    seen.out++;
    came();
  };
  const failed = (msg: { readonly error?: { readonly code?: string } }): void => {
    seen[msg.error?.code === "queue_full" ? "refused" : "errors"]++;
    came();
  };
  RED.events.on("bench:out", out);
  RED.events.on("bench:errors", failed);
  await ask(origin, "/hold");
  const messages = Array.from({ length: nodes }, (_, node) =>
    Array.from({ length: messagesPerNode }, (_message, number) => message(node, number)),
  );
  const alone = await heapUsed();
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  for (let number = 0; number < messagesPerNode; number++)
    for (let node = 0; node < nodes; node++) receive(RED, `in-${node}`, messages[node]?.[number]);
  while ((await waitingCalls(RED)) < count - limit) await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  const heap = ((await heapUsed()) - alone) / count;
  delay.enable();
  const start = performance.now();
  await ask(origin, "/open");
  await ended;
  const msPerMessage = (performance.now() - start) / count;
  delay.disable();
  RED.events.off("bench:out", out);
  RED.events.off("bench:errors", failed);
  const { most, calls } = await callsAtServer(origin);
  return { ...seen, mostInFlight: most, calls, heap, delay: shown(delay), msPerMessage };
}

/** Calls that stand in line, of all orgs. */
async function waitingCalls(RED: EmbeddedNodeRed): Promise<number> {
  const { zoho } = await (RED.nodes.getNode("its-client") as ClientNode).service;
  const lanes = Reflect.get(zoho.governor, "lanes") as ReadonlyMap<string, Lane>;
  return [...lanes.values()].reduce((sum, { load }) => sum + load.waiting, 0);
}

function message(node: number, number: number): SentMessage {
  const id = String(number).padStart(6, "0");
  return {
    _msgid: `${node}-${id}`,
    payload: "",
    zoho: { connection: connectionName(0), path: `Leads/554023000${node}${id}` },
  };
}

function receive(RED: EmbeddedNodeRed, id: string, msg: SentMessage | undefined): void {
  (RED.nodes.getNode(id) as { receive(msg: object | undefined): void }).receive(msg);
}

async function ask(origin: string, path: string): Promise<string> {
  const { body } = await request(`${origin}${path}`);
  return body.text();
}

async function callsAtServer(origin: string): Promise<{ readonly most: number; readonly calls: number }> {
  return JSON.parse(await ask(origin, "/counts")) as { most: number; calls: number };
}

/** Reads the order of calls where undici takes them: over several sockets they arrive in any order. */
function countOvertakers(): { readonly count: () => number; readonly reset: () => void } {
  const dispatch = Reflect.get(Agent.prototype, "dispatch") as Dispatcher["dispatch"];
  const last = new Map<string, number>();
  let overtakers = 0;
  Agent.prototype.dispatch = function (this: Agent, options, handler): boolean {
    const [, node, number] = /\/554023000(\d)(\d{6})$/.exec(options.path) ?? [];
    if (node !== undefined) {
      if (Number(number) <= (last.get(node) ?? -1)) overtakers++;
      last.set(node, Number(number));
    }
    return dispatch.call(this, options, handler);
  };
  return {
    count: () => overtakers,
    reset: () => {
      overtakers = 0;
      last.clear();
    },
  };
}

function shown(delay: IntervalHistogram): WaitingFigures["delay"] {
  return { p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 };
}

async function governorAlone(tasks: number, limit: number): Promise<LimiterFigures> {
  const governor = new Governor({ concurrency: limit, maxWaiting: tasks });
  return limiterAlone(tasks, async (work) => {
    const place = governor.enter({ key: "bench", product: "crm" }, { origin: "bench" });
    if (place.isWaiting) await place.turn();
    await work();
    place.leave();
  });
}

function bottleneckAlone(tasks: number, limit: number): Promise<LimiterFigures> {
  const limiter = new Bottleneck({ maxConcurrent: limit });
  return limiterAlone(tasks, (work) => limiter.schedule(work));
}

async function limiterAlone(
  tasks: number,
  schedule: (work: () => Promise<void>) => Promise<void>,
): Promise<LimiterFigures> {
  let open: (() => void) | undefined;
  const gate = new Promise<void>((resolve) => (open = resolve));
  const before = await heapUsed();
  const start = performance.now();
  const all = Array.from({ length: tasks }, () => schedule(() => gate));
  const entered = performance.now() - start;
  const heap = ((await heapUsed()) - before) / tasks;
  const again = performance.now();
  open?.();
  await Promise.all(all);
  return { heap, msPerTask: (entered + performance.now() - again) / tasks };
}

main(JSON.parse(process.argv[2] ?? "{}") as WaitingOrder).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
