import type { OutboxParts, QueueOptions } from "./delivery-options";
import { type ExportedEntry, exportedEntries } from "./exported-entries";
import { OutboxQueue } from "./outbox-queue";
import type { OutboxReport, QueueState } from "./report";

/** A queue on disk that nobody has opened: its node is gone. */
export interface OrphanedQueue {
  /** Its ID. */
  readonly queue: string;
  readonly records: number;
  /** When the oldest of it was accepted: ISO 8601. */
  readonly oldestAt?: string;
}

/** A queue that somebody has opened, and how it stands. */
export interface OpenQueue {
  /** Its ID. */
  readonly queue: string;
  readonly state: QueueState;
}

/** Entries that are removed in one go. */
const DISCARDED_AT_ONCE = 200;

/**
 * Writes that wait on disk until Zoho has taken them: one for each process, with a queue for each node. Each write is
 * kept first and delivered afterwards, in order per key, once in effect: what may be repeated is delivered again where
 * its answer was lost, what may not is reported as unknown.
 */
export class Outbox {
  private readonly open = new Map<string, OutboxQueue>();
  private readonly closing = new Map<string, Promise<void>>();

  private constructor(private readonly parts: OutboxParts) {}

  /** Opens it; the store may still wait for another process. */
  static open(parts: OutboxParts): Outbox {
    return new Outbox(parts);
  }

  /** Resolves when it is known what is on the disk. @throws ZohoError `outbox_missing` */
  opened(): Promise<void> {
    return this.parts.store.opened();
  }

  /**
   * Opens a queue: it takes over what is on disk under its ID and begins to deliver.
   *
   * @param listener told of everything that becomes of what is kept
   * @throws Error where it is open already
   */
  queue(id: string, options: QueueOptions, listener: (report: OutboxReport) => void): OutboxQueue {
    if (this.open.has(id)) throw new Error(`the queue ${id} is open already`);
    const former = this.closing.get(id) ?? Promise.resolve();
    const queue = new OutboxQueue(id, this.parts, options, listener, former, (closed) => {
      this.open.delete(id);
      this.closing.set(id, closed);
      void closed.then(() => {
        if (this.closing.get(id) === closed) this.closing.delete(id);
      });
    });
    this.open.set(id, queue);
    return queue;
  }

  /** How the queues stand that are open. Reads nothing. */
  states(): readonly OpenQueue[] {
    return [...this.open].map(([queue, open]) => ({ queue, state: open.state() }));
  }

  /** Queues on disk that hold something and that nobody has opened. */
  async orphans(): Promise<readonly OrphanedQueue[]> {
    await this.opened();
    const { store } = this.parts;
    return store.queues().flatMap((queue) => {
      const { records, oldestAt } = store.depth(queue);
      if (records === 0 || this.open.has(queue)) return [];
      return [
        { queue, records, ...(oldestAt !== undefined && { oldestAt: new Date(oldestAt).toISOString() }) },
      ];
    });
  }

  /**
   * What an orphaned queue holds, in order. Nothing is taken out.
   *
   * @throws Error where the queue is open; what the store throws
   */
  async *exportedOrphan(queue: string): AsyncGenerator<ExportedEntry> {
    await this.checkNobodyHas(queue);
    yield* exportedEntries(this.parts.store, queue);
  }

  /**
   * Takes everything out of an orphaned queue; it is delivered by nobody then.
   *
   * @returns how many records that were
   * @throws Error where the queue is open; what the store throws
   */
  async discardOrphan(queue: string): Promise<number> {
    await this.checkNobodyHas(queue);
    const { store } = this.parts;
    const { records } = store.depth(queue);
    for (;;) {
      const entries = await store.read(queue, 0, DISCARDED_AT_ONCE);
      if (entries.length === 0) return records;
      await store.remove(
        queue,
        entries.map(({ seq }) => seq),
      );
    }
  }

  private async checkNobodyHas(queue: string): Promise<void> {
    await this.opened();
    if (this.open.has(queue)) throw new Error(`the queue ${queue} is open`);
  }

  /** A connection was made, connected again or removed: what waits for that is tried at once. */
  changed(connectionId: string): void {
    for (const queue of this.open.values()) queue.changed(connectionId);
  }

  /** Closes all queues, within a second, and the store. */
  async close(): Promise<void> {
    await Promise.all([...this.open.values()].map((queue) => queue.close()));
    await Promise.all(this.closing.values());
    await this.parts.store.close();
  }
}
