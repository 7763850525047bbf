import type { ApiAnswer } from "../api/api-call";
import type { RecordWrite } from "../api/writes/record-write";
import { partResult } from "../api/writes/write-outcome";
import type { PartOutcome } from "../api/writes/write-parts";
import { partlyWritten } from "../api/writes/write-result";
import type { ZohoError } from "../errors/zoho-error";
import type { Entry, Parcel } from "./parcel";
import type { KeptAs, Reported, ReportedResult } from "./report";

/** What an entry was known by while it was kept. */
export function keptAs({ stored, kept }: Entry): KeptAs {
  return {
    id: stored.seq,
    acceptedAt: new Date(stored.acceptedAt).toISOString(),
    ...(kept.topic !== undefined && { topic: kept.topic }),
    ...(kept.msgid !== undefined && { _msgid: kept.msgid }),
  };
}

/** The items of parcels, by what each was kept as. */
export function itemsOf(
  parcels: readonly Parcel[],
): readonly Reported<{ readonly index: number; readonly item: unknown }>[] {
  return parcels.flatMap(({ write, start, entry }) => {
    const outbox = keptAs(entry);
    return write.items.map((item, index) => ({ index: start + index, item, outbox }));
  });
}

/** What has become of parcels that went in one call. */
export interface Outcome {
  readonly result: ReportedResult;
  readonly answer?: ApiAnswer;
  /** Where something was refused or is unknown. */
  readonly error?: ZohoError;
}

/** Tells the records of a call apart, each by what it was kept as. */
export function outcomeOf(parcels: readonly Parcel[], write: RecordWrite, part: PartOutcome): Outcome {
  const places = itemsOf(parcels);
  const told = <Item extends { readonly index: number }>(items: readonly Item[]): Reported<Item>[] =>
    items.flatMap((item) => {
      const place = places[item.index];
      return place === undefined ? [] : [{ ...item, index: place.index, outbox: place.outbox }];
    });
  const { written, failed, unknown } = partResult(write, part);
  const result = { written: told(written), failed: told(failed), unknown: told(unknown) };
  if (!("answer" in part)) return { result, error: part.error.copy({ details: { ...result } }) };
  const { answer } = part;
  const error = partlyWritten(result, answer.status);
  return { result, answer, ...(error !== undefined && { error }) };
}
