import { type ApiError, crmError } from "../api-answer";
import type { RecordsCall } from "../api-call";
import { type Criteria, comparisonsIn } from "../criteria/criteria";
import { comparable } from "../criteria/field-value";
import { type Matcher, matcher } from "../criteria/matcher";
import type { DataType } from "../modules/field";
import { parseCriteria } from "./parse-criteria";

/** Zoho CRM v8, search records: comparisons in one search. Older pages say 10. */
const MAX_COMPARISONS = 15;

/** What a search looks for. */
export interface SearchFilter {
  readonly isFound: Matcher;
  /** Undefined for searches by word, phone or e-mail address, which look into several fields. */
  readonly criteria?: Criteria;
}

/** The ways to search, by parameter; where several are sent the first of these counts. */
const WAYS: readonly (readonly [
  param: string,
  filter: (call: RecordsCall, text: string) => SearchFilter | ApiError,
])[] = [
  ["criteria", byCriteria],
  ["email", (call, text) => inFields(call, "email", text, ["email"], 1)],
  ["phone", (call, text) => inFields(call, "phone", text, ["phone"], 3)],
  [
    "word",
    (call, text) => inFields(call, "word", text, ["text", "email", "phone", "website", "picklist"], 2),
  ],
];

/** @returns undefined where no parameter of a search was sent */
export function searchFilter(call: RecordsCall): SearchFilter | ApiError | undefined {
  for (const [param, filter] of WAYS) {
    const text = call.request.query.get(param);
    if (text !== null) return filter(call, text);
  }
  return undefined;
}

/** None of the parameters that a search needs. */
export function searchParamMissing(): ApiError {
  return crmError("EXPECTED_PARAM_MISSING", { expected_params: WAYS.map(([param]) => param) });
}

function byCriteria(call: RecordsCall, text: string): SearchFilter | ApiError {
  const criteria = parseCriteria(text);
  if (criteria === undefined)
    return crmError("INVALID_QUERY", { reason: "invalid criteria", param_name: "criteria" });
  if (comparisonsIn(criteria).length > MAX_COMPARISONS) {
    return crmError("CRITERIA_LIMIT_EXCEEDED", { limit: MAX_COMPARISONS, param_name: "criteria" });
  }
  const isFound = matcher(call.module, criteria);
  if (typeof isFound === "function") return { isFound, criteria };
  const { field, comparator, reason } = isFound;
  return crmError("INVALID_QUERY", { reason, api_name: field, operator: comparator, param_name: "criteria" });
}

/** A part of the text in any field of these types, without regard to case. */
function inFields(
  call: RecordsCall,
  param: string,
  text: string,
  types: readonly DataType[],
  shortest: number,
): SearchFilter | ApiError {
  const wanted = text.trim().toLowerCase();
  if (wanted.length < shortest)
    return crmError("INVALID_DATA", { param_name: param, minimum_length: shortest });
  const fields = call.module.fields.filter((field) => types.includes(field.dataType));
  return {
    isFound: (record) =>
      fields.some((field) => {
        const value = comparable(record, field);
        return typeof value === "string" && value.includes(wanted);
      }),
  };
}
