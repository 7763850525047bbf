import { hexOf } from "../../random/seeded-random";

/** What a cursor belongs to, and where it goes on. */
export interface CursorPlace {
  /** Names the list: a cursor is of no use in another. */
  readonly list: string;
  /** Index of the next row, from 0. */
  readonly next: number;
}

/** What makes a cursor one of this emulator's, and one that has not died. */
export interface CursorMaker {
  readonly seed: number;
  readonly pageTokenGeneration: number;
}

/** A text that leads to the next page of a list. Nothing is kept: only this emulator's seed can make it. */
export function listCursor({ seed, pageTokenGeneration }: CursorMaker, { list, next }: CursorPlace): string {
  const own = hexOf(seed, `record cursor/${list}/${next}/${pageTokenGeneration}`);
  return `${next.toString(36).padStart(8, "0")}${own.slice(0, 32)}`;
}

/** @returns the index of the next row, or undefined where the cursor was not made for this list, or has died */
export function readListCursor(maker: CursorMaker, list: string, cursor: string): number | undefined {
  if (!/^[0-9a-z]{40}$/.test(cursor)) return undefined;
  const next = Number.parseInt(cursor.slice(0, 8), 36);
  return listCursor(maker, { list, next }) === cursor ? next : undefined;
}
