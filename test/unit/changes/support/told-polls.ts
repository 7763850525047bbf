import type { Change, ChangeBatch } from "../../../../src/changes/change";
import type { ChangeReader, DeletedRow, ReadRow, RowPage } from "../../../../src/changes/change-reader";
import { type Cursor, firstCursor, readCursor } from "../../../../src/changes/cursor";
import { pollChanges } from "../../../../src/changes/poll-changes";
import type { ZohoError } from "../../../../src/errors/zoho-error";

/** When polls of these tests begin. */
export const NOON = Date.UTC(2026, 2, 10, 12, 0, 0);
export const OVERLAP_MS = 120_000;

/** A row that was changed so many seconds after noon. */
export function row(
  id: string,
  seconds: number,
  parts: Partial<ReadRow> & { readonly look?: string } = {},
): ReadRow {
  const { look = "a", ...rest } = parts;
  return { id, at: NOON + seconds * 1_000, createdAt: NOON - 86_400_000, record: { id, look }, ...rest };
}

/** A record that was deleted so many seconds after noon. */
export function gone(id: string, seconds: number): DeletedRow {
  return { id, at: NOON + seconds * 1_000, record: { id } };
}

/** What Zoho gives in one poll: rows page by page, asked so many seconds after noon. */
export interface Told {
  readonly at?: number | undefined;
  readonly pages?: readonly (readonly ReadRow[])[];
  readonly deleted?: readonly DeletedRow[];
  readonly fails?: ZohoError;
}

/** Tells this to the poll. @param asked takes where each poll began to read */
export function reader(
  { at, pages = [[]], deleted, fails }: Told,
  asked: (number | undefined)[] = [],
): ChangeReader {
  const asOf = at === undefined ? undefined : NOON + at * 1_000;
  return {
    now: () => Promise.resolve(NOON),
    async *rows(since): AsyncGenerator<RowPage> {
      asked.push(since);
      for (const [index, rows] of pages.entries()) {
        yield await Promise.resolve({
          rows,
          asOf,
          isLast: fails === undefined && index === pages.length - 1,
        });
      }
      if (fails !== undefined) throw fails;
    },
    ...(deleted !== undefined && { deleted: () => Promise.resolve({ rows: deleted, asOf }) }),
  };
}

/** One poll to its end, from a cursor as it comes back from a disk. */
export async function poll(cursor: Cursor, told: Told, batchSize = 200): Promise<ChangeBatch[]> {
  const rules = { reader: reader(told), overlapMs: OVERLAP_MS, batchSize };
  const batches: ChangeBatch[] = [];
  const back = readCursor(JSON.parse(JSON.stringify(cursor)));
  for await (const batch of pollChanges(rules, back)) batches.push(batch);
  return batches;
}

/** What was given, in short: `created 1`. */
export function said(batches: readonly ChangeBatch[]): readonly string[] {
  return batches.flatMap(({ changes }) => changes.map(({ kind, id }: Change) => `${kind} ${id}`));
}

/** Where the next poll begins. */
export function cursorOf(batches: readonly ChangeBatch[]): Cursor {
  return batches.at(-1)?.cursor ?? firstCursor(undefined, undefined);
}
