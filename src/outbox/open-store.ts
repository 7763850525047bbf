import type { StoreDamage } from "./damage";
import type { LevelDatabase, LevelSettings, LevelStep } from "./level-database";
import { LevelFolder } from "./level-folder";
import { NumbersEra } from "./numbers-era";
import { holdFolder, openWhatIsReadable } from "./open-level";
import { apply, type QueueChange, type Queues, queueOf, stepsFor } from "./queue-change";
import { readQueues } from "./read-queues";
import { entryKey } from "./store-keys";

/** Key of what the store that wrote last calls itself. */
const WRITER_KEY = "w";

export interface StoreOpening {
  readonly directory: string;
  readonly settings: LevelSettings;
  /** Tells this store from all others that open the same folder. */
  readonly writer: string;
  /** For the sentence about another process, milliseconds. */
  readonly busyMs: number;
  readonly onDamage: (damage: StoreDamage) => void;
}

/** A store that is open: a database and what it holds. */
export class OpenStore {
  /** Entries whose writing failed: some of them may have got to the disk all the same. */
  readonly #rejected: { readonly queue: string; readonly key: string; readonly seq: number }[] = [];
  #signed = false;

  private constructor(
    readonly folder: LevelFolder,
    private readonly database: LevelDatabase,
    readonly queues: Queues,
    private readonly writer: string,
    private readonly letGo: () => void,
  ) {}

  /**
   * @param before the one that this process had open last and gave up because it failed
   * @throws ZohoError `outbox_busy`, `outbox_missing`; errors of classic-level and of the system
   */
  static async open(opening: StoreOpening, before: OpenStore | undefined): Promise<OpenStore> {
    const { directory, settings, writer, busyMs, onDamage } = opening;
    const letGo = holdFolder(directory, busyMs);
    try {
      const folder = new LevelFolder(directory);
      const { database, found, damage } = await openWhatIsReadable(folder, settings, readQueues);
      const { queues, lost } = found;
      const store = new OpenStore(folder, database, queues, writer, letGo);
      try {
        const era = new NumbersEra(directory);
        // A power cut in the middle of making the store is none of anybody's business.
        const isDamaged = (damage !== undefined || lost.length > 0) && (await era.hasBegun());
        if (isDamaged) {
          await era.begin(Math.max(1, ...[...queues.values()].map(({ next }) => next)));
          const setAside = damage?.setAside ?? (await folder.setAside());
          onDamage({ problem: damage?.problem ?? "entries are missing", lost, setAside });
        }
        await era.beginFirst();
        store.#number(await era.floor(), before);
        if (before !== undefined) await store.#forgetRejectedOf(before);
        return store;
      } catch (error) {
        await database.close();
        throw error;
      }
    } catch (error) {
      letGo();
      throw error;
    }
  }

  /** Writes changes durably and does them in memory. @throws errors of classic-level and of the system */
  async write(changes: readonly QueueChange[]): Promise<void> {
    const sign: LevelStep[] = this.#signed ? [] : [{ type: "put", key: WRITER_KEY, value: this.writer }];
    try {
      await this.database.write([...sign, ...stepsFor(this.queues, changes)]);
      await this.folder.syncNames();
    } catch (error) {
      for (const change of changes) if (change.kind === "append") this.#noteRejected(change);
      throw error;
    }
    this.#signed = true;
    apply(this.queues, changes);
  }

  /** @returns what stands under these keys */
  async values(keys: readonly string[]): Promise<readonly (string | undefined)[]> {
    return keys.length === 0 ? [] : this.database.getMany(keys);
  }

  /** Gives the space of what was removed back. */
  async compact(range: { readonly gte: string; readonly lt: string }): Promise<void> {
    await this.database.compact(range);
  }

  async close(): Promise<void> {
    await this.database.close().finally(this.letGo);
  }

  #noteRejected({ queue, entries }: QueueChange & { readonly kind: "append" }): void {
    for (const entry of entries) this.#rejected.push({ queue, key: entryKey(queue, entry), seq: entry.seq });
  }

  /** Numbers that were given before, by this process or in former eras, are not given again. */
  #number(floor: number, before: OpenStore | undefined): void {
    for (const [name, { next }] of before?.queues ?? []) {
      const state = queueOf(this.queues, name);
      state.next = Math.max(state.next, next);
    }
    this.queues.floor = floor;
    for (const state of this.queues.values()) state.next = Math.max(state.next, floor);
  }

  /** What was rejected must not be delivered later, unless another process has taken the queues over. */
  async #forgetRejectedOf(before: OpenStore): Promise<void> {
    const [writer] = await this.values([WRITER_KEY]);
    if (writer !== this.writer) return;
    const there = before.#rejected.filter(({ queue, key, seq }) => {
      const entry = this.queues.get(queue)?.index.get(seq);
      return entry !== undefined && entryKey(queue, entry) === key;
    });
    if (there.length === 0) return;
    await this.write(there.map(({ queue, seq }) => ({ kind: "remove", queue, seqs: [seq] })));
  }
}
