import type { EmulatedRequest } from "../http/emulated-request";
import { json, type Reply } from "../http/reply";
import type { World } from "../world";

/** Errors of the token endpoint. Zoho: access token request; statuses by published captures. */
export type TokenErrorCode =
  "invalid_client" | "invalid_client_secret" | "invalid_redirect_uri" | "invalid_code";

const THROTTLED = {
  en: {
    error_description: "You have made too many requests continuously. Please try again after some time.",
    error: "Access Denied",
    status: "failure",
  },
  zh: { error_description: "您已连续发出过多请求。请稍后重试。", error: "拒绝访问", status: "failure" },
} as const;

/** `{"error":"invalid_code"}`, usually with status 200. */
export function tokenError(world: World, request: EmulatedRequest, error: TokenErrorCode): Reply {
  request.facts.code = error;
  return json(world.settings.errorStatus, { error });
}

/** Too many access tokens asked for; the text comes in the language of the account. */
export function throttleReply(world: World): Reply {
  return json(world.settings.throttleStatus, THROTTLED[world.settings.throttleLocale]);
}
