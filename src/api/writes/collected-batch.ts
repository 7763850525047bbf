import { ZohoError } from "../../errors/zoho-error";
import type { ApiAnswer, ApiCall } from "../api-call";
import { type EnvelopeWrite, joinedWrite } from "./record-write";
import { type ManyWritten, manyWritten } from "./write-outcome";
import { type PartOutcome, writeParts } from "./write-parts";

/** What became of the records of one message that were written together with others. */
export interface Collected extends ManyWritten {
  /** How many records went together. */
  readonly collected: number;
}

/** One message's records on their way. */
export interface Entry {
  readonly write: EnvelopeWrite;
  readonly resolve: (outcome: Collected) => void;
  readonly reject: (error: unknown) => void;
}

/** Records of several messages that are sent together. */
export class CollectedBatch {
  /** Each with what ends its listening: a signal may outlive thousands of messages. */
  private readonly entries = new Map<Entry, () => void>();
  private readonly givenUp = new AbortController();
  private sent = false;

  /** What its records are known by. */
  readonly keys = new Set<string>();

  /** @param gone told how many records left before they were sent, or are done with */
  constructor(private readonly gone: (records: number) => void) {}

  add(entry: Entry, keys: Iterable<string>): void {
    for (const key of keys) this.keys.add(key);
    const { signal } = entry.write.call;
    const leave = (): void => {
      this.leave(entry);
    };
    signal?.addEventListener("abort", leave, { once: true });
    this.entries.set(entry, () => signal?.removeEventListener("abort", leave));
  }

  /**
   * Sends what has not been cancelled, and tells each message what became of its own records.
   *
   * @returns when all are told; never throws
   */
  async send(caller: { readonly call: (call: ApiCall) => Promise<ApiAnswer> }): Promise<void> {
    const entries = [...this.entries.keys()];
    const [first] = entries;
    if (first === undefined) return;
    this.sent = true;
    // The time of one message is not that of the others.
    const { endsAt: _ofFirst, ...shared } = first.write.call;
    const call = { ...shared, signal: this.givenUp.signal };
    const write = joinedWrite(
      call,
      entries.map((entry) => entry.write),
    );
    const parts = await writeParts(caller, write);
    let start = 0;
    for (const entry of entries) {
      const end = start + entry.write.items.length;
      this.entries.get(entry)?.();
      tell(entry, write, parts, { start, end });
      start = end;
    }
    this.gone(start);
  }

  /** What is not sent yet is taken out; what is can't be called back unless nobody waits for any of it. */
  private leave(entry: Entry): void {
    if (!this.entries.delete(entry)) return;
    if (this.sent) {
      if (this.entries.size === 0) this.givenUp.abort(entry.write.call.signal?.reason);
      return;
    }
    entry.reject(new ZohoError("cancelled"));
    this.gone(entry.write.items.length);
  }
}

function tell(
  entry: Entry,
  write: EnvelopeWrite,
  parts: readonly PartOutcome[],
  range: { readonly start: number; readonly end: number },
): void {
  const [only, ...others] = parts.filter(
    ({ start, items }) => start < range.end && start + items.length > range.start,
  );
  try {
    // The same error as if it had been sent alone, and one of its own: what its flow does to it reaches no other.
    if (only !== undefined && others.length === 0 && "error" in only) throw only.error.copy();
    entry.resolve({ ...manyWritten(write, parts, range), collected: write.items.length });
  } catch (error) {
    entry.reject(error);
  }
}
