import type { RecordsCall } from "../api-call";
import { crmUserOf } from "../crm-users";
import { customViewsOf, type ViewRule } from "../modules/custom-views";
import { partId } from "../settings/metadata-ids";
import { zohoTime } from "../zoho-time";
import type { Comparison } from "./criteria";
import { type Matcher, matcher } from "./matcher";

/**
 * Tells for whoever calls now whether a custom view lists a record.
 *
 * @param cvid ID of the view
 * @returns undefined where the module has no view with this ID
 */
export function viewMatcher(call: RecordsCall, cvid: string): Matcher | undefined {
  const { org, module } = call;
  const view = customViewsOf(module).find(
    (_view, index) => partId(org, "customView", module.apiName, index) === cvid,
  );
  if (view === undefined) return undefined;
  const parts = view.rules.map((rule) => comparison(call, rule));
  const isListed = matcher(module, { join: "and", parts });
  if (typeof isListed === "function") return isListed;
  throw new RangeError(`${view.name}: ${isListed.field}: ${isListed.reason}`);
}

function comparison(call: RecordsCall, { field, comparator, value }: ViewRule): Comparison {
  if (value === "${TODAY}") {
    const { offset } = call.org.place;
    const day = zohoTime(call.world.clock.now(), offset).slice(0, 10);
    return {
      field,
      comparator: "between",
      values: [`${day}T00:00:00${offset}`, `${day}T23:59:59.999${offset}`],
    };
  }
  const known = value === "${CURRENTUSER}" ? crmUserOf(call.org, call.person).id : value;
  return { field, comparator: comparator === "equal" ? "equals" : "not_equal", values: [known] };
}
