import type { Module } from "./modules/module";

/** Another record by ID and name, as lookups show it. */
export interface Reference {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
}

export type FieldValue = string | number | boolean | null | Reference;

/** A stored record. Times in milliseconds since 1970; fields by API name, without the system's own. */
export interface StoredRecord {
  readonly id: string;
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly owner: Reference;
  readonly createdBy: Reference;
  readonly modifiedBy: Reference;
  readonly fields: Readonly<Record<string, FieldValue>>;
}

/** The records of one module, in the order of their IDs, with an index of the unique fields. */
export interface ModuleRecords {
  get(id: string): StoredRecord | undefined;
  /** Adds, or puts in the place of the record with this ID. */
  put(record: StoredRecord): void;
  delete(id: string): void;
  /** The record that has this value in a unique field, without regard to case. */
  byUnique(field: string, value: string): StoredRecord | undefined;
  /** Ascending by ID; the same array until something changes. */
  all(): readonly StoredRecord[];
}

export function createModuleRecords(module: Module): ModuleRecords {
  const rows = new Map<string, StoredRecord>();
  const unique = new Map(
    module.fields
      .filter((field) => field.isUnique)
      .map((field) => [field.apiName, new Map<string, string>()]),
  );
  let sorted: readonly StoredRecord[] | undefined;

  function unindex(record: StoredRecord): void {
    for (const [field, ids] of unique) {
      const key = keyOf(record.fields[field]);
      if (key !== undefined && ids.get(key) === record.id) ids.delete(key);
    }
  }
  return {
    get: (id) => rows.get(id),
    put(record) {
      const before = rows.get(record.id);
      if (before !== undefined) unindex(before);
      rows.set(record.id, record);
      for (const [field, ids] of unique) {
        const key = keyOf(record.fields[field]);
        if (key !== undefined) ids.set(key, record.id);
      }
      sorted = undefined;
    },
    delete(id) {
      const before = rows.get(id);
      if (before === undefined) return;
      unindex(before);
      rows.delete(id);
      sorted = undefined;
    },
    byUnique(field, value) {
      const id = unique.get(field)?.get(value.toLowerCase());
      return id === undefined ? undefined : rows.get(id);
    },
    // IDs are handed out upwards and a map keeps the order of insertion.
    all: () => (sorted ??= [...rows.values()]),
  };
}

function keyOf(value: FieldValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value.toLowerCase() : undefined;
}
