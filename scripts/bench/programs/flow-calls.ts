/**
 * Messages in a real Node-RED, each through a node that asks a server for one Lead: as many in flight as wanted, and the
 * next one as soon as one is back. Takes `FlowCallsOrder` as JSON, prints `FlowSample`s as JSON.
 *
 * Zoho's names are led to the server, and its TLS left out, at the last moment, in undici's Agent: everything before it
 * is the package as it is, in the realm of Zoho itself.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import type { ClientNode } from "../../../nodes/zoho-client/client-node";
import { CLIENT_DEFAULTS } from "../../../nodes/zoho-client/config";
import { REQUEST_DEFAULTS } from "../../../nodes/zoho-request/config";
import { LaneRulesBook } from "../../../src/api/governor/lane-rules";
import { CLIENT_ID, CLIENT_SECRET, connectionName } from "../many-connections";
import { median } from "../samples";
import { type EmbeddedNodeRed, embeddedNodeRed } from "./embedded-node-red";
import { leadZohoTo } from "./lead-zoho-to";

/** The node that asks: Node-RED's own, a function node with axios, one with undici and nothing else, `zoho-request`. */
export type Asker = "core" | "axios" | "undici" | "zoho";

/** One thing to measure. */
export interface FlowCase {
  readonly asker: Asker;
  readonly inFlight: number;
  /** How many connections take turns; of `zoho` only. */
  readonly connections: number;
}

export interface FlowCallsOrder {
  readonly userDir: string;
  /** Of the server. */
  readonly origin: string;
  /** Directory whose `node_modules` has axios, where a case is with it. */
  readonly axiosHome?: string;
  readonly cases: readonly FlowCase[];
  /** Each case is measured so often, all of them in turn. */
  readonly rounds: number;
  readonly roundMs: number;
}

/** One round of one case. */
export interface FlowSample extends FlowCase {
  readonly callsPerSecond: number;
  /** Of this process, microseconds for each call. */
  readonly cpu: number;
  /** Of one message from its way in to its way out, the median, milliseconds. */
  readonly latency: number;
}

const LEAD = "/crm/v8/Leads/554023000000527002";

async function main(order: FlowCallsOrder): Promise<void> {
  leadZohoTo(order.origin);
  const { axiosHome } = order;
  const functionGlobals = axiosHome === undefined ? {} : { axios: axiosOf(axiosHome) };
  const RED = await embeddedNodeRed(order.userDir, { functionGlobals });
  const deployed = new Promise<void>((resolve) => {
    RED.events.once("flows:started", resolve);
  });
  await RED.runtime.flows.setFlows({ flows: { flows: flows(order.origin) }, deploymentType: "full" });
  await deployed;
  await raiseLimit(RED, Math.max(...order.cases.map(({ inFlight }) => inFlight)));
  // Compiled code, warm sockets, and every connection's token in memory.
  for (const one of order.cases)
    await measure(RED, one, WARM_UP_MS, Math.max(one.connections, WARM_UP_CALLS));
  const samples: FlowSample[] = [];
  for (let round = 0; round < order.rounds; round++) {
    for (const one of order.cases) samples.push(await measure(RED, one, order.roundMs));
  }
  console.log(JSON.stringify(samples));
  await RED.stop();
  process.exit(0);
}

function flows(origin: string): readonly unknown[] {
  const url = `${origin}${LEAD}`;
  const credentials = { clientId: CLIENT_ID, clientSecret: CLIENT_SECRET };
  const client = { ...CLIENT_DEFAULTS, id: "its-client", type: "zoho-client", name: "bench", credentials };
  const zoho = { ...REQUEST_DEFAULTS, type: "zoho-request", client: "its-client", path: LEAD };
  const core = { type: "http request", method: "GET", ret: "obj", paytoqs: "ignore", url, headers: [] };
  return [
    { id: "tab", type: "tab", label: "bench" },
    client,
    ...line("core", core),
    ...line("axios", axiosFunction(url)),
    ...line("undici", { type: "anchor-undici", url }),
    ...line("zoho", zoho),
  ];
}

function axiosOf(home: string): unknown {
  return createRequire(join(home, "package.json"))("axios");
}

/** As people write it who miss something in the core node. */
function axiosFunction(url: string): object {
  const func = `
const { data, status } = await global.get("axios").get("${url}", {
  headers: { Authorization: "Zoho-oauthtoken ${"0".repeat(70)}" },
});
msg.payload = data;
msg.statusCode = status;
return msg;`;
  return { type: "function", func, outputs: 1, libs: [] };
}

function line(asker: Asker, node: object): readonly unknown[] {
  const place = { z: "tab", x: 0, y: 0 };
  return [
    { ...place, id: `${asker}-in`, type: "anchor-pass", wires: [[asker]] },
    { ...node, ...place, id: asker, wires: [[`${asker}-out`]] },
    { ...place, id: `${asker}-out`, type: "anchor-pass", wires: [[]] },
  ];
}

async function raiseLimit(RED: EmbeddedNodeRed, concurrency: number): Promise<void> {
  const { zoho } = await (RED.nodes.getNode("its-client") as ClientNode).service;
  Reflect.set(zoho.governor, "rules", new LaneRulesBook({ concurrency }));
}

/** How long each case runs before it counts, and how many calls at least: until V8 has compiled what is hot. */
const WARM_UP_MS = 2_000;
const WARM_UP_CALLS = 3_000;

/** Longest time without any answer, milliseconds. */
const PATIENCE_MS = 20_000;

/** @param least so many calls are made in any case */
function measure(RED: EmbeddedNodeRed, one: FlowCase, ms: number, least = 0): Promise<FlowSample> {
  const { asker, inFlight, connections } = one;
  const source = RED.nodes.getNode(`${asker}-in`) as { receive(msg: object): void };
  const latencies: number[] = [];
  return new Promise((resolve, reject) => {
    let sent = 0;
    let back = 0;
    let lastAt = performance.now();
    const cpu = process.cpuUsage();
    const start = performance.now();
    const send = (): void => {
      const zoho = asker === "zoho" ? { zoho: { connection: connectionName(sent % connections) } } : {};
      sent++;
      source.receive({ payload: "", startedAt: performance.now(), ...zoho });
    };
    const stuck = setInterval(() => {
      if (performance.now() - lastAt > PATIENCE_MS) end(new Error(`${asker} lost ${sent - back} messages`));
    }, 1_000);
    const arrived = (msg: { startedAt: number; statusCode: number; payload: unknown }): void => {
      back++;
      const now = performance.now();
      lastAt = now;
      latencies.push(now - msg.startedAt);
      if (msg.statusCode !== 200 || typeof msg.payload !== "object") end(new Error(`${asker} got no Lead`));
      if (now - start < ms || sent < least) send();
      else if (back === sent) end();
    };
    function end(error?: Error): void {
      clearInterval(stuck);
      RED.events.off(`bench:${asker}-out`, arrived);
      if (error !== undefined) reject(error);
      const { user, system } = process.cpuUsage(cpu);
      const seconds = (performance.now() - start) / 1_000;
      resolve({
        ...one,
        callsPerSecond: back / seconds,
        cpu: (user + system) / back,
        latency: median(latencies),
      });
    }
    RED.events.on(`bench:${asker}-out`, arrived);
    for (let index = 0; index < inFlight; index++) send();
  });
}

main(JSON.parse(process.argv[2] ?? "{}") as FlowCallsOrder).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
