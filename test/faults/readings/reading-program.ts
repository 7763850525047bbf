import { writeSync } from "node:fs";
import { join } from "node:path";
import type { ApiCall } from "../../../src/api/api-call";
import { LevelStore } from "../../../src/outbox/level-store";
import { Outbox } from "../../../src/outbox/outbox";
import type { OutboxQueue } from "../../../src/outbox/outbox-queue";
import type { OutboxReport } from "../../../src/outbox/report";
import { type Clock, systemClock } from "../../../src/time/clock";
import { emulatorRoute } from "../../../src/transport/emulator-route";
import { createDispatcher } from "../../../src/transport/undici-dispatcher";
import { undiciTransport } from "../../../src/transport/undici-transport";
import type { Connection } from "../../../src/vault/connection";
import { openFileVault } from "../../../src/vault/file-vault";
import { ZohoRuntime } from "../../../src/zoho-runtime";
import { GATEWAY_CONNECTION, leadOf, readingOf } from "./reading";

/** What a gateway that keeps readings is told; the first argument, as JSON. */
export interface ReadingProgram {
  readonly directory: string;
  readonly emulatorUrl: string;
  readonly seed: string;
  /** The readings that it takes: from this one up to, but not including, that one. */
  readonly from: number;
  readonly end: number;
  /** What it does when all of them are delivered. */
  readonly then: "end" | "wait to be killed";
}

/** So many messages wait at once to be kept. */
const AT_ONCE = 50;

/** All waits are so many times shorter: of outages only the beginning and the end are interesting. */
const HASTE = 20;

const HASTY: Clock = {
  now: () => systemClock.now(),
  monotonic: () => systemClock.monotonic() * HASTE,
  sleep: (ms, signal) => systemClock.sleep(ms / HASTE, signal),
};

/** A line at once: what was said before a kill is heard. */
function say(line: string): void {
  writeSync(1, `${line}\n`);
}

/** `begun 7` before a reading is kept, `kept 7` once it is, `written 7` and the like for what was reported of it. */
async function run({ directory, emulatorUrl, seed, from, end, then }: ReadingProgram): Promise<void> {
  const vault = await openFileVault({ directory, keys: [], clock: HASTY });
  const dispatcher = createDispatcher({ proxied: "never" });
  const transport = undiciTransport({ dispatcher, route: emulatorRoute(emulatorUrl) });
  const zoho = new ZohoRuntime({ vault, clock: HASTY, transport: () => transport });
  const connection = await zoho.connections.find("emulator", GATEWAY_CONNECTION);
  if (connection === undefined) throw new Error("there is no connection");
  const store = new LevelStore({ directory: join(directory, "outbox"), clock: HASTY });
  const { caller, connections, policies, clock, random } = zoho;
  const outbox = Outbox.open({
    store,
    caller,
    connections,
    policies,
    clock,
    random,
    log: (text) => say(`log ${text}`),
  });
  const rules = { maxRecords: 1_000_000, maxBytes: 1_000_000_000, maxAgeMs: Number.POSITIVE_INFINITY };
  const queue = outbox.queue("gateway", rules, tell);
  // Nothing that waits keeps a process alive, as Node-RED does.
  const alive = setInterval(() => undefined, 1_000);
  say("ready");
  await keepAll(queue, connection, { seed, from, end });
  const { records } = await queue.drain();
  say(`done ${records}`);
  if (then === "wait to be killed") return;
  await outbox.close();
  clearInterval(alive);
}

async function keepAll(
  queue: OutboxQueue,
  connection: Connection,
  { seed, from, end }: Pick<ReadingProgram, "seed" | "from" | "end">,
): Promise<void> {
  let next = from;
  const worker = async (): Promise<void> => {
    for (let n = next++; n < end; n = next++) {
      say(`begun ${n}`);
      await queue.keep(callOf(n, connection, seed), { msgid: String(n) });
      say(`kept ${n}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function callOf(n: number, connection: Connection, seed: string): ApiCall {
  const reading = readingOf(n, seed);
  const path = reading.kind === "create" ? "Leads" : "Leads/upsert";
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify({ data: [leadOf(reading)] });
  return { connection, product: "crm", method: "POST", path, headers, body, timeoutMs: 30_000 };
}

function tell(report: OutboxReport): void {
  if (report.event !== "delivered") return;
  for (const list of ["written", "failed", "unknown"] as const) {
    const numbers = report[list].map(({ outbox }) => outbox._msgid);
    if (numbers.length > 0) say(`${list} ${numbers.join(" ")}`);
  }
}

run(JSON.parse(process.argv[2] ?? "") as ReadingProgram).catch((error: unknown) => {
  say(`broken ${String(error)}`);
  process.exitCode = 1;
});
