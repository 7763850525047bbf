import { throttleReply } from "../accounts/token-error";
import { crmError } from "../crm/api-answer";
import { CRM_ERRORS } from "../crm/crm-errors";
import type { Refusal } from "../faces/face";
import { faceAt } from "../faces/face-at";
import { findHost } from "../hosts/find-host";
import type { EmulatedRequest } from "../http/emulated-request";
import { html, json, type Reply, text } from "../http/reply";
import type { World } from "../world";
import type { Fault, RetryAfter } from "./fault";

const GATEWAY_PAGE =
  "<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>\n";

/** The kinds of faults that answer something else than the truth. */
export type AnsweringFault =
  "status" | "html" | "throttle" | "invalidToken" | "authenticationFailure" | "scopeMismatch";

/** What a fault answers instead of the truth. */
export function faultReply(
  world: World,
  fault: Fault & { readonly fault: AnsweringFault },
  request: EmulatedRequest,
): Reply {
  return withHeaders(world, fault, bareReply(world, fault, request));
}

function bareReply(
  world: World,
  fault: Fault & { readonly fault: AnsweringFault },
  request: EmulatedRequest,
): Reply {
  switch (fault.fault) {
    case "status":
      return text(fault.status ?? 500, fault.body ?? "");
    case "html":
      return html(fault.status ?? 502, fault.body ?? GATEWAY_PAGE);
    case "throttle":
      return findHost(world.settings, request.host)?.kind === "accounts"
        ? throttleReply(world)
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
  return { ...reply, status: fault.status ?? reply.status };
}

/** A body in JSON is announced as such unless the fault says otherwise. */
function withHeaders(world: World, fault: Fault, reply: Reply): Reply {
  const isJson = fault.fault === "status" && /^\s*[[{]/.test(fault.body ?? "");
  const type = isJson ? { "Content-Type": "application/json;charset=UTF-8" } : {};
  const all: Reply["headers"] = { ...reply.headers, ...type, ...fault.headers };
  const { "Retry-After": usual, ...others } = all;
  const wait = fault.retryAfter === undefined ? usual : retryAfterText(world, fault.retryAfter);
  return { ...reply, headers: { ...others, ...(wait === undefined ? {} : { "Retry-After": wait }) } };
}

function retryAfterText(world: World, retryAfter: RetryAfter): string | undefined {
  if (retryAfter === null) return undefined;
  if (typeof retryAfter === "string") return retryAfter;
  return new Date(world.clock.now() + retryAfter.inSeconds * 1000).toUTCString();
}
