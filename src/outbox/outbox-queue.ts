import { asZohoError } from "../errors/as-zoho-error";
import type { ApiCall } from "../api/api-call";
import { messageOf } from "../errors/message-of";
import { ZohoError } from "../errors/zoho-error";
import type { CancelSignal } from "../time/cancel-signal";
import { Delivery } from "./delivery";
import type { OutboxParts, QueueOptions } from "./delivery-options";
import { entriesToKeep, type Keeping, type Kept } from "./entries-to-keep";
import { type ExportedEntry, exportedEntries } from "./exported-entries";
import { QueueLimits } from "./queue-limits";
import { QueueNote } from "./queue-note";
import { queueState } from "./queue-state";
import type { OutboxReport, QueueState } from "./report";

/**
 * Writes of one node that are on disk until Zoho has taken them: kept first, always, then delivered in order per key
 * as soon as it can be.
 */
export class OutboxQueue {
  private readonly delivery: Delivery;
  private readonly limits: QueueLimits;
  private readonly note: QueueNote;
  private readonly drains = new Set<() => void>();
  private closed: Promise<void> | undefined;
  /** What was last told of the state, and whether the queue was empty. */
  private told = "";
  private wasEmpty = true;
  private failure: ZohoError | undefined;

  /**
   * @param listener told of everything that becomes of what is kept; what it throws is logged
   * @param former resolves when the queue that had this ID before is closed
   * @param closing told when it begins to close
   */
  constructor(
    readonly id: string,
    private readonly parts: OutboxParts,
    rules: QueueOptions,
    private readonly listener: (report: OutboxReport) => void,
    former: Promise<void>,
    private readonly closing: (closed: Promise<void>) => void,
  ) {
    this.limits = new QueueLimits(rules);
    this.note = new QueueNote(parts.store, id, parts.clock);
    this.delivery = new Delivery({
      ...parts,
      queue: id,
      rules,
      report: {
        delivered: (call, { result, answer, error }) => {
          if (answer !== undefined) this.delivered();
          this.report({
            event: "delivered",
            ...(call !== undefined && { call }),
            ...result,
            ...(answer !== undefined && { answer }),
            ...(error !== undefined && { error }),
            state: this.state(),
          });
        },
        expired: (call, items, error) => {
          this.report({ event: "expired", call, items, error, state: this.state() });
        },
        stateMayHaveChanged: () => this.tellState(),
      },
    });
    void this.begin(former);
  }

  /**
   * Puts a write on disk. Once it has resolved, the write is delivered or reported, whatever happens to this process.
   *
   * @throws ZohoError `outbox_full`, `not_keepable`, those of the store (`outbox_unwritable`, `outbox_busy`,
   *   `outbox_missing`), and what is wrong with the call: nothing is kept then
   */
  async keep(call: ApiCall, keeping: Keeping = {}): Promise<Kept> {
    const { store, clock, policies } = this.parts;
    if (this.isClosed) throw new ZohoError("cancelled", { details: { because: "the outbox is closed" } });
    policies.checkCall(call);
    const { place, entries, records } = entriesToKeep(call, keeping, clock.now());
    const written = this.limits.admit(entries, store.depth(this.id));
    let seqs: readonly number[];
    try {
      seqs = await store.append(this.id, entries);
    } finally {
      written();
    }
    this.delivery.appended(place, seqs);
    return { id: seqs[0] ?? 0, lastId: seqs.at(-1) ?? 0, records, depth: store.depth(this.id).records };
  }

  /** Delivers nothing any more until `resume`, also after a restart. What is in the air ends. */
  async pause(): Promise<void> {
    this.note.isPaused = true;
    this.delivery.pause();
    this.endDrains();
    this.tellState();
    await this.note.write();
  }

  async resume(): Promise<void> {
    this.note.isPaused = false;
    this.delivery.run();
    this.tellState();
    await this.note.write();
  }

  /**
   * Delivers what there is without collecting, and tries at once what waits for another try.
   *
   * @param signal ends the wait
   * @returns the state when the queue is empty, or when the wait has ended; at once where the queue is paused
   */
  async drain(signal?: CancelSignal): Promise<QueueState> {
    await this.parts.store.opened();
    if (!this.note.isPaused && !this.isClosed && signal?.aborted !== true && !this.isEmpty) {
      this.delivery.draining++;
      this.delivery.tryAgain();
      await new Promise<void>((resolve) => {
        const end = (): void => {
          this.drains.delete(end);
          signal?.removeEventListener("abort", end);
          resolve();
        };
        this.drains.add(end);
        signal?.addEventListener("abort", end, { once: true });
      });
      this.delivery.draining--;
    }
    return this.state();
  }

  /** All that is kept, in order, each with what is needed to send it again. It stays where it is. */
  exported(): AsyncIterable<ExportedEntry> {
    return exportedEntries(this.parts.store, this.id);
  }

  state(): QueueState {
    const { store, clock } = this.parts;
    const { leaving, held, trouble } = this.delivery;
    const depth = store.depth(this.id);
    return queueState({ depth, leaving, held, trouble: this.failure ?? trouble, note: this.note }, clock);
  }

  /** A connection was connected again, say: what waits for that is tried at once. */
  changed(connectionId: string): void {
    this.delivery.connectionChanged(connectionId);
  }

  /**
   * Ends within a second. What is in the air and not answered by then is delivered again by the next process, or
   * reported by it where it must not be sent twice.
   */
  close(): Promise<void> {
    this.closed ??= this.end();
    return this.closed;
  }

  private async end(): Promise<void> {
    const closed = this.delivery.close().then(() => this.note.write().catch(() => undefined));
    this.closing(closed);
    this.endDrains();
    await closed;
  }

  private get isClosed(): boolean {
    return this.closed !== undefined;
  }

  private get isEmpty(): boolean {
    return this.parts.store.depth(this.id).entries === 0;
  }

  private async begin(former: Promise<void>): Promise<void> {
    const { store } = this.parts;
    try {
      await former;
      await store.opened();
      await this.note.read();
      this.wasEmpty = this.isEmpty;
    } catch (error) {
      this.failure = asZohoError(error);
      this.parts.log(`The outbox of ${this.id} can't be opened: ${this.failure.message}`);
    }
    if (this.isClosed) return;
    if (this.note.isPaused) this.delivery.pause();
    else this.delivery.run();
    this.tellState();
  }

  /** Where something but the counts has changed, and where the queue has become empty. */
  private tellState(): void {
    const { isEmpty, wasEmpty } = this;
    this.wasEmpty = isEmpty;
    const { paused, held, heldConnections } = this.state();
    const telling = JSON.stringify([paused, held?.code, heldConnections]);
    if (isEmpty) this.endDrains();
    if (telling === this.told && (wasEmpty || !isEmpty)) return;
    this.told = telling;
    this.report({ event: "state", state: this.state() });
  }

  private delivered(): void {
    this.note.delivered().catch((error: unknown) => {
      this.parts.log(`The outbox of ${this.id}: ${messageOf(error)}`);
    });
  }

  private report(report: OutboxReport): void {
    try {
      this.listener(report);
    } catch (error) {
      this.parts.log(`Whoever listens to the outbox of ${this.id} failed: ${messageOf(error)}`);
    }
  }

  private endDrains(): void {
    for (const end of this.drains) end();
  }
}
