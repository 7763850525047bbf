/**
 * Readings one by one into a real Node-RED whose network is down, in turns into a `zoho-request` that keeps and into a
 * flow of Node-RED's own nodes that writes them to a file; then the network comes back. Takes `KeptReadingsOrder` as JSON,
 * prints `KeptReadings` as JSON.
 */
import type { ClientNode } from "../../../nodes/zoho-client/client-node";
import { type EmbeddedNodeRed, embeddedNodeRed } from "./embedded-node-red";
import { keepingFlows } from "./keeping-flows";
import { leadZohoTo } from "./lead-zoho-to";
import { type DeliveredHalf, type OutMessage, watchDeliveries } from "./watched-deliveries";

export interface KeptReadingsOrder {
  readonly userDir: string;
  /** Of the server that is there when the network is up. */
  readonly origin: string;
  /** Readings that are on their way into a node at once. */
  readonly inFlight: number;
  readonly rounds: number;
  readonly roundMs: number;
  /** Calls of somebody who waits, and the pause between two of them, milliseconds. */
  readonly interactive: { readonly calls: number; readonly everyMs: number };
}

export interface KeptReadings {
  /** Readings per second in each round. */
  readonly kept: readonly number[];
  readonly file: readonly number[];
  /** What each costs this process in keeping and in delivering, microseconds: of the last round, and of the first half. */
  readonly cpu: { readonly kept: number; readonly delivered: number };
  /** Accepted by `zoho-request`, and what became of them. */
  readonly accepted: number;
  readonly written: number;
  readonly failed: number;
  readonly unknown: number;
  /** Of the first half, which was delivered while nobody else asked, and of the second, beside interactive calls. */
  readonly delivery: Readonly<Record<"alone" | "beside", DeliveredHalf>>;
  /** Of the calls of somebody who waits, milliseconds. */
  readonly alone: readonly number[];
  readonly beside: readonly number[];
}

/** Nobody listens there. */
const DOWN = "http://127.0.0.1:1";

async function main(order: KeptReadingsOrder): Promise<void> {
  let origin = DOWN;
  leadZohoTo(() => origin);
  const RED = await embeddedNodeRed(order.userDir, { logging: "off" });
  const deployed = new Promise<void>((resolve) => {
    RED.events.once("flows:started", resolve);
  });
  await RED.runtime.flows.setFlows({
    flows: { flows: keepingFlows(order.userDir, DOWN) },
    deploymentType: "full",
  });
  await deployed;
  const deliveries = watchDeliveries(RED);
  const kept: number[] = [];
  const file: number[] = [];
  let accepted = 0;
  let keptCpu = 0;
  for (let round = 0; round <= order.rounds; round++) {
    const before = process.cpuUsage();
    const zoho = await takeIn(RED, "zoho", order);
    keptCpu = cpuSince(before) / zoho.readings;
    accepted += zoho.readings;
    const core = await takeIn(RED, "core", order);
    // The first one compiles the code.
    if (round === 0) continue;
    kept.push(zoho.perSecond);
    file.push(core.perSecond);
  }
  await (RED.nodes.getNode("its-client") as ClientNode).started;
  origin = order.origin;
  // An outbox that waits for its next try keeps no process alive.
  setInterval(() => undefined, 60_000);
  const before = process.cpuUsage();
  // Until the outbox tries again it may take a while.
  await deliveries.of(1);
  const firstHalf = deliveries.half();
  await deliveries.of(Math.floor(accepted / 2));
  const deliveredAlone = firstHalf();
  const cpu = { kept: keptCpu, delivered: cpuSince(before) / deliveredAlone.records };
  const secondHalf = deliveries.half();
  const delivered = deliveries.of(accepted);
  const [beside] = await Promise.all([interactiveUntil(RED, order, delivered), delivered]);
  const delivery = { alone: deliveredAlone, beside: secondHalf() };
  const alone = await interactiveCalls(RED, order);
  const { written, failed, unknown } = deliveries;
  const figures: KeptReadings = {
    kept,
    file,
    cpu,
    accepted,
    written,
    failed,
    unknown,
    delivery,
    alone,
    beside,
  };
  console.log(JSON.stringify(figures));
  await RED.stop();
  process.exit(0);
}

function cpuSince(before: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

/** Longest time without any reading that is taken in, milliseconds. */
const PATIENCE_MS = 20_000;

type Taker = "zoho" | "core";

let lastReading = 0;

/** Sends readings as fast as they are taken, and counts those that were. */
function takeIn(
  RED: EmbeddedNodeRed,
  taker: Taker,
  { inFlight, roundMs }: KeptReadingsOrder,
): Promise<{ readonly readings: number; readonly perSecond: number }> {
  const source = RED.nodes.getNode(`${taker}-in`) as { receive(msg: object): void };
  return new Promise((resolve, reject) => {
    const start = performance.now();
    let sent = 0;
    let taken = 0;
    let seen = -1;
    const send = (): void => {
      sent++;
      source.receive({ payload: reading(lastReading++) });
    };
    const stuck = setInterval(() => {
      if (taken === seen) end(new Error(`${taker} has not taken ${sent - taken} readings`));
      seen = taken;
    }, PATIENCE_MS);
    const arrived = (msg: OutMessage): void => {
      if (taker === "zoho" && msg.zohoResult?.outbox?.event !== "kept") return;
      taken++;
      if (performance.now() - start < roundMs) send();
      else if (taken === sent) end();
    };
    function end(error?: Error): void {
      clearInterval(stuck);
      RED.events.off(`bench:${taker}-out`, arrived);
      if (error !== undefined) reject(error);
      else resolve({ readings: taken, perSecond: (taken / (performance.now() - start)) * 1_000 });
    }
    RED.events.on(`bench:${taker}-out`, arrived);
    for (let index = 0; index < inFlight; index++) send();
  });
}

/** Sensors whose readings come in turns; of each, the order counts. */
const SENSORS = 1_000;

function reading(number: number): object {
  const sensor = number % SENSORS;
  return {
    Email: `sensor-${sensor}@example.com`,
    Last_Name: `Sensor ${sensor}`,
    Company: "Depot",
    Description: `temperature ${20 + (number % 10)}, humidity ${40 + (number % 7)}, at ${number}`,
  };
}

async function interactiveCalls(RED: EmbeddedNodeRed, order: KeptReadingsOrder): Promise<readonly number[]> {
  const { calls, everyMs } = order.interactive;
  return interactiveUntil(RED, order, new Promise((resolve) => setTimeout(resolve, calls * everyMs)));
}

/** Somebody who waits asks again and again, whether or not the last answer is there. @returns how long each took */
async function interactiveUntil(
  RED: EmbeddedNodeRed,
  { interactive }: KeptReadingsOrder,
  end: Promise<void>,
): Promise<readonly number[]> {
  const source = RED.nodes.getNode("asks-in") as { receive(msg: object): void };
  const took: number[] = [];
  let sent = 0;
  let allBack = (): void => undefined;
  const arrived = ({ askedAt }: { readonly askedAt: number }): void => {
    took.push(performance.now() - askedAt);
    if (took.length === sent) allBack();
  };
  RED.events.on("bench:asks-out", arrived);
  const timer = setInterval(() => {
    sent++;
    source.receive({ payload: "", askedAt: performance.now() });
  }, interactive.everyMs);
  await end;
  clearInterval(timer);
  if (took.length < sent) await new Promise<void>((resolve) => (allBack = resolve));
  RED.events.off("bench:asks-out", arrived);
  return took;
}

main(JSON.parse(process.argv[2] ?? "{}") as KeptReadingsOrder).catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});
