import type { ErrorCode } from "../errors/codes";

/**
 * What Zoho's own codes mean to us, without regard to case. Not closed: an unknown code falls to the status.
 * Zoho: CRM v8 status codes and the error sections of its API pages.
 */
export const TOKEN_REFUSALS: ReadonlySet<string> = new Set([
  "INVALID_TOKEN",
  "AUTHENTICATION_FAILURE",
  "INVALID_OAUTHTOKEN",
  "INVALID_OAUTH",
  "INVALID_TICKET",
]);

const MEANINGS: Readonly<Record<string, ErrorCode>> = {
  OAUTH_SCOPE_MISMATCH: "invalid_scope",
  SCOPE_MISMATCH: "invalid_scope",
  INVALID_OAUTHSCOPE: "invalid_scope",
  OAUTH_ORG_MISMATCH: "wrong_org",
  TOO_MANY_REQUESTS: "api_limit",
  RATE_LIMIT_EXCEEDED: "api_limit",
  THRESHOLD_EXCEEDED: "api_limit",
  URL_ROLLING_THROTTLES_LIMIT_EXCEEDED: "api_limit",
  THROTTLES_LIMIT_EXCEEDED: "api_limit",
  NO_PERMISSION: "no_permission",
  PERMISSION_DENIED: "no_permission",
  AUTHORIZATION_FAILED: "no_permission",
  AUTHORIZATION_ERROR: "no_permission",
  FORBIDDEN: "no_permission",
  FEATURE_NOT_ENABLED: "no_permission",
  FEATURE_NOT_SUPPORTED: "no_permission",
  FEATURE_NOT_AVAILABLE: "no_permission",
  NOT_SUPPORTED_FEATURE: "no_permission",
  LICENSE_LIMIT_EXCEEDED: "no_permission",
  LICENSE_ACCESS_LIMITED: "no_permission",
  TERRITORY_NOT_ENABLED: "no_permission",
  TERRITORY_DISABLED: "no_permission",
  INVALID_URL_PATTERN: "not_found",
  INVALID_MODULE: "not_found",
  RESOURCE_NOT_FOUND: "not_found",
  URL_NOT_FOUND: "not_found",
  URL_RULE_NOT_CONFIGURED: "not_found",
  NOT_FOUND: "not_found",
  NO_RECORDS_FOUND: "not_found",
  NO_CONTENT: "not_found",
  ALREADY_MODIFIED: "conflict",
  INTERNAL_ERROR: "server_error",
  INTERNAL_SERVER_ERROR: "server_error",
  SERVICE_UNAVAILABLE: "server_error",
  DEPENDENT_SERVICE_ERROR: "server_error",
  REQUEST_TIMEOUT: "server_error",
};

/** Our code for one of Zoho's, or undefined where the status must tell. */
export function meaningOf(zohoCode: string): ErrorCode | undefined {
  const key = zohoCode.toUpperCase();
  return Object.hasOwn(MEANINGS, key) ? MEANINGS[key] : undefined;
}

/** Our code for a message that comes without a code of its own, or undefined where the status must tell. */
export function meaningOfMessage(message: string): ErrorCode | undefined {
  if (/oauth[ _-]?scope|scope[ _-]mismatch/i.test(message)) return "invalid_scope";
  if (/too many requests|rate limit|throttl/i.test(message)) return "api_limit";
  return undefined;
}

/** Our code for a status without a telling code. */
export function meaningOfStatus(status: number): ErrorCode {
  if (status === 429) return "api_limit";
  if (status >= 500 || status === 408) return "server_error";
  if (status === 403) return "no_permission";
  if (status === 404) return "not_found";
  if (status === 412) return "conflict";
  return "invalid_data";
}
