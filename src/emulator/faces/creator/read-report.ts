import { json, type Reply } from "../../http/reply";
import type { Row } from "../records/face-records";
import { numberParameter } from "../number-parameter";
import { CREATOR_SUCCESS, creatorRefusal } from "./creator-reply";
import type { FormCall } from "./in-application";
import { readRecordCursor, recordCursor } from "./record-cursor";

/** Zoho Creator API v2.1, what is new: 200 records where it is not sent, up to 1,000. */
const MAX_RECORDS = { preset: 200, min: 1, max: 1_000 };
/** The header in which the cursor comes, and is sent back. */
const CURSOR = "record_cursor";

/** `GET /data/{owner}/{app}/report/{report}`. The way to the next page is in a header, not in the body. */
export function listReport(call: FormCall): Reply {
  const { world, request, org, form } = call;
  const limit = numberParameter(request.query.get("max_records"), MAX_RECORDS);
  if (limit === undefined) return creatorRefusal(world, request, "badPattern", { name: "max_records" });
  const sent = request.headers[CURSOR];
  const report = `${org.id}/${form.report}`;
  const from = sent === undefined ? 0 : readRecordCursor(world.seed, report, String(sent));
  if (from === undefined) return creatorRefusal(world, request, "badPattern", { name: CURSOR });
  const rows = world.faceRecords.of(org, form.collection);
  const page = rows.page(from, limit);
  if (page.length === 0) return creatorRefusal(world, request, "noRecords");
  const reply = json(200, { code: CREATOR_SUCCESS, data: page.map(shown) });
  const next = from + page.length;
  if (next >= rows.count()) return reply;
  return { ...reply, headers: { ...reply.headers, [CURSOR]: recordCursor(world.seed, { report, next }) } };
}

/** `GET /data/{owner}/{app}/report/{report}/{id}`. */
export function getReportRecord(call: FormCall): Reply {
  const { world, request, org, form, params } = call;
  const row = world.faceRecords.of(org, form.collection).get(params["id"] ?? "");
  if (row === undefined) return creatorRefusal(world, request, "noRecords");
  return json(200, { code: CREATOR_SUCCESS, data: shown(row) });
}

/** Creator writes every value as a text. */
function shown({ id, fields }: Row): unknown {
  return { ID: id, ...fields };
}
