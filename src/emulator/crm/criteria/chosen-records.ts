import type { Module } from "../modules/module";
import type { ModuleRecords, Walk } from "../module-records";
import type { StoredRecord } from "../stored-record";
import { type Comparison, type Criteria, requiredBy } from "./criteria";
import type { Matcher } from "./matcher";

/**
 * The records that pass, in order. Where the criteria name a record by its ID or a unique value, only that one is
 * looked at.
 */
export function* chosenRecords(
  records: ModuleRecords,
  module: Module,
  criteria: Criteria | undefined,
  isChosen: Matcher,
  walk: Walk,
): Generator<StoredRecord> {
  const pinned = criteria === undefined ? undefined : requiredBy(criteria).find((one) => isPin(module, one));
  if (pinned === undefined) {
    const narrowed = criteria === undefined ? walk : { ...walk, criteria };
    for (const record of records.walk(narrowed)) if (isChosen(record)) yield record;
    return;
  }
  const value = String(pinned.values[0]);
  const record = pinned.field === "id" ? records.get(value) : records.byUnique(pinned.field, value);
  if (record !== undefined && isChosen(record)) yield record;
}

function isPin(module: Module, { field, comparator, values }: Comparison): boolean {
  if (comparator !== "equals" || typeof values[0] !== "string" || values[0] === "") return false;
  return field === "id" || module.fieldByName.get(field)?.isUnique === true;
}
