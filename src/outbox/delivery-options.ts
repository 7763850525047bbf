import type { ApiAnswer, ApiCall } from "../api/api-call";
import type { CollectUntil } from "../api/writes/write-collector";
import type { ZohoError } from "../errors/zoho-error";
import type { Clock } from "../time/clock";
import type { Connection } from "../vault/connection";
import type { Realm } from "../zoho/realm";
import type { Reported } from "./report";
import type { Outcome } from "./reported-items";
import type { OutboxStore } from "./store";

/** What an outbox works with. */
export interface OutboxParts {
  readonly store: OutboxStore;
  readonly caller: {
    readonly call: (call: ApiCall) => Promise<ApiAnswer>;
    /** How many calls of its org and product Zoho lets be in the air at once. */
    readonly callsAtOnce: (call: ApiCall) => number;
  };
  readonly connections: {
    readonly find: (realm: Realm, name: string) => Promise<Connection | undefined>;
  };
  /** Refuses what must not leave this machine, before it is kept. */
  readonly policies: { readonly checkCall: (call: ApiCall) => void };
  readonly clock: Clock;
  /** From 0 to below 1. */
  readonly random: () => number;
  /** Sentences for a log; never a secret. */
  readonly log: (sentence: string) => void;
}

/** How much a queue keeps, and for how long. */
export interface QueueOptions {
  readonly maxRecords: number;
  /** Of what is kept as text, in UTF-8. */
  readonly maxBytes: number;
  /**
   * What waits longer is not delivered any more, milliseconds. What was accepted while the clock was years behind has
   * no age that could be told, and waits without an end.
   */
  readonly maxAgeMs: number;
  /** How long writes of one kind wait for others to go with them; not at all where it is left out. */
  readonly collect?: CollectUntil | undefined;
}

/** Who is told what becomes of what is kept. */
export interface DeliveryReports {
  /** @param call absent where what was kept can't be read */
  readonly delivered: (call: ApiCall | undefined, outcome: Outcome) => void;
  readonly expired: (
    call: ApiCall,
    items: readonly Reported<{ readonly index: number; readonly item: unknown }>[],
    error: ZohoError,
  ) => void;
  /** It looks itself whether there is anything to tell. */
  readonly stateMayHaveChanged: () => void;
}

export interface DeliveryOptions extends Omit<OutboxParts, "policies"> {
  /** Its ID. */
  readonly queue: string;
  readonly rules: QueueOptions;
  readonly report: DeliveryReports;
}
