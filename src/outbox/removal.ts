import { asZohoError } from "../errors/as-zoho-error";
import type { ZohoError } from "../errors/zoho-error";
import { backOffMs } from "./back-off";
import type { DeliveryOptions } from "./delivery-options";
import type { StoredEntry } from "./store";

/** Removes from the disk what has been reported, however often the disk refuses. */
export class Removal {
  /** What the disk refuses at present. */
  trouble: ZohoError | undefined;
  private readonly leaving = new Map<number, StoredEntry>();
  private readonly end = new AbortController();

  /** @param gone told what is no more on the disk */
  constructor(
    private readonly options: DeliveryOptions,
    private readonly gone: (seqs: readonly number[]) => void,
  ) {}

  /** What is reported, or about to be, and not yet gone. */
  get entries(): Iterable<StoredEntry> {
    return this.leaving.values();
  }

  has(seq: number): boolean {
    return this.leaving.has(seq);
  }

  /** They are about to be reported. */
  begin(entries: readonly StoredEntry[]): void {
    for (const stored of entries) this.leaving.set(stored.seq, stored);
  }

  /** They are reported. Resolves when they are gone from the disk, or this process ends. */
  async finish(entries: readonly StoredEntry[]): Promise<"gone" | "still there"> {
    if (entries.length === 0) return "gone";
    const seqs = entries.map(({ seq }) => seq);
    const { store, queue } = this.options;
    if ((await this.insist(() => store.remove(queue, seqs))) === "given up") return "still there";
    for (const seq of seqs) this.leaving.delete(seq);
    this.gone(seqs);
    return "gone";
  }

  /** Does something to the disk until it is done. */
  async insist(work: () => Promise<void>): Promise<"done" | "given up"> {
    const { clock, random, report } = this.options;
    for (let failures = 1; ; failures++) {
      try {
        await work();
        this.trouble = undefined;
        return "done";
      } catch (error) {
        if (this.end.signal.aborted) return "given up";
        this.trouble = asZohoError(error);
        report.stateMayHaveChanged();
        const waitMs = backOffMs(this.trouble, { verdict: "wait", failures, random: random() });
        await clock.sleep(waitMs, this.end.signal).catch(() => undefined);
      }
    }
  }

  /** What could not be removed yet stays. */
  close(): void {
    this.end.abort();
  }
}
