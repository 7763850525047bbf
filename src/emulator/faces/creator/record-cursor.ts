import { hexOf } from "../../random/seeded-random";

/** What a cursor belongs to, and where it goes on. */
export interface CursorPlace {
  /** The report's path: a cursor is of no use in another. */
  readonly report: string;
  /** Index of the next row, from 0. */
  readonly next: number;
}

/** The text of the header `record_cursor`. Nothing is kept: only this emulator's seed can make it. */
export function recordCursor(seed: number, { report, next }: CursorPlace): string {
  return `${next.toString(36).padStart(8, "0")}${hexOf(seed, `record cursor/${report}/${next}`).slice(0, 32)}`;
}

/** @returns the index of the next row, or undefined where the cursor was not made for this report */
export function readRecordCursor(seed: number, report: string, cursor: string): number | undefined {
  if (!/^[0-9a-z]{40}$/.test(cursor)) return undefined;
  const next = Number.parseInt(cursor.slice(0, 8), 36);
  return recordCursor(seed, { report, next }) === cursor ? next : undefined;
}
