/**
 * Messages that come at once to `zoho-request` nodes in a real Node-RED and wait for their turn, in turn with a limiter of
 * npm with as many tasks. Run with --expose-gc. Takes `WaitingOrder` as JSON, prints `WaitingFigures` as JSON.
 */
import { Agent, type Dispatcher, request } from "undici";
import type { ClientNode } from "../../../nodes/zoho-client/client-node";
import { CLIENT_DEFAULTS } from "../../../nodes/zoho-client/config";
import { REQUEST_DEFAULTS } from "../../../nodes/zoho-request/config";
import type { Lane } from "../../../src/api/governor/lane";
import { CLIENT_ID, CLIENT_SECRET, connectionName } from "../many-connections";
import { type EmbeddedNodeRed, embeddedNodeRed } from "./embedded-node-red";
import { heapUsed } from "./heap-used";
import { leadZohoTo } from "./lead-zoho-to";
import { bottleneckAlone, governorAlone, type LimiterFigures } from "./limiters-alone";
import { type LoopDelay, LoopDelays } from "./loop-delays";

export interface WaitingOrder {
  readonly userDir: string;
  /** Of the server. */
  readonly origin: string;
  readonly nodes: number;
  readonly messagesPerNode: number;
  /** Calls at once. */
  readonly limit: number;
  /** How often all of it is done. */
  readonly rounds: number;
}

export interface WaitingFigures {
  readonly runs: readonly WaitingRun[];
  /** Calls that were sent before one of the same node that had come earlier. */
  readonly overtakers: number;
  readonly governor: readonly LimiterFigures[];
  readonly bottleneck: readonly LimiterFigures[];
}

/** Messages that came at once, from the first one in to the last one out. */
export interface WaitingRun {
  /** Messages that came out by the first output, with an error, and refused for a full queue. */
  readonly out: number;
  readonly errors: number;
  readonly refused: number;
  /** Counted at the server. */
  readonly mostInFlight: number;
  /** Bytes for each that waits, over the message itself. */
  readonly heap: number;
  /** Delay of the event loop from the first message to the last, milliseconds. */
  readonly delay: LoopDelay;
  /** From the moment that the server answers, for each message, milliseconds. */
  readonly msPerMessage: number;
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
  overtakers.forget();
  const runs: WaitingRun[] = [];
  const governor: LimiterFigures[] = [];
  const bottleneck: LimiterFigures[] = [];
  const tasks = order.nodes * order.messagesPerNode;
  for (let round = 0; round < order.rounds; round++) {
    overtakers.beginRound();
    runs.push(await run(RED, order));
    governor.push(await governorAlone(tasks, order.limit));
    // Half a minute for each round would tell no more than the first one does.
    if (round === 0) bottleneck.push(await bottleneckAlone(tasks, order.limit));
  }
  const figures: WaitingFigures = { runs, overtakers: overtakers.count(), governor, bottleneck };
  console.log(JSON.stringify(figures));
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

/** Lets the messages come while nothing ends, and waits until all of them are through. */
async function run(RED: EmbeddedNodeRed, order: WaitingOrder): Promise<WaitingRun> {
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
  const delays = new LoopDelays();
  delays.watch();
  for (let number = 0; number < messagesPerNode; number++)
    for (let node = 0; node < nodes; node++) receive(RED, `in-${node}`, messages[node]?.[number]);
  while ((await waitingCalls(RED)) < count - limit) await new Promise((resolve) => setTimeout(resolve, 20));
  delays.pause();
  const heap = ((await heapUsed()) - alone) / count;
  delays.watch();
  const start = performance.now();
  await ask(origin, "/open");
  await ended;
  const msPerMessage = (performance.now() - start) / count;
  delays.pause();
  RED.events.off("bench:out", out);
  RED.events.off("bench:errors", failed);
  const mostInFlight = await mostAtServer(origin);
  return { ...seen, mostInFlight, heap, delay: delays.seen(), msPerMessage };
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

async function mostAtServer(origin: string): Promise<number> {
  return (JSON.parse(await ask(origin, "/counts")) as { readonly most: number }).most;
}

/** Reads the order of calls where undici takes them: over several sockets they arrive in any order. */
function countOvertakers(): {
  readonly count: () => number;
  readonly beginRound: () => void;
  readonly forget: () => void;
} {
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
    beginRound: () => last.clear(),
    forget: () => (overtakers = 0),
  };
}

main(JSON.parse(process.argv[2] ?? "{}") as WaitingOrder).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
