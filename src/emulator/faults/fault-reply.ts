import { throttleReply } from "../accounts/token-error";
import { crmError } from "../crm/api-answer";
import { CRM_ERRORS } from "../crm/crm-errors";
import type { Refusal } from "../faces/face";
import { faceAt } from "../faces/face-at";
import { findHost } from "../hosts/find-host";
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
      return findHost(world.settings, request.host)?.kind === "accounts"
        ? withHeaders(fault, throttleReply(world))
        : refusal(world, fault, request, "TOO_MANY_REQUESTS");
    case "invalidToken":
      return refusal(world, fault, request, "INVALID_TOKEN");
    case "authenticationFailure":
      return refusal(world, fault, request, "AUTHENTICATION_FAILURE");
    case "scopeMismatch":
      return refusal(world, fault, request, "OAUTH_SCOPE_MISMATCH");
  }
}

type CrmRefusal = "TOO_MANY_REQUESTS" | "INVALID_TOKEN" | "AUTHENTICATION_FAILURE" | "OAUTH_SCOPE_MISMATCH";

/** What the other products call the same. */
const REFUSALS: Readonly<Record<CrmRefusal, Refusal>> = {
  TOO_MANY_REQUESTS: "throttled",
  INVALID_TOKEN: "dead token",
  AUTHENTICATION_FAILURE: "no token",
  OAUTH_SCOPE_MISMATCH: "no scope",
};

/** In the envelope of the product that the address belongs to; CRM's where it is none of them. */
function refusal(world: World, fault: Fault, request: EmulatedRequest, code: CrmRefusal): Reply {
  const host = findHost(world.settings, request.host);
  const found = host === undefined ? undefined : faceAt(world.settings, host, request.path);
  const reply =
    found === undefined
      ? json(CRM_ERRORS[code].status, crmError(code))
      : found.face.refuse(world, request, REFUSALS[code]);
  return withHeaders(fault, { ...reply, status: fault.status ?? reply.status });
}

/** A body in JSON is announced as such unless the fault says otherwise. */
function withHeaders(fault: Fault, reply: Reply): Reply {
  const isJson = fault.fault === "status" && /^\s*[[{]/.test(fault.body ?? "");
  const type = isJson ? { "Content-Type": "application/json;charset=UTF-8" } : {};
  return { ...reply, headers: { ...reply.headers, ...type, ...fault.headers } };
}
