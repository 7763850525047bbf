import type { Reply } from "../../http/reply";
import { crmError, refuse } from "../api-answer";
import type { ApiCall, RecordsCall } from "../api-call";
import { UNKNOWN_ID } from "../records/item-errors";

/** An answer for settings with `?module=`: a missing or unknown module is refused. */
export function ofModule(answer: (call: RecordsCall) => Reply): (call: ApiCall) => Reply {
  return (call) => {
    const name = call.request.query.get("module") ?? "";
    if (name === "") {
      const message = "One of the expected parameter is missing";
      return refuse(call.request, crmError("REQUIRED_PARAM_MISSING", { param_name: "module" }, message));
    }
    const module = call.face.modules.get(name);
    if (module !== undefined) return answer({ ...call, module });
    return refuse(call.request, crmError("INVALID_MODULE", { param_name: "module" }));
  };
}

/** The path names a setting that the org does not have. Zoho CRM v8, profiles: 400, never 404. */
export function unknownSetting({ request }: ApiCall): Reply {
  return refuse(request, crmError("INVALID_DATA", { resource_path_index: 2 }, UNKNOWN_ID));
}
