import { basis } from "../basis/basis";
import type { EmulatedRequest } from "../http/emulated-request";
import { json, type Reply } from "../http/reply";
import type { World } from "../world";
import type { ErrorRow } from "./error-row";

const SEEN = basis("oauth 4.4", "documented", "seen");

/**
 * Errors of the token endpoint, in the order of the checks. Zoho: access token request; statuses by published
 * captures.
 */
export const TOKEN_ERRORS = {
  "Access Denied": {
    when: "too many access tokens for a refresh token, or too many refresh tokens of a person for a client, in ten minutes",
    basis: basis("oauth 4.4", "seen", "third party"),
  },
  invalid_client: {
    when: "the client ID is unknown or not enabled in this data center, the secret is that of another data center, or the grant type is none of this client",
    basis: SEEN,
  },
  invalid_client_secret: { when: "the secret is wrong", basis: SEEN },
  invalid_response_type: {
    when: "with the setting responseTypeOnExchange, response_type=code is missing",
    basis: basis("oauth 13", "documented"),
  },
  invalid_code: {
    when: "the code is unknown, used, expired, of another client or data center, or its verifier is wrong; a refresh token is unknown, revoked or evicted",
    basis: basis("oauth 4.4", "documented", "third party"),
  },
  invalid_redirect_uri: { when: "the redirect URI differs from the one of the consent", basis: SEEN },
  invalid_scope: {
    when: "client_credentials with a scope that is missing or does not exist",
    basis: basis("oauth 4.4", "third party"),
  },
  missing_org_info: {
    when: "client_credentials for an app that needs an org, and soid is missing or names none of this data center",
    basis: basis("oauth 4.4", "documented", "inferred"),
  },
  access_denied: {
    when: "an authtoken is to be exchanged: they ended on 31 May 2021",
    basis: basis("oauth 4.4", "documented"),
  },
} as const satisfies Readonly<Record<string, ErrorRow>>;

/** The throttle answer has a form of its own. */
export type TokenErrorCode = Exclude<keyof typeof TOKEN_ERRORS, "Access Denied">;

const THROTTLED = {
  en: {
    error_description: "You have made too many requests continuously. Please try again after some time.",
    error: "Access Denied" satisfies keyof typeof TOKEN_ERRORS,
    status: "failure",
  },
  zh: { error_description: "您已连续发出过多请求。请稍后重试。", error: "拒绝访问", status: "failure" },
} as const;

/** `{"error":"invalid_code"}`, usually with status 200. */
export function tokenError(world: World, request: EmulatedRequest, error: TokenErrorCode): Reply {
  request.facts.code = error;
  return json(world.settings.errorStatus, { error });
}

/** Too many tokens asked for; the text comes in the language of the account. */
export function throttleReply(world: World): Reply {
  return json(world.settings.throttleStatus, THROTTLED[world.settings.throttleLocale]);
}
