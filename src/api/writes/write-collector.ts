import { ZohoError } from "../../errors/zoho-error";
import type { Clock } from "../../time/clock";
import type { ApiAnswer, ApiCall } from "../api-call";
import { type Collected, CollectedBatch } from "./collected-batch";
import { OrderedRuns } from "./ordered-runs";
import { keysOf } from "./record-keys";
import type { EnvelopeWrite } from "./record-write";
import { kindOf } from "./write-kind";

export interface CollectorOptions {
  readonly caller: { readonly call: (call: ApiCall) => Promise<ApiAnswer> };
  readonly clock: Clock;
  /** Records that may be held at once: gathered, waiting for their turn, and in the air. */
  readonly maxHeld?: number;
}

/** When what was gathered is sent. */
export interface CollectUntil {
  /** As soon as there are so many records. */
  readonly records: number;
  /** So long after the first of them, milliseconds. */
  readonly ms: number;
}

/** Writes of one kind that may be in the air at once. */
const AT_ONCE = 4;

/**
 * Gathers writes that come one by one and differ in nothing but their records, and sends them together: ten records
 * of CRM cost as much as one (CRM v8: API limits).
 *
 * A record that is gathered already is never put into the same call again: the later one goes into the next call,
 * which waits for the former. Nothing is dropped, and the later one is written last.
 */
export class WriteCollector {
  private readonly groups = new Map<string, Group>();
  private readonly lanes = new Map<string, Lane>();
  private readonly maxHeld: number;
  private held = 0;

  constructor(private readonly options: CollectorOptions) {
    this.maxHeld = options.maxHeld ?? 10_000;
  }

  /**
   * @param write its call's signal takes it out as long as it is not sent
   * @returns what became of its own records
   * @throws ZohoError as if it had been sent alone; `cancelled` where nothing was sent; `queue_full`
   */
  write(write: EnvelopeWrite, until: CollectUntil): Promise<Collected> {
    const records = write.items.length;
    if (write.call.signal?.aborted === true) return Promise.reject(new ZohoError("cancelled"));
    if (this.held + records > this.maxHeld)
      return Promise.reject(new ZohoError("queue_full", { details: { limit: this.maxHeld } }));
    this.held += records;
    const kind = kindOf(write);
    const group = this.groups.get(kind) ?? this.open(kind, until);
    return new Promise((resolve, reject) => {
      const keys = write.items.flatMap((item) => keysOf(item, write.keyFields));
      this.batchFor(kind, group, keys).add({ write, resolve, reject }, keys);
      group.records += records;
      if (group.records >= until.records) this.flush(kind, group);
    });
  }

  private open(kind: string, { ms }: CollectUntil): Group {
    const group: Group = { batches: [], records: 0, timer: new AbortController() };
    this.groups.set(kind, group);
    this.options.clock.sleep(ms, group.timer.signal).then(
      () => {
        this.flush(kind, group);
      },
      // It was sent before its time.
      () => undefined,
    );
    return group;
  }

  /** The first batch after all that hold one of these records. */
  private batchFor(kind: string, group: Group, keys: readonly string[]): CollectedBatch {
    const last = group.batches.findLastIndex((batch) => keys.some((key) => batch.keys.has(key)));
    const found = group.batches[last + 1];
    if (found !== undefined) return found;
    const batch = new CollectedBatch((records) => {
      this.held -= records;
      if (this.groups.get(kind) !== group) return;
      group.records -= records;
      if (group.records === 0) this.close(kind, group);
    });
    group.batches.push(batch);
    return batch;
  }

  private close(kind: string, group: Group): void {
    this.groups.delete(kind);
    group.timer.abort();
  }

  private flush(kind: string, group: Group): void {
    this.close(kind, group);
    const lane = this.lanes.get(kind) ?? { runs: new OrderedRuns(AT_ONCE), batches: 0 };
    this.lanes.set(kind, lane);
    for (const batch of group.batches) {
      lane.batches++;
      void lane.runs
        .run(batch.keys, () => batch.send(this.options.caller))
        .finally(() => {
          lane.batches--;
          if (lane.batches === 0) this.lanes.delete(kind);
        });
    }
  }
}

/** What was gathered of one kind and is not sent yet. */
interface Group {
  /** To be sent one after the other where they hold the same record. */
  readonly batches: CollectedBatch[];
  records: number;
  readonly timer: AbortController;
}

/** Keeps batches of one kind in order from one flush to the next. */
interface Lane {
  readonly runs: OrderedRuns;
  batches: number;
}
