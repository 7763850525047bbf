import { empty, json, type Reply } from "../../http/reply";
import { type ApiError, crmError, refuse } from "../api-answer";
import type { ApiCall, RecordsCall } from "../api-call";
import { chosenRecords } from "../criteria/chosen-records";
import { comparisonsIn } from "../criteria/criteria";
import { comparable } from "../criteria/field-value";
import { fieldOf, type Matcher, matcher } from "../criteria/matcher";
import { shownByTime } from "../late-changes";
import { permissionProblem } from "../permissions";
import { type RecordOrder, SORT_FIELDS } from "../record-order";
import { isObject } from "../../http/is-object";
import { allows } from "../scope-rules";
import type { StoredRecord } from "../stored-record";
import { columnProblem, shownColumns } from "./coql-columns";
import type { CoqlQuery } from "./coql-query";
import { parseCoql } from "./parse-coql";

/** Zoho CRM v8, COQL: limits of one query. */
const MAX_COLUMNS = 50;
const MAX_COMPARISONS = 25;
const MAX_IN_VALUES = 50;
const MAX_ORDER_COLUMNS = 10;
const MAX_LIMIT = 2_000;
const MAX_ROWS = 100_000;

/** `POST /coql`: rows, or 204 where there are none. */
export function runCoql(call: ApiCall): Reply {
  const query = readQuery(call);
  if ("code" in query) return refuse(call.request, query);
  const scope = `modules.${query.module}.READ`;
  if (!allows(call.scopes, call.face.scopePrefix, scope)) {
    return refuse(call.request, crmError("OAUTH_SCOPE_MISMATCH"), call.world.settings.scopeMismatchStatus);
  }
  const module = call.face.modules.get(query.module);
  if (module === undefined) return refuse(call.request, crmError("INVALID_MODULE", { module: query.module }));
  const inModule: RecordsCall = { ...call, module };
  const isChosen = checkQuery(inModule, query);
  if (typeof isChosen !== "function") return refuse(call.request, isChosen);
  const forbidden = permissionProblem(call, module, "View");
  if (forbidden !== undefined) return refuse(call.request, forbidden);

  const rows = selectRows(inModule, query, shownByNow(call, query, isChosen));
  if (rows.shown.length === 0) return empty(204);
  return json(200, {
    data: rows.shown.map((record) => shownColumns(inModule, record, query.columns)),
    info: { count: rows.shown.length, more_records: rows.hasMore },
  });
}

function readQuery({ request }: ApiCall): CoqlQuery | ApiError {
  if (request.body.length === 0) return crmError("REQUEST_BODY_IS_EMPTY");
  const body = request.json();
  if (body === undefined) return crmError("JSON_PARSE_ERROR");
  const text = isObject(body) ? body["select_query"] : undefined;
  const at = { api_name: "select_query", json_path: "$.select_query" };
  if (text === undefined) return crmError("MANDATORY_NOT_FOUND", at);
  if (typeof text !== "string") return crmError("INVALID_DATA", { expected_data_type: "string", ...at });
  const query = parseCoql(text);
  if (!("at" in query)) return query;
  const before = text.slice(0, query.at).split("\n");
  return crmError("SYNTAX_ERROR", {
    clause: query.clause,
    near: query.near,
    line: before.length,
    column: (before.at(-1)?.length ?? 0) + 1,
  });
}

/** @returns the test of the where clause, or what is wrong with the query */
function checkQuery(call: RecordsCall, query: CoqlQuery): Matcher | ApiError {
  const comparisons = comparisonsIn(query.where);
  const limits: readonly (readonly [name: string, actual: number, limit: number])[] = [
    ["select", query.columns.length, MAX_COLUMNS],
    ["where", comparisons.length, MAX_COMPARISONS],
    ["in", Math.max(...comparisons.map(({ values }) => values.length)), MAX_IN_VALUES],
    ["order by", query.orderBy.length, MAX_ORDER_COLUMNS],
    ["limit", query.limit, MAX_LIMIT],
  ];
  const broken = limits.find(([, actual, limit]) => actual > limit);
  if (broken !== undefined) return crmError("LIMIT_EXCEEDED", { clause: broken[0], limit: broken[2] });
  if (query.offset + query.limit > MAX_ROWS) return crmError("LIMIT_REACHED", { limit: MAX_ROWS });
  for (const column of query.columns) {
    const reason = columnProblem(call, column);
    if (reason !== undefined) return crmError("INVALID_QUERY", { reason, column_name: column });
  }
  const unsortable = query.orderBy.find(({ column }) => fieldOf(call.module, column) === undefined);
  if (unsortable !== undefined) {
    return crmError("INVALID_QUERY", { reason: "unknown field", column_name: unsortable.column });
  }
  const isChosen = matcher(call.module, query.where);
  if (typeof isChosen === "function") return isChosen;
  const { reason, field, comparator } = isChosen;
  return crmError("INVALID_QUERY", { reason, column_name: field, operator: comparator });
}

/** What is asked for by the time of changes shows late changes late. */
function shownByNow({ world }: ApiCall, { where }: CoqlQuery, isChosen: Matcher): Matcher {
  const isByTime = comparisonsIn(where).some(({ field }) => field === "Modified_Time");
  const isShown = isByTime ? shownByTime(world) : undefined;
  if (isShown === undefined) return isChosen;
  return (record) => isShown(record.id, record.modifiedAt) && isChosen(record);
}

function selectRows(
  call: RecordsCall,
  { where, orderBy, offset, limit }: CoqlQuery,
  isChosen: Matcher,
): { readonly shown: readonly StoredRecord[]; readonly hasMore: boolean } {
  const records = call.data.modules.get(call.module.apiName);
  if (records === undefined) return { shown: [], hasMore: false };
  const order = walkedOrder(orderBy);
  const walk = { order: order ?? OLDEST_FIRST };
  const chosen = chosenRecords(records, call.module, where, isChosen, walk);
  const rows = order === undefined ? sortedBy(call, [...chosen], orderBy) : chosen;
  const taken: StoredRecord[] = [];
  let seen = 0;
  for (const record of rows) {
    seen += 1;
    if (seen > offset) taken.push(record);
    if (taken.length > limit) break;
  }
  return { shown: taken.slice(0, limit), hasMore: taken.length > limit };
}

const OLDEST_FIRST: RecordOrder = { by: "id", direction: "asc" };

/**
 * The order of a query where records lie in it anyway: by ID, or by a time and then by nothing or by ID in the same
 * direction. Only others need all that is chosen at once.
 */
function walkedOrder([first, second]: CoqlQuery["orderBy"]): RecordOrder | undefined {
  if (first === undefined) return OLDEST_FIRST;
  const by = SORT_FIELDS.find((name) => name === first.column);
  if (by === undefined) return undefined;
  const isUnbroken =
    by === "id" || second === undefined || (second.column === "id" && second.direction === first.direction);
  return isUnbroken ? { by, direction: first.direction } : undefined;
}

/** Nothing comes before everything. Records that are equal stay in the order of their IDs. */
function sortedBy(
  call: RecordsCall,
  rows: StoredRecord[],
  orderBy: CoqlQuery["orderBy"],
): readonly StoredRecord[] {
  const keys = orderBy.flatMap(({ column, direction }) => {
    const field = fieldOf(call.module, column);
    return field === undefined ? [] : [{ field, sign: direction === "asc" ? 1 : -1 }];
  });
  return rows.sort((a, b) => {
    for (const { field, sign } of keys) {
      const [left, right] = [comparable(a, field), comparable(b, field)];
      if (left === right) continue;
      if (left === null) return -sign;
      if (right === null) return sign;
      return left < right ? -sign : sign;
    }
    return 0;
  });
}
