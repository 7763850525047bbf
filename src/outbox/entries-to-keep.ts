import type { ApiCall } from "../api/api-call";
import { checkKeepable, keepableParts, orgToKeep } from "./keepable";
import { keptText, type KeptPlace, placeOf } from "./kept-call";
import type { NewEntry } from "./store";

/** What belongs to a write beside its call. */
export interface Keeping {
  /** Its records as the flow handed them over; undefined for one bare record and for what is no record. */
  readonly items?: readonly unknown[] | undefined;
  /** ID of the message. */
  readonly msgid?: string | undefined;
  readonly topic?: string | undefined;
  /** What its order is kept by, besides the records that it names: writes of the same key go one after the other. */
  readonly key?: string | undefined;
}

/** A write that is on disk. */
export interface Kept {
  /** Sequence numbers of its first and last entry: a large write is kept in portions of what one call takes. */
  readonly id: number;
  readonly lastId: number;
  readonly records: number;
  /** Records in the queue, with these. */
  readonly depth: number;
}

/** A write as it goes to disk. */
export interface EntriesToKeep {
  /** Where it leads. */
  readonly place: KeptPlace;
  readonly entries: readonly NewEntry[];
  readonly records: number;
}

/**
 * What is written of a call that is to be kept: an entry for each exchange that Zoho takes it in.
 *
 * @param acceptedAt milliseconds since 1970
 * @throws ZohoError `not_keepable`, `invalid_input`, and those of `orgToKeep`
 */
export function entriesToKeep(
  call: ApiCall,
  { items, msgid, topic, key }: Keeping,
  acceptedAt: number,
): EntriesToKeep {
  checkKeepable(call);
  const org = orgToKeep(call);
  const entries = keepableParts(call, items).map((part): NewEntry => ({
    text: keptText(part.call, { org, topic, msgid, key, start: part.start }),
    records: part.records,
    acceptedAt,
  }));
  const records = entries.reduce((sum, entry) => sum + entry.records, 0);
  return { place: placeOf(call, org), entries, records };
}
