import { all, type CodeTable, type Rule } from "./dialect";

/** Codes that mean the same wherever they come from: Zoho's accounts server, gateway and security filter send them, too. */
export const COMMON_CODES: CodeTable = {
  ...all(
    "refused token",
    "INVALID_TOKEN",
    "AUTHENTICATION_FAILURE",
    "INVALID_OAUTHTOKEN",
    "INVALID_OAUTH",
    "INVALID_TICKET",
  ),
  ...all(
    "invalid_scope",
    "OAUTH_SCOPE_MISMATCH",
    "SCOPE_MISMATCH",
    "INVALID_OAUTHSCOPE",
    "INVALID_OAUTH_SCOPE",
    "INVALID_SCOPE",
  ),
  ...all("wrong_org", "OAUTH_ORG_MISMATCH", "MISSING_ORG_INFO", "INVALID_SOID"),
  NO_ORG: "no_org",
  ...all(
    "api_limit",
    "TOO_MANY_REQUESTS",
    "RATE_LIMIT_EXCEEDED",
    "THRESHOLD_EXCEEDED",
    "URL_ROLLING_THROTTLES_LIMIT_EXCEEDED",
    "THROTTLES_LIMIT_EXCEEDED",
  ),
  // What the accounts server says to too many; from anything else it is a refusal like any other.
  "ACCESS DENIED": [
    { means: "api_limit", text: /too many requests/i },
    { means: "api_limit", status: [400] },
    { means: "by status" },
  ],
  ...all(
    "no_permission",
    "NO_PERMISSION",
    "PERMISSION_DENIED",
    "FORBIDDEN",
    "AUTHORIZATION_FAILED",
    "AUTHORIZATION_ERROR",
    "FEATURE_NOT_ENABLED",
    "FEATURE_NOT_SUPPORTED",
    "FEATURE_NOT_AVAILABLE",
    "NOT_SUPPORTED_FEATURE",
    "LICENSE_LIMIT_EXCEEDED",
    "LICENSE_ACCESS_LIMITED",
  ),
  ...all(
    "not_found",
    "INVALID_URL_PATTERN",
    "URL_NOT_FOUND",
    "URL_RULE_NOT_CONFIGURED",
    "URL_RULE_MISMATCH",
    "RESOURCE_NOT_FOUND",
    "NOT_FOUND",
  ),
  ...all(
    "invalid_data",
    "INVALID_DATA",
    "INVALID_METHOD",
    "INVALID_REQUEST_METHOD",
    "METHOD_NOT_ALLOWED",
    "PATTERN_NOT_MATCHED",
    "JSON_PARSE_ERROR",
    "LESS_THAN_MIN_OCCURANCE",
    "MORE_THAN_MAX_OCCURANCE",
    "EXTRA_PARAM_FOUND",
  ),
  ...all("server_error", "INTERNAL_ERROR", "INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE"),
};

const BELOW_500 = [200, 201, 202, 207, 400, 401, 403, 404, 405, 409, 422, 429];

/**
 * Words that tell where the code is unknown or missing. A failure of the server is never taken for a limit because of
 * them: a limit promises that nothing was carried out.
 */
export const COMMON_TEXTS: readonly Rule[] = [
  { means: "invalid_scope", text: /oauth[ _-]?scope|scope[ _-]mismatch/i },
  {
    means: "daily_limit",
    text: /\b(?:daily|per day|for (?:a|the) day)\b.{0,40}\blimit|\blimit\b.{0,40}\b(?:daily|per day|for (?:a|the) day)\b/i,
    status: [200, 400, 403, 429],
  },
  {
    means: "api_limit",
    text: /throttl|too many requests|rate limit|try again after/i,
    status: BELOW_500,
  },
];
