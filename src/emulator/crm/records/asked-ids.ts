import { type ApiError, crmError } from "../api-answer";
import type { ApiCall } from "../api-call";

/** Zoho CRM v8: IDs per delete. */
const MAX_IDS = 100;

/** The IDs of a delete's `ids` parameter; an error where there are none, or too many. */
export function askedIds({ request }: ApiCall): readonly string[] | ApiError {
  const ids = (request.query.get("ids") ?? "")
    .split(",")
    .flatMap((id) => (id.trim() === "" ? [] : [id.trim()]));
  if (ids.length === 0) return crmError("REQUIRED_PARAM_MISSING", { param_name: "ids" });
  if (ids.length > MAX_IDS) return crmError("LIMIT_EXCEEDED", { limit: MAX_IDS, param_name: "ids" });
  return ids;
}
