import { json, type Reply } from "../../http/reply";
import type { Row } from "../records/face-records";
import { listCursor, readListCursor } from "../records/list-cursor";
import { numberParameter } from "../number-parameter";
import { applicationTimes } from "./creator-time";
import { CREATOR_SUCCESS, creatorRefusal } from "./creator-reply";
import type { FormCall } from "./in-application";
import { reportCriteria } from "./report-criteria";

/** Zoho Creator API v2.1, what is new: 200 records where it is not sent, up to 1,000. */
const MAX_RECORDS = { preset: 200, min: 1, max: 1_000 };
/** The header in which the cursor comes, and is sent back. */
const CURSOR = "record_cursor";

/** `GET /data/{owner}/{app}/report/{report}`. The way to the next page is in a header, not in the body. */
export function listReport(call: FormCall): Reply {
  const { world, request, org, form } = call;
  const limit = numberParameter(request.query.get("max_records"), MAX_RECORDS);
  if (limit === undefined) return creatorRefusal(world, request, "badPattern", { name: "max_records" });
  const show = shownBy(call);
  if ("status" in show) return show;
  const sent = request.headers[CURSOR];
  const report = `${org.id}/${form.report}/${request.query.get("criteria") ?? ""}`;
  const from = sent === undefined ? 0 : readListCursor(world, report, String(sent));
  if (from === undefined) return creatorRefusal(world, request, "badPattern", { name: CURSOR });
  const criteria = request.query.get("criteria");
  const isChosen = criteria === null ? undefined : reportCriteria(criteria, applicationTimes(call).read);
  if (criteria !== null && isChosen === undefined) {
    return creatorRefusal(world, request, "badPattern", { name: "criteria" });
  }
  const rows = world.faceRecords.of(org, form.collection);
  const chosen = isChosen === undefined ? undefined : rows.filter(isChosen);
  const page = chosen === undefined ? rows.page(from, limit) : chosen.slice(from, from + limit);
  if (page.length === 0) return creatorRefusal(world, request, "noRecords");
  const reply = json(200, { code: CREATOR_SUCCESS, data: page.map(show.row) });
  const next = from + page.length;
  if (next >= (chosen?.length ?? rows.count())) return reply;
  return { ...reply, headers: { ...reply.headers, [CURSOR]: listCursor(world, { list: report, next }) } };
}

/** `GET /data/{owner}/{app}/report/{report}/{id}`. */
export function getReportRecord(call: FormCall): Reply {
  const { world, request, org, form, params } = call;
  const show = shownBy(call);
  if ("status" in show) return show;
  const row = world.faceRecords.of(org, form.collection).get(params["id"] ?? "");
  if (row === undefined) return creatorRefusal(world, request, "noRecords");
  return json(200, { code: CREATOR_SUCCESS, data: show.row(row) });
}

/** Which fields of a record are shown. Zoho Creator API v2.1, get records: `field_config`. */
const FIELD_CONFIGS = ["quick_view", "detail_view", "custom", "all"];

/** How the records of a list are shown: all that the report shows, or the fields that the call names. */
function shownBy(call: FormCall): { readonly row: (row: Row) => unknown } | Reply {
  const { world, request } = call;
  const config = request.query.get("field_config") ?? "quick_view";
  if (!FIELD_CONFIGS.includes(config)) {
    return creatorRefusal(world, request, "badPattern", { name: "field_config" });
  }
  const whole = (row: Row): Fields => ({ ...shown(row), ...systemTimes(call, row) });
  if (config !== "custom") return { row: config === "quick_view" ? shown : whole };
  const names = ["ID", ...(request.query.get("fields") ?? "").split(",")];
  return {
    row: (row) => Object.fromEntries(Object.entries(whole(row)).filter(([name]) => names.includes(name))),
  };
}

type Fields = Readonly<Record<string, unknown>>;

/** When it was made and changed, where the report shows it. */
function systemTimes(call: FormCall, { createdAt, modifiedAt }: Row): Fields {
  if (call.world.settings.creatorSystemTimes === "hidden") return {};
  const { write } = applicationTimes(call);
  return { Added_Time: write(createdAt), Modified_Time: write(modifiedAt) };
}

/** Creator writes every value as a text. */
function shown({ id, fields }: Row): Fields {
  return { ID: id, ...fields };
}
