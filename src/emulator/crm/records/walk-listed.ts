import type { Matcher } from "../criteria/matcher";
import type { ModuleRecords } from "../module-records";
import type { StoredRecord } from "../stored-record";
import type { Stretch } from "./answer-page";

/**
 * The records of a stretch that pass.
 *
 * @param modifiedAfter milliseconds since 1970; undefined: whenever they changed
 * @param isListed undefined: all pass
 */
export function* walkListed(
  records: ModuleRecords,
  stretch: Stretch,
  modifiedAfter: number | undefined,
  isListed: Matcher | undefined,
): Generator<StoredRecord> {
  const walk = records.walk({ ...stretch, ...(modifiedAfter === undefined ? {} : { modifiedAfter }) });
  for (const record of walk) if (isListed === undefined || isListed(record)) yield record;
}
