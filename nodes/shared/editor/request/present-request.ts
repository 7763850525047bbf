import { REQUEST_DEFAULTS, type RequestConfig } from "../../../zoho-request/config";
import { chosenClient } from "../client-choice";
import { readNamedValues } from "../named-value-list";
import { numberIn } from "../own-value";
import { chosenTriggers } from "./workflow-triggers";

/** Properties with a typed input, whose own field Node-RED hides. */
const TYPED: readonly (keyof RequestConfig)[] = ["connection", "org", "body", "resultFile"];

/** What stands in the dialog now, as a Deploy would store it. */
export function presentRequest(): RequestConfig {
  const properties = Object.keys(REQUEST_DEFAULTS) as (keyof RequestConfig)[];
  const read = properties.map((property) => [property, presentValue(property)] as const);
  return {
    ...(Object.fromEntries(read) as unknown as RequestConfig),
    client: chosenClient(),
    query: readNamedValues("#node-input-query-container"),
    headers: readNamedValues("#node-input-headers-container"),
    triggers: chosenTriggers(),
  };
}

function presentValue(property: keyof RequestConfig): unknown {
  const input = $(`#node-input-${property}`);
  const ofNew = REQUEST_DEFAULTS[property];
  if (input.length === 0) return ofNew;
  if (typeof ofNew === "number") return numberIn(`#node-input-${property}`, ofNew);
  if (typeof ofNew === "boolean") return input.is(":checked");
  return TYPED.includes(property) ? input.typedInput("value") : String(input.val() ?? "");
}
