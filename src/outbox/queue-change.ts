import type { LevelStep } from "./level-database";
import { QueueIndex } from "./queue-index";
import { writeQueueRecord } from "./queue-record";
import { type EntryFacts, entryKey, markKey, noteKey, queueKey, sealText } from "./store-keys";

/** An entry that is to be written. */
export interface NumberedEntry extends EntryFacts {
  readonly text: string;
}

/** A change of one queue, as it was asked for. */
export type QueueChange = { readonly queue: string } & (
  | { readonly kind: "append"; readonly entries: readonly NumberedEntry[] }
  | { readonly kind: "mark" | "unmark" | "remove"; readonly seqs: readonly number[] }
  | { readonly kind: "note"; readonly note: string }
);

/** A queue in memory: what is on disk, without the texts. */
export class QueueState {
  readonly index = new QueueIndex();
  note: string | undefined;

  /** @param next the number that the next entry gets; ahead of the disk while entries are being written */
  constructor(public next = 1) {}
}

/** All queues by name. */
export class Queues extends Map<string, QueueState> {
  /** The least number that an entry of a new queue may get. */
  floor = 1;
}

/** @returns a new queue where there is none of that name */
export function queueOf(queues: Queues, name: string): QueueState {
  let state = queues.get(name);
  if (state === undefined) {
    state = new QueueState(queues.floor);
    queues.set(name, state);
  }
  return state;
}

/** @returns what is to be written for changes that are written together */
export function stepsFor(queues: Queues, changes: readonly QueueChange[]): readonly LevelStep[] {
  const steps: LevelStep[] = [];
  for (const [queue, own] of byQueue(changes)) stepsForQueue(queue, queueOf(queues, queue), own, steps);
  return steps;
}

function byQueue(changes: readonly QueueChange[]): ReadonlyMap<string, readonly QueueChange[]> {
  const groups = new Map<string, QueueChange[]>();
  for (const change of changes) {
    const group = groups.get(change.queue);
    if (group === undefined) groups.set(change.queue, [change]);
    else group.push(change);
  }
  return groups;
}

/** @param steps those of this queue are added */
function stepsForQueue(
  queue: string,
  { index, next }: QueueState,
  changes: readonly QueueChange[],
  steps: LevelStep[],
): void {
  let firstAppended: number | undefined;
  let entries = index.depth().entries;
  const marked = new Set<number>();
  const removed = new Set<number>();
  for (const change of changes) {
    if (change.kind === "note") steps.push(putSealed(noteKey(queue), change.note));
    else if (change.kind === "append") {
      firstAppended ??= change.entries[0]?.seq;
      entries += change.entries.length;
      for (const entry of change.entries) steps.push(putSealed(entryKey(queue, entry), entry.text));
    } else {
      for (const seq of change.seqs) {
        const entry = index.get(seq);
        if (entry === undefined || removed.has(seq)) continue;
        if (change.kind === "mark") {
          marked.add(seq);
          steps.push(putSealed(markKey(queue, seq), ""));
          continue;
        }
        if (change.kind === "unmark") {
          steps.push({ type: "del", key: markKey(queue, seq) });
          continue;
        }
        removed.add(seq);
        steps.push({ type: "del", key: entryKey(queue, entry) });
        if (entry.marked || marked.has(seq)) steps.push({ type: "del", key: markKey(queue, seq) });
      }
    }
  }
  // What is removed by these very steps still counts for the head: the next record tells.
  const head = index.first()?.seq ?? firstAppended ?? next;
  const record = writeQueueRecord({ next, head, entries: entries - removed.size });
  steps.push(putSealed(queueKey(queue), record));
}

function putSealed(key: string, text: string): LevelStep {
  return { type: "put", key, value: sealText(key, text) };
}

/** Does in memory what has been written. */
export function apply(queues: Queues, changes: readonly QueueChange[]): void {
  for (const change of changes) {
    const state = queueOf(queues, change.queue);
    if (change.kind === "note") state.note = change.note;
    else if (change.kind === "append") for (const entry of change.entries) state.index.add(entry);
    else if (change.kind === "mark") for (const seq of change.seqs) state.index.mark(seq);
    else if (change.kind === "unmark") for (const seq of change.seqs) state.index.unmark(seq);
    else for (const seq of change.seqs) state.index.remove(seq);
  }
}
