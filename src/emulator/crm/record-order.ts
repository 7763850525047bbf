import type { StoredRecord } from "./stored-record";

/** The fields that lists can be sorted by. Zoho CRM v8, get records. */
export const SORT_FIELDS = ["id", "Created_Time", "Modified_Time"] as const;

export type SortField = (typeof SORT_FIELDS)[number];

/** How a list runs. Records of the same time are in the order of their IDs. */
export interface RecordOrder {
  readonly by: SortField;
  readonly direction: "asc" | "desc";
}

/** A place in an order: beside the record with this ID, whether or not it is still there. */
export interface Place {
  /** The time sorted by, milliseconds since 1970; 0 where the order is by ID. */
  readonly value: number;
  readonly id: string;
}

/** Where a record stands. */
export function placeOf(record: StoredRecord, by: SortField): Place {
  const value = by === "id" ? 0 : by === "Created_Time" ? record.createdAt : record.modifiedAt;
  return { value, id: record.id };
}

/** Ascending. IDs of one org have the same length, so their texts sort as their numbers would. */
export function comparePlaces(a: Place, b: Place): number {
  return a.value - b.value || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}

/** The same order from its other end. */
export function reversed(order: RecordOrder): RecordOrder {
  return { by: order.by, direction: order.direction === "asc" ? "desc" : "asc" };
}

/**
 * The first number from 0 to `length` for which this holds; it must hold for all behind it.
 *
 * @returns `length` where it holds for none
 */
export function firstWhere(length: number, holds: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
