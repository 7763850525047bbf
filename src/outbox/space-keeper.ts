import type { QueueChange, Queues } from "./queue-change";
import type { OpenStore } from "./open-store";
import { keysOf } from "./store-keys";

/** Removed entries take their space on until LevelDB rewrites the tables they are in; it is asked to from here on. */
const ENOUGH_BYTES = 8 * 1024 * 1024;

/** What an entry takes besides its text: its key and what LevelDB writes around it. */
const AROUND_TEXT_BYTES = 64;

/**
 * Gives the disk back the space of what was removed. By itself LevelDB does so only when more is written, and a queue that
 * was emptied may stay empty for weeks.
 *
 * The range between the first key and the first entry that is still there is compacted when as many bytes were removed as
 * are left: what is rewritten for it is never more than what is won.
 *
 * @see https://github.com/google/leveldb/blob/main/include/leveldb/db.h (CompactRange)
 */
export class SpaceKeeper {
  readonly #removed = new Map<string, number>();
  #compacting: Promise<void> = Promise.resolve();

  /** @returns bytes that removing would free, by queue; to be asked before the changes are made */
  freedBy(queues: Queues, changes: readonly QueueChange[]): ReadonlyMap<string, number> {
    const freed = new Map<string, number>();
    for (const change of changes) {
      if (change.kind !== "remove") continue;
      const index = queues.get(change.queue)?.index;
      const bytes = change.seqs.reduce((sum, seq) => {
        const entry = index?.get(seq);
        return entry === undefined ? sum : sum + entry.bytes + AROUND_TEXT_BYTES;
      }, 0);
      freed.set(change.queue, (freed.get(change.queue) ?? 0) + bytes);
    }
    return freed;
  }

  /** To be told when the changes are made. */
  freed(store: OpenStore, freed: ReadonlyMap<string, number>): void {
    for (const [queue, bytes] of freed) {
      const removed = (this.#removed.get(queue) ?? 0) + bytes;
      this.#removed.set(queue, removed);
      const index = store.queues.get(queue)?.index;
      if (index === undefined || removed < Math.max(ENOUGH_BYTES, index.depth().bytes)) continue;
      this.#removed.set(queue, 0);
      const { gte, lt } = keysOf("e", queue);
      const first = index.first();
      const range = { gte, lt: first === undefined ? lt : keysOf("e", queue, first.seq).gte };
      this.#compacting = this.#compacting.then(() => store.compact(range).catch(() => undefined));
    }
  }

  /** Resolves when nothing is being compacted: a database must not be closed meanwhile. */
  async settled(): Promise<void> {
    await this.#compacting;
  }
}
