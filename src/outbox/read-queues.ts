import type { LevelDatabase } from "./level-database";
import { Queues, QueueState, queueOf } from "./queue-change";
import { NO_RECORD, readQueueRecord } from "./queue-record";
import { keysOf, openText, parseEntryKey, parseKey } from "./store-keys";

/** What was found in a database. */
export interface FoundQueues {
  readonly queues: Queues;
  /** How many entries of each queue should be there and are not; queues that are whole are not in it. */
  readonly lost: readonly { readonly queue: string; readonly entries: number }[];
}

/** Finds what a database holds, without reading texts. @throws errors of classic-level */
export async function readQueues(database: LevelDatabase): Promise<FoundQueues> {
  const queues = new Queues();
  const lost: { queue: string; entries: number }[] = [];
  const records = new Map(await sealedOf(database, "q"));
  for (const queue of new Set([...records.keys(), ...(await queuesWithEntries(database))])) {
    const record = readQueueRecord(records.get(queue) ?? "") ?? NO_RECORD;
    const state = new QueueState(record.next);
    queues.set(queue, state);
    await readEntries(database, queue, record.head, state);
    const missing = record.entries - state.index.depth().entries;
    if (missing > 0) lost.push({ queue, entries: missing });
    // More than there were: what was removed has come back with a repair. It may have been sent, all of it.
    if (missing < 0 && records.has(queue)) state.index.markAll();
  }
  for (const [queue, note] of await sealedOf(database, "n")) queueOf(queues, queue).note = note;
  return { queues, lost };
}

/** Begins at the head: LevelDB still has to step over what was removed before. */
async function readEntries(
  database: LevelDatabase,
  queue: string,
  head: number,
  state: QueueState,
): Promise<void> {
  const { index } = state;
  let last = 0;
  for await (const key of database.keys(keysOf("e", queue, head))) {
    const facts = parseEntryKey(key);
    // A damaged key may be read where it does not belong.
    if (facts === undefined || facts.seq <= last) continue;
    last = facts.seq;
    index.add(facts);
  }
  state.next = Math.max(state.next, last + 1);
  for await (const [key, value] of database.entries(keysOf("m", queue, head))) {
    const seq = parseKey(key)?.seq;
    if (seq !== undefined && openText(key, value) !== undefined) index.mark(seq);
  }
}

/** Names of queues that have an entry, found by their first ones. */
async function queuesWithEntries(database: LevelDatabase): Promise<readonly string[]> {
  const names: string[] = [];
  const { gte, lt } = keysOf("e");
  for (let from = gte; ;) {
    const key = await firstKey(database, { gte: from, lt });
    if (key === undefined) return names;
    const queue = parseKey(key)?.queue;
    if (queue !== undefined) names.push(queue);
    from = queue === undefined ? `${key}\u0000` : keysOf("e", queue).lt;
  }
}

async function firstKey(
  database: LevelDatabase,
  range: { readonly gte: string; readonly lt: string },
): Promise<string | undefined> {
  for await (const key of database.keys({ ...range, limit: 1 })) return key;
  return undefined;
}

/** Records or notes by queue; what was damaged is left out. */
async function sealedOf(
  database: LevelDatabase,
  kind: "q" | "n",
): Promise<readonly (readonly [queue: string, text: string])[]> {
  const found: (readonly [string, string])[] = [];
  for await (const [key, value] of database.entries(keysOf(kind))) {
    const queue = parseKey(key)?.queue;
    const text = openText(key, value);
    if (queue !== undefined && text !== undefined) found.push([queue, text]);
  }
  return found;
}
