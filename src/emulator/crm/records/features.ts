import type { EmulatedRequest } from "../../http/emulated-request";
import { type ApiError, crmError } from "../api-answer";
import { isObject } from "../../http/is-object";

/**
 * What `trigger` may name. Left out, the first three run; an empty list runs none. Zoho CRM v8: insert records; the
 * meaning of leaving it out is a third party's finding.
 */
const TRIGGERS = ["workflow", "approval", "blueprint", "pathfinder", "orchestration"] as const;
const RUN_BY_DEFAULT: readonly string[] = TRIGGERS.slice(0, 3);

/** What each switch of a write may name. Zoho CRM v8: insert records. */
const SWITCHES = {
  apply_feature_execution: ["layout_rules"],
  skip_feature_execution: ["cadences"],
} as const;

/** A list of texts, as the names of features are. */
export function isTextList(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.length <= 50 && value.every((one) => typeof one === "string");
}

/** Notes in the log which automations a write runs, and with what; an error where it names them wrongly. */
export function noteFeatures(
  request: EmulatedRequest,
  body: Readonly<Record<string, unknown>>,
): ApiError | undefined {
  const { trigger, process, lar_id: assignmentRule } = body;
  if (trigger !== undefined && !isTextList(trigger)) return wrongList("trigger");
  if (process !== undefined && !isTextList(process)) return wrongList("process");
  for (const name of Object.keys(SWITCHES) as (keyof typeof SWITCHES)[]) {
    const problem = switchProblem(name, body[name]);
    if (problem !== undefined) return problem;
  }
  if (assignmentRule !== undefined && assignmentRule !== null) {
    if (typeof assignmentRule !== "string" || !/^\d{1,30}$/.test(assignmentRule)) {
      const at = { api_name: "lar_id", json_path: "$.lar_id" };
      return crmError("INVALID_DATA", { expected_data_type: "bigint", ...at });
    }
    request.facts.assignmentRule = assignmentRule;
  }
  if (trigger !== undefined) request.facts.trigger = trigger;
  request.facts.ran = trigger?.filter((name) => TRIGGERS.some((one) => one === name)) ?? RUN_BY_DEFAULT;
  return undefined;
}

/** A delete runs workflows unless `wf_trigger=false`. Zoho CRM v8: delete records. */
export function noteDeleteTrigger(request: EmulatedRequest): void {
  request.facts.ran = request.query.get("wf_trigger") === "false" ? [] : ["workflow"];
}

/** A switch is a list of `{"name":…}`. */
function switchProblem(name: keyof typeof SWITCHES, value: unknown): ApiError | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value) || value.length > 50) return wrongList(name);
  const known: readonly unknown[] = SWITCHES[name];
  const index = value.findIndex((one) => !isObject(one) || !known.includes(one["name"]));
  if (index < 0) return undefined;
  const at = { api_name: "name", json_path: `$.${name}[${index}].name` };
  return crmError("INVALID_DATA", { supported_values: known, ...at });
}

function wrongList(name: string): ApiError {
  const at = { api_name: name, json_path: `$.${name}` };
  return crmError("INVALID_DATA", { expected_data_type: "jsonarray", ...at });
}
