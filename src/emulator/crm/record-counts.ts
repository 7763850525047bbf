import { PEOPLE_FIXTURES } from "../people/fixtures";
import type { RecordCounts } from "../people/make-people";
import { FACES } from "./face";
import { DRAFTS } from "./seeds/drafts";

/** More would not fit into the range of IDs that each module has. */
const MAX_RECORDS = 10_000_000;

/** Numbers of records that can't be had; the message names the module. */
export class RecordCountError extends Error {
  override readonly name = "RecordCountError";
}

/** Lists of the products beside CRM, as `creator/Reading`. */
function listsOfOthers(): readonly string[] {
  const orgs = PEOPLE_FIXTURES[0]?.orgs ?? [];
  const names = orgs
    .filter(({ product }) => product !== "crm")
    .flatMap(({ product, records }) => Object.keys(records).map((name) => `${product}/${name}`));
  return [...new Set(names)];
}

/**
 * Checks how many records modules and lists are to begin with.
 *
 * @throws RecordCountError where a name is no module with records of its own, or a number is no number of records
 */
export function checkRecordCounts(counts: RecordCounts): void {
  const modules = [...FACES.crm.modules.keys()].filter((name) => Object.hasOwn(DRAFTS, name));
  const names = [...modules, ...listsOfOthers()];
  for (const [name, count] of Object.entries(counts)) {
    if (!names.includes(name)) {
      throw new RecordCountError(`There is no module "${name}" to fill; there are ${names.join(", ")}.`);
    }
    if (!Number.isInteger(count) || count < 0 || count > MAX_RECORDS) {
      throw new RecordCountError(`${name}: the number of records is from 0 to ${MAX_RECORDS}.`);
    }
  }
}
