import type { RecordCounts } from "../people/make-people";
import { FACES } from "./face";
import { DRAFTS } from "./seeds/drafts";

/** More would not fit into the range of IDs that each module has. */
const MAX_RECORDS = 10_000_000;

/** Numbers of records that can't be had; the message names the module. */
export class RecordCountError extends Error {
  override readonly name = "RecordCountError";
}

/**
 * Checks how many records the modules of a CRM org are to begin with.
 *
 * @throws RecordCountError where a name is no module with records of its own, or a number is no number of records
 */
export function checkRecordCounts(counts: RecordCounts): void {
  const names = [...FACES.crm.modules.keys()].filter((name) => Object.hasOwn(DRAFTS, name));
  for (const [name, count] of Object.entries(counts)) {
    if (!names.includes(name)) {
      throw new RecordCountError(`CRM has no module "${name}" to fill; there are ${names.join(", ")}.`);
    }
    if (!Number.isInteger(count) || count < 0 || count > MAX_RECORDS) {
      throw new RecordCountError(`${name}: the number of records is from 0 to ${MAX_RECORDS}.`);
    }
  }
}
