/**
 * What is written of a queue with each change of it, together with the change itself: nothing that its entries do not
 * tell, but what would be missed if some of them got lost.
 */
export interface QueueRecord {
  /** The number that comes next: none is given twice, whatever became of the entries. */
  readonly next: number;
  /** All entries before this number are gone: looking for what is there begins here. */
  readonly head: number;
  /** How many entries there are. */
  readonly entries: number;
}

export const NO_RECORD: QueueRecord = { next: 1, head: 1, entries: 0 };

/** @returns undefined where it is not one */
export function readQueueRecord(text: string): QueueRecord | undefined {
  const [next, head, entries, ...more] = text.split(" ").map(Number);
  if (next === undefined || head === undefined || entries === undefined || more.length > 0) return undefined;
  return [next, head, entries].every(Number.isSafeInteger) ? { next, head, entries } : undefined;
}

export function writeQueueRecord({ next, head, entries }: QueueRecord): string {
  return `${next} ${head} ${entries}`;
}
