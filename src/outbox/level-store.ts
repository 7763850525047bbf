import { randomUUID } from "node:crypto";
import type { Clock } from "../time/clock";
import type { StoreDamage } from "./damage";
import { GroupCommit } from "./group-commit";
import { KeptOpen } from "./kept-open";
import { OpenStore } from "./open-store";
import { type QueueChange, queueOf } from "./queue-change";
import { SpaceKeeper } from "./space-keeper";
import type { NewEntry, OutboxStore, QueueDepth, StoredEntry } from "./store";
import { entryKey, openText } from "./store-keys";
import { storeProblem } from "./store-problem";

export interface LevelStoreOptions {
  /** Folder of the outbox; it is made where it is missing, for the owner only. */
  readonly directory: string;
  readonly clock: Clock;
  /** The least time between two fsyncs, milliseconds; default 100. */
  readonly flushMs?: number;
  /** How long changes wait for another process to let go of the store, milliseconds; default 10,000. */
  readonly busyMs?: number;
  /** Bytes that LevelDB writes to its log before it makes a table of them; default 4 MiB. */
  readonly writeBufferSize?: number;
  /** Told what was found damaged, and what is known to be lost by it. */
  readonly onDamage?: (damage: StoreDamage) => void;
}

/**
 * The outbox on disk, in LevelDB: a log that is written at its end and read in order.
 *
 * Opens by itself in the background, and again after a failure: LevelDB must not be written to after a write that failed,
 * since what follows in the same log could not be read again.
 *
 * @see https://github.com/google/leveldb/blob/main/doc/impl.md
 */
export class LevelStore implements OutboxStore {
  readonly #directory: string;
  readonly #busyMs: number;
  readonly #onDamage: (damage: StoreDamage) => void;
  readonly #kept: KeptOpen<OpenStore>;
  /** Resolves when all that was asked for in line has had its turn. */
  #line: Promise<void> = Promise.resolve();
  readonly #commit: GroupCommit<QueueChange>;
  readonly #space = new SpaceKeeper();

  constructor(options: LevelStoreOptions) {
    const { directory, clock, flushMs = 100, busyMs = 10_000, onDamage = () => undefined } = options;
    this.#directory = directory;
    this.#busyMs = busyMs;
    this.#onDamage = onDamage;
    const settings = { writeBufferSize: options.writeBufferSize };
    const opening = { directory, settings, writer: randomUUID(), busyMs, onDamage };
    this.#kept = new KeptOpen({
      clock,
      busyMs,
      open: (before) => this.#orProblem(() => OpenStore.open(opening, before)),
      shut: async (opened) => {
        await this.#space.settled();
        await opened.close();
      },
    });
    this.#commit = new GroupCommit({ clock, flushMs, write: (changes) => this.#write(changes) });
  }

  async opened(): Promise<void> {
    await this.#kept.opened();
  }

  async append(queue: string, entries: readonly NewEntry[]): Promise<readonly number[]> {
    if (entries.length === 0) return [];
    const { numbered, written } = await this.#inLine(({ queues }) => {
      const state = queueOf(queues, queue);
      const numbered = entries.map((entry) => ({
        ...entry,
        bytes: Buffer.byteLength(entry.text),
        seq: state.next++,
      }));
      return { numbered, written: this.#commit.add({ kind: "append", queue, entries: numbered }) };
    });
    await written;
    return numbered.map(({ seq }) => seq);
  }

  /** Does something as soon as the store is open, in the order in which it was asked for, however long each has waited. */
  async #inLine<Done>(work: (opened: OpenStore) => Done): Promise<Done> {
    const before = this.#line;
    let leave = (): void => undefined;
    this.#line = new Promise((resolve) => {
      leave = resolve;
    });
    try {
      const [opened] = await Promise.all([this.#kept.need(), before]);
      return work(opened);
    } finally {
      leave();
    }
  }

  async read(queue: string, from: number, limit: number): Promise<readonly StoredEntry[]> {
    const read: StoredEntry[] = [];
    for (let next = from; read.length < limit;) {
      const opened = await this.#kept.need();
      const found = opened.queues.get(queue)?.index.from(next, limit - read.length) ?? [];
      const last = found.at(-1);
      if (last === undefined) break;
      next = last.seq + 1;
      const keys = found.map((entry) => entryKey(queue, entry));
      const values = await this.#with(opened, () => opened.values(keys));
      const damaged: { readonly seq: number; readonly value: string }[] = [];
      for (const [at, { seq, records, acceptedAt, marked }] of found.entries()) {
        const value = values[at] ?? "";
        const text = openText(keys[at] ?? "", value);
        if (text === undefined) damaged.push({ seq, value });
        else read.push({ seq, records, acceptedAt, marked, text });
      }
      if (damaged.length > 0) await this.#giveUp(opened, queue, damaged);
    }
    return read;
  }

  async mark(queue: string, seqs: readonly number[]): Promise<void> {
    await this.#change({ kind: "mark", queue, seqs });
  }

  async unmark(queue: string, seqs: readonly number[]): Promise<void> {
    await this.#change({ kind: "unmark", queue, seqs });
  }

  async remove(queue: string, seqs: readonly number[]): Promise<void> {
    await this.#change({ kind: "remove", queue, seqs });
  }

  async setNote(queue: string, note: string): Promise<void> {
    await this.#change({ kind: "note", queue, note });
  }

  async note(queue: string): Promise<string | undefined> {
    const { queues } = await this.#kept.need();
    return queues.get(queue)?.note;
  }

  depth(queue: string): QueueDepth {
    return this.#kept.now?.queues.get(queue)?.index.depth() ?? { entries: 0, records: 0, bytes: 0 };
  }

  queues(): readonly string[] {
    const queues = [...(this.#kept.now?.queues ?? [])];
    return queues
      .filter(([, { index, note }]) => note !== undefined || index.depth().entries > 0)
      .map(([queue]) => queue);
  }

  async close(): Promise<void> {
    // Who came before has its turn at once where the store is open, and never has it where it is not.
    if (this.#kept.now !== undefined) await this.#line;
    await this.#commit.flush();
    await this.#kept.close();
  }

  async #change(change: QueueChange): Promise<void> {
    await this.#kept.need();
    await this.#commit.add(change);
  }

  async #write(changes: readonly QueueChange[]): Promise<void> {
    const opened = await this.#kept.need();
    const freed = this.#space.freedBy(opened.queues, changes);
    await this.#with(opened, () => opened.write(changes));
    this.#space.freed(opened, freed);
  }

  /** Sets texts that can't be read any more aside, says so, and forgets their entries. */
  async #giveUp(
    opened: OpenStore,
    queue: string,
    damaged: readonly { readonly seq: number; readonly value: string }[],
  ): Promise<void> {
    const setAside = await this.#with(opened, () => opened.folder.setTextsAside(queue, damaged));
    await this.remove(
      queue,
      damaged.map(({ seq }) => seq),
    );
    const lost = [{ queue, entries: damaged.length }];
    this.#onDamage({ problem: "texts are not what was written", lost, setAside });
  }

  /** Does something with an open store, which is opened anew where that fails. @throws ZohoError */
  async #with<T>(opened: OpenStore, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const problem = storeProblem(error, this.#directory, this.#busyMs);
      await this.#kept.failed(opened, problem);
      throw problem.copy();
    }
  }

  async #orProblem<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw storeProblem(error, this.#directory, this.#busyMs);
    }
  }
}
