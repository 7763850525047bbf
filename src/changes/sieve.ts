import { createHash } from "node:crypto";
import type { Change } from "./change";
import type { DeletedRow, ReadRow } from "./change-reader";
import type { Place } from "./place";

/**
 * Zoho's times are in seconds, and its servers' clocks differ a little: a record that was changed so shortly before it was
 * read may change once more without its time telling, milliseconds.
 */
const UNSETTLED_MS = 10_000;

/** Lets each change through once, and none that is older than what had come of its record. */
export class Sieve {
  /** Oldest first; emptied as they are given. */
  private deleted: DeletedRow[] = [];
  /** When those were deleted that this poll has been told of, by ID. */
  private readonly deletedAt = new Map<string, number>();

  constructor(private readonly place: Place) {}

  /** What was deleted; to be told before any record is taken. */
  expect(rows: readonly DeletedRow[]): void {
    const latest = new Map<string, DeletedRow>();
    for (const row of rows) {
      const known = latest.get(row.id);
      if (this.isNewlyDeleted(row) && (known === undefined || known.at < row.at)) latest.set(row.id, row);
    }
    for (const { id, at } of latest.values()) this.deletedAt.set(id, at);
    this.deleted = [...latest.values()].sort((a, b) => b.at - a.at);
  }

  /** True while some of what was deleted has not been given. */
  get hasDeleted(): boolean {
    return this.deleted.length > 0;
  }

  /** The oldest of what was deleted before this time and has not been given; undefined where there is none. */
  nextDeleted(time: number): Change | undefined {
    const row = this.deleted.at(-1);
    if (row === undefined || row.at >= time) return undefined;
    this.deleted.pop();
    this.place.gone.set(row.id, row.at);
    return { kind: "deleted", id: row.id, at: new Date(row.at).toISOString(), record: row.record };
  }

  /**
   * The change that a row stands for, or undefined where it had come or is out of date.
   *
   * @param asOf Zoho's time when this poll began, milliseconds since 1970
   */
  take(row: ReadRow, asOf: number | undefined): Change | undefined {
    const { id, at, createdAt, record } = row;
    const { place } = this;
    if (place.from !== undefined && at < place.from) return undefined;
    const goneAt = this.deletedAt.get(id) ?? place.gone.get(id)?.at;
    if (goneAt !== undefined && goneAt >= at) return undefined;
    const known = place.taken.get(id);
    if (known !== undefined && at < known.at) return undefined;
    const isSettled = asOf !== undefined && at <= asOf - UNSETTLED_MS;
    const look = isSettled && known?.look === undefined ? undefined : lookOf(record);
    if (known?.at === at && (known.look === undefined || known.look === look)) return undefined;

    const isFirst = known === undefined && goneAt === undefined && !place.created.has(id);
    const isNew = place.newSince === undefined || (createdAt !== undefined && createdAt >= place.newSince);
    const kind = isFirst && isNew ? "created" : "changed";
    if (kind === "created") place.created.add(id);
    place.taken.set(id, at, isSettled ? undefined : look);
    return { kind, id, at: new Date(at).toISOString(), record };
  }

  private isNewlyDeleted({ id, at }: DeletedRow): boolean {
    const { deletedFrom = Number.NEGATIVE_INFINITY, gone, taken } = this.place;
    if (at < deletedFrom || at <= (gone.get(id)?.at ?? Number.NEGATIVE_INFINITY)) return false;
    // It was restored and changed since.
    return at >= (taken.get(id)?.at ?? Number.NEGATIVE_INFINITY);
  }
}

/** What a record looked like, short enough for a cursor. */
function lookOf(record: Readonly<Record<string, unknown>>): string {
  return createHash("sha256").update(JSON.stringify(record)).digest("base64url").slice(0, 12);
}
