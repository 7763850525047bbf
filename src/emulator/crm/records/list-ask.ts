import { type ApiError, crmError } from "../api-answer";
import type { RecordsCall } from "../api-call";
import type { Matcher } from "../criteria/matcher";
import { viewMatcher } from "../criteria/view-matcher";
import { UNKNOWN_ID } from "./item-errors";
import { ambiguous, type PageAsk, pageAsk, wrongParam } from "./page-ask";

/** Zoho CRM v8, get records: IDs in one call. */
const MAX_IDS = 100;

/** Parameters of a list that choose records. */
const CHOOSING_PARAMS = ["ids", "cvid", "converted", "territory_id", "include_child"];

/** A list asked for, checked. */
export interface ListAsk extends PageAsk {
  readonly ids: readonly string[] | undefined;
  /** Which records are listed; undefined: all. */
  readonly isListed: Matcher | undefined;
}

/** The parameters of `GET /{module}`; an error where one is missing, too large or out of place. */
export function listAsk(call: RecordsCall): ListAsk | ApiError {
  const page = pageAsk(call, CHOOSING_PARAMS);
  if ("code" in page) return page;
  const { query } = call.request;
  const ids = query
    .get("ids")
    ?.split(",")
    .map((id) => id.trim());
  if (ids !== undefined && ids.length > MAX_IDS) return wrongParam("ids");
  const problem = territoryProblem(query);
  if (problem !== undefined) return problem;
  const converted = query.get("converted") ?? "false";
  if (!["true", "false", "both"].includes(converted))
    return wrongParam("converted", ["true", "false", "both"]);

  const cvid = query.get("cvid");
  if (cvid !== null && query.has("sort_by")) return ambiguous("cvid", "sort_by");
  const isInView = cvid === null ? undefined : viewMatcher(call, cvid);
  if (cvid !== null && isInView === undefined) return wrongParam("cvid");
  // No lead is ever converted here.
  const isNone = converted === "true" && call.module.apiName === "Leads";
  return { ...page, ids, isListed: isNone ? () => false : isInView };
}

/** The emulated orgs have no territories: none has the ID that is asked for. */
function territoryProblem(query: URLSearchParams): ApiError | undefined {
  if (!["true", "false"].includes(query.get("include_child") ?? "false")) {
    return wrongParam("include_child", ["true", "false"]);
  }
  return query.has("territory_id")
    ? crmError("INVALID_DATA", { param_name: "territory_id" }, UNKNOWN_ID)
    : undefined;
}
