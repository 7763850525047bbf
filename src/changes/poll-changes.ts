import type { CancelSignal } from "../time/cancel-signal";
import type { Change, ChangeBatch } from "./change";
import type { ChangeReader } from "./change-reader";
import type { Cursor } from "./cursor";
import { Place } from "./place";
import { Sieve } from "./sieve";

/** How a poll goes about it. */
export interface PollRules {
  readonly reader: ChangeReader;
  /** How late a change may show in what Zoho lists, milliseconds: so far back every poll looks again. */
  readonly overlapMs: number;
  /** Changes in one batch at most. */
  readonly batchSize: number;
}

/**
 * Reads what has changed behind a cursor, once: the same for all products.
 *
 * How nothing is lost. A poll reads everything from `cursor.from` on, which lies an overlap before the moment at which Zoho
 * was asked last, by Zoho's own clock. So records of the same second, and those that Zoho lists late, are read again, and
 * the cursor tells which of them were given: by ID and time, and where the time could not tell by what they looked like.
 * While a poll reads what is older than the overlap the cursor follows it, so that a crash costs one batch.
 *
 * How the order is kept. A record never comes with an older time than it had come with, whatever a page shows. Deleted
 * records are asked for first: one that a page shows all the same is an old entry, unless it was changed after it was
 * deleted, which is a record that was restored.
 */
export async function* pollChanges(
  { reader, overlapMs, batchSize }: PollRules,
  cursor: Cursor,
  signal?: CancelSignal,
): AsyncGenerator<ChangeBatch, void, void> {
  const place = new Place(cursor);
  const sieve = new Sieve(place);
  const { deletedFrom } = place;
  let asOf: number | undefined;
  if (deletedFrom !== undefined && reader.deleted !== undefined) {
    const deleted = await reader.deleted(deletedFrom, signal);
    sieve.expect(deleted.rows);
    ({ asOf } = deleted);
  }
  let pending: Change[] = [];
  /** Time of the last change that was read. */
  let last: number | undefined;
  /** Up to here Zoho lists all there is. Where it does not tell its time, its last change does. */
  const settled = (): number | undefined => {
    const known = asOf ?? last;
    return known === undefined ? undefined : known - overlapMs;
  };
  /** Where rows come in any order: as long as not all have come, a crash begins again where the order ended. */
  let unorderedFrom: Cursor | undefined;
  const batch = (): ChangeBatch => {
    const changes = pending;
    pending = [];
    if (unorderedFrom !== undefined) {
      place.taken.forgetBefore(place.from ?? Number.NEGATIVE_INFINITY, "goes on");
      return { changes, cursor: unorderedFrom, more: "yes" };
    }
    place.moveTo(earliest(last, settled()), "goes on");
    return { changes, cursor: place.cursor("goes on"), more: "yes" };
  };

  for await (const page of reader.rows(place.from, signal)) {
    asOf ??= page.asOf;
    if (page.isInOrder === false) unorderedFrom ??= place.cursor("goes on");
    for (const row of page.rows) {
      // A cursor holds what the sieve has let through: a batch is closed before the next change is taken.
      for (;;) {
        if (pending.length >= batchSize) yield batch();
        const deleted = sieve.nextDeleted(row.at);
        if (deleted === undefined) break;
        pending.push(deleted);
        last = latest(last, Date.parse(deleted.at));
      }
      const change = sieve.take(row, asOf);
      if (change !== undefined) pending.push(change);
      last = latest(last, row.at);
    }
    if (pending.length > 0 && !page.isLast) yield batch();
  }
  while (sieve.hasDeleted) {
    if (pending.length >= batchSize) yield batch();
    const deleted = sieve.nextDeleted(Number.POSITIVE_INFINITY);
    if (deleted === undefined) break;
    pending.push(deleted);
    last = latest(last, Date.parse(deleted.at));
  }
  // Deleted records that are wanted from now on: whoever stored the cursor did not want them.
  if (reader.deleted !== undefined) place.deletedFrom ??= asOf;
  place.moveTo(settled(), "ended");
  yield { changes: pending, cursor: place.cursor("ended"), more: "no" };
}

function earliest(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : Math.min(one, other);
}

function latest(one: number | undefined, other: number): number {
  return one === undefined ? other : Math.max(one, other);
}
