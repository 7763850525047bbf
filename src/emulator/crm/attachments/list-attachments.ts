import type { Reply } from "../../http/reply";
import { refuse } from "../api-answer";
import type { RecordCall } from "../api-call";
import { comparePlaces, placeOf } from "../record-order";
import { permissionProblem } from "../permissions";
import { answerPage, type Stretch } from "../records/answer-page";
import { pageAsk } from "../records/page-ask";
import { parentProblem } from "../records/related-records";
import type { StoredRecord } from "../stored-record";
import { ATTACHMENT_MARKS, ATTACHMENTS } from "./attachment-row";

/** `GET /{module}/{id}/Attachments`: a page of what is attached; 204 where nothing is. */
export function listAttachments(call: RecordCall): Reply {
  const refused = parentProblem(call);
  if (refused !== undefined) return refused;
  const ask = pageAsk(call, []);
  if ("code" in ask) return refuse(call.request, ask);
  const forbidden = permissionProblem(call, call.module, "View");
  if (forbidden !== undefined) return refuse(call.request, forbidden);
  const rows = call.data.attachments.of(call.id).map(({ row }) => row);
  const { modifiedAfter = Number.NEGATIVE_INFINITY, fields } = ask;
  return answerPage(call, {
    ask: fields === undefined ? ask : { ...ask, fields: [...fields, ...ATTACHMENT_MARKS] },
    module: ATTACHMENTS,
    hasAny: () => rows.length > 0,
    walk: (stretch) =>
      inOrder(
        rows.filter((row) => row.modifiedAt > modifiedAfter),
        stretch,
      ),
  });
}

function inOrder(rows: readonly StoredRecord[], { order, after }: Stretch): readonly StoredRecord[] {
  const sign = order.direction === "asc" ? 1 : -1;
  return rows
    .filter((row) => after === undefined || comparePlaces(placeOf(row, order.by), after) * sign > 0)
    .sort((a, b) => comparePlaces(placeOf(a, order.by), placeOf(b, order.by)) * sign);
}
