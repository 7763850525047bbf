import { invalidInput } from "../errors/invalid-input";

/** A record that was given: ID, its time in milliseconds, and what it looked like where it was given within that second. */
export type TakenEntry = readonly [id: string, at: number, look?: string];

/**
 * Where the next poll begins, as plain JSON: to be stored as it is and to be understood by nobody but this folder. All
 * times are Zoho's, so this machine's clock may jump as it likes.
 */
export interface Cursor {
  readonly version: 1;
  /** Everything that was changed before this was given; ISO 8601. Null: nothing was. */
  readonly from: string | null;
  /** Records that were created since are new where they come for the first time. Null: all are. */
  readonly newSince: string | null;
  /** The same as `from` for deleted records. Null where they are not read. */
  readonly deletedFrom: string | null;
  /** Of what was changed since `from`, what was given. */
  readonly taken: readonly TakenEntry[];
  /** Of what was deleted since `deletedFrom`, what was given. */
  readonly gone: readonly TakenEntry[];
  /** IDs of what came as created by polls that have not come to their end since `newSince`. */
  readonly created?: readonly string[];
}

/** The cursor of a first run. Times in milliseconds since 1970; undefined: from the beginning. */
export function firstCursor(from: number | undefined, deletedFrom: number | undefined): Cursor {
  return {
    version: 1,
    from: isoOf(from),
    newSince: isoOf(from),
    deletedFrom: isoOf(deletedFrom),
    taken: [],
    gone: [],
  };
}

/**
 * A cursor that was stored.
 *
 * @throws ZohoError `invalid_input` where it is none, or one of a newer version of this package
 */
export function readCursor(value: unknown): Cursor {
  if (!isCursor(value)) throw invalidInput("The cursor", "is none that this version wrote: reset the node");
  return value;
}

/** Milliseconds since 1970, or undefined for null. */
export function timeOf(iso: string | null): number | undefined {
  return iso === null ? undefined : Date.parse(iso);
}

export function isoOf(ms: number | undefined): string | null {
  return ms === undefined ? null : new Date(ms).toISOString();
}

function isCursor(value: unknown): value is Cursor {
  if (typeof value !== "object" || value === null) return false;
  const { version, from, newSince, deletedFrom, taken, gone, created } = value as Readonly<
    Record<string, unknown>
  >;
  return (
    version === 1 &&
    [from, newSince, deletedFrom].every(isTimeOrNull) &&
    isTaken(taken) &&
    isTaken(gone) &&
    (created === undefined || isIds(created))
  );
}

function isTimeOrNull(value: unknown): boolean {
  return value === null || (typeof value === "string" && !Number.isNaN(Date.parse(value)));
}

function isTaken(value: unknown): boolean {
  return Array.isArray(value) && value.every(isTakenEntry);
}

function isIds(value: unknown): boolean {
  return Array.isArray(value) && value.every((id) => typeof id === "string");
}

function isTakenEntry(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < 2 || value.length > 3) return false;
  const [id, at, look] = value as readonly unknown[];
  return typeof id === "string" && Number.isFinite(at) && (look === undefined || typeof look === "string");
}
