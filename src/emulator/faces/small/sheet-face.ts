import { basis } from "../../basis/basis";
import { COMPANIES } from "../../crm/seeds/names";
import { formParameters } from "../../http/form-parameters";
import { isObject } from "../../http/is-object";
import { json, type Reply } from "../../http/reply";
import { orgsOf } from "../../people/person";
import { REFUSAL_NAMES, type FaceCall, type FaceRoute, type OrgCall } from "../face";
import { faceError, type FaceErrors } from "../face-error";
import { numberParameter } from "../number-parameter";
import type { Collection } from "../records/collection";
import { inOrg, refusals, smallFace } from "./small-face";

const SEEN = basis("apis P2.15", "seen", "third party");
const DOCUMENTED = basis("apis P2.15", "documented", "third party");
const INFERRED = basis("apis P2.15", "inferred");

/** Zoho Sheet API v2: error codes. */
const ERRORS = {
  unknownPath: faceError(2500, 404, "Invalid URL", "no resource has this path", INFERRED),
  noAuthorization: faceError(
    2401,
    401,
    "Invalid OAuth token",
    "no token, a dead one, or one of another data center: the same to all",
    SEEN,
  ),
  wrongMethod: faceError(2405, 405, "Invalid request method", "another method than POST", INFERRED),
  noScope: faceError(
    2403,
    403,
    "Invalid OAuth scope",
    "the token lacks the scope of the call; the code is our guess",
    INFERRED,
  ),
  throttled: faceError(
    2950,
    429,
    "You have reached the API call limit. Try again after 5 minutes.",
    "too many calls of one document in a minute; then closed for five minutes. The status is our guess",
    basis("apis P2.15", "documented", "inferred"),
  ),
  noDocument: faceError(2862, 404, "The spreadsheet does not exist", "no document has this ID", INFERRED),
  badMethod: faceError(
    2831,
    400,
    "Invalid value for the parameter method",
    "the parameter method is none that is emulated",
    INFERRED,
  ),
  noWorksheet: faceError(2863, 404, "The worksheet does not exist", "no worksheet has this name", INFERRED),
  badParameter: faceError(
    2831,
    400,
    "Invalid value for the parameter {name}",
    "start_index or count is no number from 1, or json_data no array of objects",
    INFERRED,
  ),
} as const satisfies FaceErrors;

const refuse = refusals(ERRORS, ({ code }, error_message) => ({
  status: "failure",
  error_message,
  error_code: code,
}));

/** The one worksheet of every document. */
const WORKSHEET = "Readings";

const ROWS: Collection = {
  name: "rows",
  place: 1,
  seeded: ({ n, from, below }) => ({
    Site: from(COMPANIES, "site"),
    Sensor: `S-${n}`,
    Value: below(1_000, "value") / 10,
  }),
};

type SheetCall = OrgCall & { readonly form: ReadonlyMap<string, string> };

/** Everything is a POST that says in its form what is to be done. */
const METHODS: Readonly<Record<string, (call: SheetCall) => Reply>> = {
  "worksheet.list": () =>
    json(200, {
      method: "worksheet.list",
      status: "success",
      worksheet_names: [{ worksheet_name: WORKSHEET, worksheet_id: "0#" }],
    }),
  "worksheet.records.fetch": fetchRecords,
  "worksheet.records.add": addRecords,
};

function inDocument(call: FaceCall): Reply {
  const { person, params, request } = call;
  const org = orgsOf(person, "sheet").find(({ id }) => id === params["resource_id"]);
  if (org === undefined) return refuse(request, "noDocument");
  const form = formParameters(request);
  const name = form.get("method") ?? "";
  const method = Object.hasOwn(METHODS, name) ? METHODS[name] : undefined;
  if (method === undefined) return refuse(request, "badMethod");
  if (name !== "worksheet.list" && form.get("worksheet_name") !== WORKSHEET)
    return refuse(request, "noWorksheet");
  return inOrg(call, org, (one) => method({ ...one, form }));
}

/** Rows are counted from 2, below the header. */
function fetchRecords({ world, request, org, form }: SheetCall): Reply {
  const start = numberParameter(form.get("start_index"), { preset: 1, min: 1, max: 999_999_999 });
  if (start === undefined) return refuse(request, "badParameter", { name: "start_index" });
  const count = numberParameter(form.get("count"), { preset: 1_000, min: 1, max: 1_000 });
  if (count === undefined) return refuse(request, "badParameter", { name: "count" });
  const page = world.faceRecords.of(org, ROWS).page(start - 1, count);
  const records = page.map(({ fields }, index) => ({ row_index: start + index + 1, ...fields }));
  return json(200, {
    method: "worksheet.records.fetch",
    status: "success",
    records_count: records.length,
    records,
  });
}

function addRecords({ world, request, org, form }: SheetCall): Reply {
  const items = arrayIn(form.get("json_data") ?? "");
  if (items === undefined) return refuse(request, "badParameter", { name: "json_data" });
  const rows = world.faceRecords.of(org, ROWS);
  for (const item of items) rows.add(item, world.clock.now());
  request.facts.items = items.length;
  world.touch();
  return json(200, {
    method: "worksheet.records.add",
    status: "success",
    start_row: rows.count() - items.length + 2,
    end_row: rows.count() + 1,
  });
}

function arrayIn(text: string): readonly Readonly<Record<string, unknown>>[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.length > 0 && value.every(isObject) ? value : undefined;
  } catch {
    return undefined;
  }
}

const ROUTES: readonly FaceRoute[] = [
  {
    method: "POST",
    path: "{resource_id}",
    what: "method=worksheet.records.fetch by start_index and count, worksheet.records.add, worksheet.list; the document has the organization's own ID here",
    basis: DOCUMENTED,
    scope: "ZohoSheet.dataAPI.READ",
    answer: inDocument,
  },
];

/** Zoho Sheet, API v2. */
export const SHEET = smallFace({
  product: "sheet",
  bases: ["/api/v2"],
  selector: "ID of the document in the path",
  paging: "`start_index` (from 1) and `count` (1000, at most 1000) in the form; an empty list at the end",
  routes: ROUTES,
  errors: ERRORS,
  refuse,
  common: { ...REFUSAL_NAMES, "no token": "noAuthorization", "dead token": "noAuthorization" },
  limit: { calls: (settings) => settings.smallCallsPerMinute, windowMs: 60_000, lockMs: 5 * 60_000 },
});
