import type { Criteria } from "./criteria/criteria";
import { rowRange } from "./criteria/row-range";
import type { Module } from "./modules/module";
import {
  comparePlaces,
  firstWhere,
  type Place,
  placeOf,
  type RecordOrder,
  type SortField,
} from "./record-order";
import type { SeededRows } from "./seeds/seeded-rows";
import type { FieldValue, StoredRecord } from "./stored-record";

/** Where a walk through the records begins. */
export interface Walk {
  readonly order: RecordOrder;
  /** Only what stands behind this place. */
  readonly after?: Place;
  /** Only what was changed after this time, milliseconds since 1970. */
  readonly modifiedAfter?: number;
  /** What will be asked of each: seeded records that can't pass are left out. */
  readonly criteria?: Criteria;
}

/**
 * The records of one module. Seeded ones follow from the seed and are made when they are looked at, so that a million
 * of them take no memory; only what was added, changed or deleted is kept.
 */
export interface ModuleRecords {
  get(id: string): StoredRecord | undefined;
  /** Adds, or puts in the place of the record with this ID. */
  put(record: StoredRecord): void;
  delete(id: string): void;
  /** The record that has this value in a unique field, without regard to case. */
  byUnique(field: string, value: string): StoredRecord | undefined;
  count(): number;
  /** The records one after another. Nothing may be changed before the walk ends. */
  walk(walk: Walk): Iterable<StoredRecord>;
  save(): SavedRecords;
}

/** A record in a state file. */
export type SavedRecord = Omit<StoredRecord, "fields"> & {
  readonly fields: Readonly<Record<string, FieldValue>>;
};

/** What differs from the seed. */
export interface SavedRecords {
  readonly own: readonly SavedRecord[];
  /** Numbers of the seeded records that are deleted; changed ones are in `own`. */
  readonly deleted: readonly number[];
}

export function createModuleRecords(module: Module, seeded: SeededRows, saved?: SavedRecords): ModuleRecords {
  /** Added or changed, in the order of insertion. */
  const own = new Map<string, StoredRecord>();
  /** Seeded records that are deleted or changed. */
  const hidden = new Set<number>(saved?.deleted);
  const uniqueFields = module.fields.filter((field) => field.isUnique).map((field) => field.apiName);
  const idsByUnique = new Map(uniqueFields.map((name) => [name, new Map<string, string>()]));
  const sorted = new Map<SortField, readonly StoredRecord[]>();

  function get(id: string): StoredRecord | undefined {
    const changed = own.get(id);
    if (changed !== undefined) return changed;
    const n = seeded.numberOf(id);
    return n === undefined || hidden.has(n) ? undefined : seeded.make(n);
  }
  function put(record: StoredRecord): void {
    forget(record.id);
    own.set(record.id, record);
    for (const [name, ids] of idsByUnique) {
      const key = uniqueKey(record, name);
      if (key !== undefined) ids.set(key, record.id);
    }
  }
  function forget(id: string): void {
    const before = own.get(id);
    for (const [name, ids] of idsByUnique) {
      const key = before === undefined ? undefined : uniqueKey(before, name);
      if (key !== undefined && ids.get(key) === id) ids.delete(key);
    }
    const n = seeded.numberOf(id);
    if (n !== undefined) hidden.add(n);
    sorted.clear();
  }
  function sortedOwn(by: SortField): readonly StoredRecord[] {
    const known = sorted.get(by);
    if (known !== undefined) return known;
    const rows = [...own.values()].sort((a, b) => comparePlaces(placeOf(a, by), placeOf(b, by)));
    sorted.set(by, rows);
    return rows;
  }
  for (const record of saved?.own ?? []) put({ ...record, fields: new Map(Object.entries(record.fields)) });

  return {
    get,
    put,
    delete(id) {
      forget(id);
      own.delete(id);
    },
    byUnique(field, value) {
      const id = idsByUnique.get(field)?.get(value.toLowerCase());
      if (id !== undefined) return own.get(id);
      const n = seeded.numberByUnique(field, value);
      return n === undefined || hidden.has(n) ? undefined : seeded.make(n);
    },
    count: () => own.size + seeded.count - hidden.size,
    walk: (walk) => merged(seeded, hidden, sortedOwn(walk.order.by), walk),
    save: () => ({
      own: [...own.values()].map((record) => ({
        ...record,
        fields: Object.fromEntries(record.fields.entries()),
      })),
      deleted: [...hidden].filter((n) => !own.has(seeded.idOf(n))),
    }),
  };
}

function uniqueKey(record: StoredRecord, field: string): string | undefined {
  const value = record.fields.get(field);
  return typeof value === "string" && value !== "" ? value.toLowerCase() : undefined;
}

/** Seeded records are in the same order by ID and by either time, so both kinds need only be merged. */
function* merged(
  seeded: SeededRows,
  hidden: ReadonlySet<number>,
  own: readonly StoredRecord[],
  { order, after, modifiedAfter = Number.NEGATIVE_INFINITY, criteria }: Walk,
): Generator<StoredRecord> {
  const { by } = order;
  const step = order.direction === "asc" ? 1 : -1;
  const seededPlace = (n: number): Place => ({
    value: by === "id" ? 0 : seeded.timeOf(n),
    id: seeded.idOf(n),
  });
  const range = criteria === undefined ? { first: 1, last: seeded.count } : rowRange(seeded, criteria);
  const changed = 1 + firstWhere(seeded.count, (index) => seeded.timeOf(index + 1) > modifiedAfter);
  const oldest = Math.max(changed, range.first);
  const newest = range.last;

  let n = step === 1 ? oldest : newest;
  let index = step === 1 ? 0 : own.length - 1;
  if (after !== undefined) {
    const wanted = step === 1 ? 1 : 0;
    const isBehind = (place: Place): boolean => comparePlaces(place, after) >= wanted;
    const firstSeeded = 1 + firstWhere(seeded.count, (i) => isBehind(seededPlace(i + 1)));
    const firstOwn = firstWhere(own.length, (i) => {
      const record = own[i];
      return record !== undefined && isBehind(placeOf(record, by));
    });
    n = step === 1 ? Math.max(firstSeeded, oldest) : Math.min(firstSeeded - 1, newest);
    index = step === 1 ? firstOwn : firstOwn - 1;
  }
  for (;;) {
    while (hidden.has(n)) n += step;
    let record = own[index];
    while (record !== undefined && record.modifiedAt <= modifiedAfter) {
      index += step;
      record = own[index];
    }
    const hasSeeded = n >= oldest && n <= newest;
    if (!hasSeeded && record === undefined) return;
    if (record === undefined || (hasSeeded && isFirst(seededPlace(n), placeOf(record, by), step))) {
      yield seeded.make(n);
      n += step;
    } else {
      yield record;
      index += step;
    }
  }
}

function isFirst(a: Place, b: Place, step: 1 | -1): boolean {
  return comparePlaces(a, b) * step < 0;
}
