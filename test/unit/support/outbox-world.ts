import { setImmediate as nextTurn } from "node:timers/promises";
import type { ApiAnswer, ApiCall } from "../../../src/api/api-call";
import { ZohoError } from "../../../src/errors/zoho-error";
import type { QueueOptions } from "../../../src/outbox/delivery-options";
import { Outbox } from "../../../src/outbox/outbox";
import type { Keeping } from "../../../src/outbox/entries-to-keep";
import type { OutboxQueue } from "../../../src/outbox/outbox-queue";
import type { OutboxReport, QueueState } from "../../../src/outbox/report";
import type { Connection } from "../../../src/vault/connection";
import { bodyText } from "./body-text";
import { HeldClock } from "./held-clock";
import { MemoryStore } from "./memory-store";
import { Deferred } from "./scripted-transport";

export type Item = Readonly<Record<string, unknown>>;

/** What Zoho does with a call; what it throws is an error of the call. */
export type Zoho = (call: ApiCall) => ApiAnswer | Promise<ApiAnswer>;

export const ROOMY: QueueOptions = { maxRecords: 100_000, maxBytes: 100_000_000, maxAgeMs: 86_400_000 };

export function connection(name = "acme", more: Partial<Connection> = {}): Connection {
  return {
    id: `id of ${name}`,
    realm: "zoho",
    name,
    clientId: "1000.CLIENT",
    generation: 1,
    connected: true,
    dataCenter: "eu",
    environment: "Production",
    scopes: [],
    pins: { level: "verified", orgId: "700001", orgName: "Acme" },
    ...more,
  };
}

/** An upsert of readings by their `Email`. */
export function upsert(items: readonly Item[], more: Partial<ApiCall> = {}): ApiCall {
  return writeOf("POST", "Leads/upsert", { data: items }, more);
}

export function create(items: readonly Item[], more: Partial<ApiCall> = {}): ApiCall {
  return writeOf("POST", "Leads", { data: items }, more);
}

export function writeOf(method: string, path: string, body?: unknown, more: Partial<ApiCall> = {}): ApiCall {
  return {
    connection: connection(),
    product: "crm",
    method,
    path,
    ...(body !== undefined && {
      body: JSON.stringify(body),
      headers: { "content-type": "application/json" },
    }),
    ...more,
  };
}

export function sentBy(call: ApiCall): readonly Item[] {
  return (JSON.parse(bodyText(call.body)) as { readonly data: readonly Item[] }).data;
}

/** Takes every record, and refuses those that say that they are bad. */
export function takeAll(call: ApiCall): ApiAnswer {
  const items = call.body === undefined ? [{}] : sentBy(call);
  const data = items.map((item) =>
    item["bad"] === true
      ? { code: "INVALID_DATA", status: "error", message: "invalid data", details: { api_name: "bad" } }
      : { code: "SUCCESS", status: "success", action: "insert", details: { id: "1" } },
  );
  return { status: 200, headers: {}, body: { data }, url: "https://x", attempts: 1, waitedMs: 0 };
}

export function offline(): never {
  throw new ZohoError("network", { details: { host: "www.zohoapis.eu", problem: "ENOTFOUND" } });
}

/** An outbox over a Zoho that does as it is told, in a time that stands still. */
export class OutboxWorld {
  readonly clock = new HeldClock();
  readonly store = new MemoryStore();
  readonly calls: ApiCall[] = [];
  readonly reports: OutboxReport[] = [];
  readonly logged: string[] = [];
  readonly connections = new Map<string, Connection>([["acme", connection()]]);
  zoho: Zoho = takeAll;
  /** Of an org, as its edition has it. */
  callsAtOnce = 10;
  outbox: Outbox;
  queue: OutboxQueue;
  /** Calls of a process that has been killed are heard no more. */
  private process = 0;

  constructor(private readonly options: Partial<QueueOptions> = {}) {
    [this.outbox, this.queue] = this.start();
  }

  private start(): [Outbox, OutboxQueue] {
    const process = ++this.process;
    const call = async (asked: ApiCall): Promise<ApiAnswer> => {
      if (process !== this.process) return new Deferred<never>().promise;
      this.calls.push(asked);
      try {
        return await this.zoho(asked);
      } finally {
        if (process !== this.process) await new Deferred<never>().promise;
      }
    };
    const outbox = Outbox.open({
      store: this.storeOf(process),
      caller: { call, callsAtOnce: () => this.callsAtOnce },
      connections: { find: (_realm, name) => Promise.resolve(this.connections.get(name)) },
      policies: { checkCall: () => undefined },
      clock: this.clock,
      random: () => 0,
      log: (sentence) => this.logged.push(sentence),
    });
    const listener = (report: OutboxReport): void => {
      if (process === this.process) this.reports.push(report);
    };
    return [outbox, outbox.queue("node", { ...ROOMY, ...this.options }, listener)];
  }

  /** What a process that has been killed does to the disk is never done. */
  private storeOf(process: number): MemoryStore {
    return new Proxy(this.store, {
      get: (store, name) => {
        if (process !== this.process) return () => new Promise(() => undefined);
        const value: unknown = Reflect.get(store, name, store);
        return typeof value === "function" ? (value.bind(store) as unknown) : value;
      },
    });
  }

  /** The process ends in the middle of what it does, and another one begins. */
  async kill(): Promise<void> {
    this.process++;
    [this.outbox, this.queue] = this.start();
    await this.settled();
  }

  async keep(call: ApiCall, keeping: Keeping = {}): Promise<void> {
    await this.queue.keep(call, keeping);
    await this.settled();
  }

  /** Lets everything run that waits for nothing but its turn. */
  async settled(): Promise<void> {
    for (let turn = 0; turn < 30; turn++) await nextTurn();
  }

  async pass(ms: number): Promise<void> {
    await this.clock.pass(ms);
    await this.settled();
  }

  /** What was sent, call by call. */
  get sent(): readonly (readonly Item[])[] {
    return this.calls.map(sentBy);
  }

  get delivered(): readonly Extract<OutboxReport, { event: "delivered" }>[] {
    return this.reports.filter((report) => report.event === "delivered");
  }

  get states(): readonly QueueState[] {
    return this.reports.flatMap((report) => (report.event === "state" ? [report.state] : []));
  }

  /** What was reported of items, by a field of theirs. */
  reported(list: "written" | "failed" | "unknown", field: string): readonly unknown[] {
    return this.delivered.flatMap((report) => report[list].map(({ item }) => (item as Item)[field]));
  }
}
