import type { Org } from "../../people/person";

/** What a seeded row is made from. */
export interface RowDraft {
  readonly org: Org;
  /** The row's number, from 1. */
  readonly n: number;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly from: (list: readonly string[], purpose: string) => string;
  /** A whole number from 0 to `limit` - 1. */
  readonly below: (limit: number, purpose: string) => number;
}

/** One kind of record that a product keeps: tickets, invoices, the rows of a form. */
export interface Collection {
  /** Its key in `org.records`, which says how many rows it begins with. */
  readonly name: string;
  /** Each collection of a product has a range of IDs of its own, so that the number of one's rows moves no other's. */
  readonly place: number;
  /** The fields of a seeded row; ID and time are not among them. */
  readonly seeded: (draft: RowDraft) => Readonly<Record<string, unknown>>;
}

const IDS_PER_COLLECTION = 1_000_000_000;
const FIRST_ID = 10_000;
/** Rows that calls add have higher IDs than all seeded ones. */
const FIRST_ADDED_ID = 500_000_000;

/** The ID of the n-th seeded row: the org's prefix and twelve digits. */
export function seededRowId(org: Org, collection: Collection, n: number): string {
  return idAt(org, collection, FIRST_ID + n);
}

/** The ID of the n-th row that a call added. */
export function addedRowId(org: Org, collection: Collection, n: number): string {
  return idAt(org, collection, FIRST_ADDED_ID + n);
}

/** Where a row of this ID would stand; undefined where the ID is of another org or collection. */
export function placeOfRow(
  org: Org,
  collection: Collection,
  id: string,
): { readonly of: "seeded" | "added"; readonly n: number } | undefined {
  if (!id.startsWith(org.prefix) || id.length !== org.prefix.length + 12) return undefined;
  const digits = id.slice(org.prefix.length);
  if (!/^\d{12}$/.test(digits)) return undefined;
  const offset = Number(digits) - collection.place * IDS_PER_COLLECTION;
  if (offset < 0 || offset >= IDS_PER_COLLECTION) return undefined;
  return offset > FIRST_ADDED_ID
    ? { of: "added", n: offset - FIRST_ADDED_ID }
    : { of: "seeded", n: offset - FIRST_ID };
}

function idAt(org: Org, collection: Collection, offset: number): string {
  return org.prefix + String(collection.place * IDS_PER_COLLECTION + offset).padStart(12, "0");
}
