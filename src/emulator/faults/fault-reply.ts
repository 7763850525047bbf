import { throttleReply } from "../accounts/token-error";
import { crmError } from "../crm/api-answer";
import { CRM_ERRORS, type CrmErrorCode } from "../crm/crm-errors";
import { VIRTUAL_HOSTS } from "../hosts/virtual-hosts";
import type { EmulatedRequest } from "../http/emulated-request";
import { html, json, type Reply, text } from "../http/reply";
import type { World } from "../world";
import type { Fault } from "./fault";

const GATEWAY_PAGE =
  "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n";

/** What a fault answers instead of the truth; undefined where it answers nothing. */
export function faultReply(world: World, fault: Fault, request: EmulatedRequest): Reply | undefined {
  switch (fault.fault) {
    case "reset":
    case "resetAfter":
    case "hang":
    case "slow":
      return undefined;
    case "status":
      return withHeaders(fault, text(fault.status ?? 500, fault.body ?? ""));
    case "html":
      return withHeaders(fault, html(fault.status ?? 502, fault.body ?? GATEWAY_PAGE));
    case "throttle":
      return VIRTUAL_HOSTS.get(request.host)?.kind === "accounts"
        ? withHeaders(fault, throttleReply(world))
        : refusal(fault, "TOO_MANY_REQUESTS");
    case "invalidToken":
      return refusal(fault, "INVALID_TOKEN");
    case "authenticationFailure":
      return refusal(fault, "AUTHENTICATION_FAILURE");
    case "scopeMismatch":
      return refusal(fault, "OAUTH_SCOPE_MISMATCH");
  }
}

function refusal(fault: Fault, code: CrmErrorCode): Reply {
  return withHeaders(fault, json(fault.status ?? CRM_ERRORS[code].status, crmError(code)));
}

/** A body in JSON is announced as such unless the fault says otherwise. */
function withHeaders(fault: Fault, reply: Reply): Reply {
  const isJson = fault.fault === "status" && /^\s*[[{]/.test(fault.body ?? "");
  const type = isJson ? { "Content-Type": "application/json;charset=UTF-8" } : {};
  return { ...reply, headers: { ...reply.headers, ...type, ...fault.headers } };
}
