import { LevelStore, type LevelStoreOptions } from "../../../src/outbox/level-store";
import type { NewEntry, OutboxStore, StoredEntry } from "../../../src/outbox/store";
import { systemClock } from "../../../src/time/clock";
import { testDirectory } from "../../support/test-directory";

/** @returns a store on a disk, open */
export async function openTestStore(options: Partial<LevelStoreOptions> = {}): Promise<LevelStore> {
  const directory = options.directory ?? (await testDirectory("outbox"));
  const store = new LevelStore({ clock: systemClock, flushMs: 1, ...options, directory });
  await store.opened();
  return store;
}

export function entry(text: string, facts: Partial<NewEntry> = {}): NewEntry {
  return { text, records: 1, acceptedAt: 1_700_000_000_000, ...facts };
}

/** All that is in a queue. */
export async function allOf(store: OutboxStore, queue: string): Promise<readonly StoredEntry[]> {
  return store.read(queue, 0, 1_000_000);
}

export async function textsOf(store: OutboxStore, queue: string): Promise<readonly string[]> {
  return (await allOf(store, queue)).map(({ text }) => text);
}
