import type { Reply } from "../../http/reply";
import { refuse } from "../api-answer";
import type { RecordsCall } from "../api-call";
import type { Matcher } from "../criteria/matcher";
import { shownByTime } from "../late-changes";
import { permissionProblem } from "../permissions";
import { comparePlaces, placeOf } from "../record-order";
import type { StoredRecord } from "../stored-record";
import { answerPage, type Stretch } from "./answer-page";
import { type ListAsk, listAsk } from "./list-ask";
import { walkListed } from "./walk-listed";

/** `GET /{module}`: a page of records; 204 where there are none, 304 where none is newer than asked for. */
export function listRecords(call: RecordsCall): Reply {
  const ask = listAsk(call);
  if ("code" in ask) return refuse(call.request, ask);
  const forbidden = permissionProblem(call, call.module, "View");
  if (forbidden !== undefined) return refuse(call.request, forbidden);
  const records = call.data.modules.get(call.module.apiName);
  const isListed = listedByNow(call, ask);
  return answerPage(call, {
    ask,
    module: call.module,
    hasAny: () => (records?.count() ?? 0) > 0,
    walk: (stretch) => {
      if (records === undefined) return [];
      if (ask.ids === undefined) return walkListed(records, stretch, ask.modifiedAfter, isListed);
      return named(
        ask.ids.map((id) => records.get(id)),
        ask,
        stretch,
      );
    },
  });
}

/** What is asked for by the time of changes shows late changes late. */
function listedByNow(
  { world }: RecordsCall,
  { modifiedAfter, order, isListed }: ListAsk,
): Matcher | undefined {
  const isByTime = modifiedAfter !== undefined || order.by === "Modified_Time";
  const isShown = isByTime ? shownByTime(world) : undefined;
  if (isShown === undefined) return isListed;
  return (record) => isShown(record.id, record.modifiedAt) && (isListed === undefined || isListed(record));
}

/** The records that `ids` names, in the order asked for. */
function named(
  found: readonly (StoredRecord | undefined)[],
  { modifiedAfter = Number.NEGATIVE_INFINITY, isListed }: ListAsk,
  { order, after }: Stretch,
): readonly StoredRecord[] {
  const sign = order.direction === "asc" ? 1 : -1;
  const unique = new Map(found.flatMap((record) => (record === undefined ? [] : [[record.id, record]])));
  return [...unique.values()]
    .filter((record) => record.modifiedAt > modifiedAfter)
    .filter((record) => isListed === undefined || isListed(record))
    .filter((record) => after === undefined || comparePlaces(placeOf(record, order.by), after) * sign > 0)
    .sort((a, b) => comparePlaces(placeOf(a, order.by), placeOf(b, order.by)) * sign);
}
