import type { NewEntry, OutboxStore, QueueDepth, StoredEntry } from "../../../src/outbox/store";

interface Queue {
  entries: StoredEntry[];
  next: number;
  note: string | undefined;
}

/** A store that forgets when the process ends, for tests of what is above it. */
export class MemoryStore implements OutboxStore {
  readonly #queues = new Map<string, Queue>();

  /** Thrown in place of every change while it is set. */
  failing: Error | undefined;

  async opened(): Promise<void> {
    return Promise.resolve();
  }

  async append(queue: string, entries: readonly NewEntry[]): Promise<readonly number[]> {
    const own = this.#changing(queue);
    const stored = entries.map(({ text, records, acceptedAt }) => {
      return { text, records, acceptedAt, seq: own.next++, marked: false };
    });
    own.entries.push(...stored);
    return stored.map(({ seq }) => seq);
  }

  async read(queue: string, from: number, limit: number): Promise<readonly StoredEntry[]> {
    return this.#of(queue)
      .entries.filter(({ seq }) => seq >= from)
      .slice(0, limit);
  }

  async mark(queue: string, seqs: readonly number[]): Promise<void> {
    this.#setMark(queue, seqs, { marked: true });
  }

  async unmark(queue: string, seqs: readonly number[]): Promise<void> {
    this.#setMark(queue, seqs, { marked: false });
  }

  async remove(queue: string, seqs: readonly number[]): Promise<void> {
    const own = this.#changing(queue);
    const gone = new Set(seqs);
    own.entries = own.entries.filter(({ seq }) => !gone.has(seq));
  }

  async setNote(queue: string, note: string): Promise<void> {
    this.#changing(queue).note = note;
  }

  async note(queue: string): Promise<string | undefined> {
    return this.#of(queue).note;
  }

  depth(queue: string): QueueDepth {
    const { entries } = this.#of(queue);
    const [first] = entries;
    return {
      entries: entries.length,
      records: entries.reduce((sum, { records }) => sum + records, 0),
      bytes: entries.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0),
      ...(first !== undefined && { oldestAt: first.acceptedAt }),
    };
  }

  queues(): readonly string[] {
    return [...this.#queues]
      .filter(([, { entries, note }]) => entries.length > 0 || note !== undefined)
      .map(([queue]) => queue);
  }

  async close(): Promise<void> {
    return Promise.resolve();
  }

  #setMark(queue: string, seqs: readonly number[], mark: Pick<StoredEntry, "marked">): void {
    const own = this.#changing(queue);
    own.entries = own.entries.map((entry) => (seqs.includes(entry.seq) ? { ...entry, ...mark } : entry));
  }

  #changing(queue: string): Queue {
    if (this.failing !== undefined) throw this.failing;
    return this.#of(queue);
  }

  #of(queue: string): Queue {
    let own = this.#queues.get(queue);
    if (own === undefined) {
      own = { entries: [], next: 1, note: undefined };
      this.#queues.set(queue, own);
    }
    return own;
  }
}
