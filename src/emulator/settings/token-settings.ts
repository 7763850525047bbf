import { basis } from "../basis/basis";
import { choice, integer, onOff } from "./setting-kinds";

const DISAGREE = basis("oauth 13", "documented");

/** Lives, limits and answers of codes and tokens: a part of the table of all. */
export const TOKEN_SETTINGS = {
  // Life times and limits. The strictest page is the default.
  codeTtl: integer(
    120,
    1,
    86_400,
    "life of a grant token from the consent page (pages say 1 to 8 minutes)",
    basis("oauth 3.4", "documented"),
  ),
  selfClientCodeTtl: integer(
    180,
    1,
    86_400,
    "life of a Self Client's grant token where none is asked for",
    basis("oauth 3.4", "documented"),
  ),
  accessTtl: integer(3_600, 1, 86_400, "life of an access token", basis("oauth 5", "documented")),
  maxActiveAccess: integer(
    10,
    1,
    1_000,
    "live access tokens per refresh token; one more kills the oldest (pages say 10, 15 or 30)",
    basis("oauth 5", "documented"),
  ),
  accessPer10min: integer(
    10,
    1,
    10_000_000,
    "refreshes per refresh token in ten minutes; one more is throttled",
    basis("oauth 5", "documented"),
  ),
  grantsPer10min: integer(
    10,
    1,
    100_000,
    "grant tokens in ten minutes; then access_denied",
    basis("oauth 5", "documented"),
  ),
  grantLimitKey: choice(
    ["both", "client", "person"],
    "whose grant tokens are counted: pages say per client, or per person",
    DISAGREE,
  ),
  maxRefresh: integer(
    20,
    1,
    1_000,
    "refresh tokens per person and client; one more kills the oldest and its access tokens",
    basis("oauth 5", "documented"),
  ),
  refreshPer10min: integer(
    10,
    1,
    100_000,
    "refresh tokens that a person may give a client in ten minutes; one more is throttled",
    basis("oauth 5", "documented"),
  ),
  throttleFor: integer(
    600,
    1,
    86_400,
    "how long a throttled refresh token stays refused",
    basis("oauth 4.4", "documented", "third party"),
  ),
  throttleExtendOnRetry: onOff(
    "on",
    "asking again while throttled starts the wait anew",
    basis("oauth 4.4", "third party"),
  ),

  // The token endpoint.
  errorStatus: choice(
    [200, 400],
    "status of token errors such as invalid_code",
    basis("oauth 4.4", "seen", "third party"),
  ),
  throttleStatus: choice([400, 200, 429], "status of the throttle answer", basis("oauth 4.4", "seen")),
  throttleLocale: choice(["en", "zh"], "language of the throttle answer", basis("oauth 4.4", "seen")),
  legacyExpiry: onOff(
    "off",
    "adds expires_in_sec and gives expires_in in milliseconds",
    basis("oauth 4.3", "official code"),
  ),
  includeScope: onOff("on", "token answers name the granted scopes", basis("oauth 4.3", "seen")),
  scopeSeparator: choice(
    ["space", "comma"],
    "what stands between the scopes of a token answer",
    basis("oauth 4.3", "seen"),
  ),
  rotateRefresh: onOff(
    "off",
    "a refresh answers with a new refresh token and kills the old one",
    basis("oauth 4.3", "documented"),
  ),
  responseTypeOnExchange: choice(
    ["ignored", "required"],
    "whether the exchange of a grant token must also send response_type=code, as one page says",
    DISAGREE,
  ),
  clientCredentialsAt: choice(
    ["token", "auth", "both"],
    "where client_credentials get their token; CRM's pages print the authorize address",
    DISAGREE,
  ),
  apiDomain: choice(
    ["zoho", "emulator", "generic"],
    "api_domain is the gateway's real origin, its address in this emulator, or the https://api.zoho.… of the generic pages",
    DISAGREE,
  ),
  envApiDomain: onOff(
    "on",
    "api_domain names the environment's host; off: always www",
    basis("oauth 6.3", "inferred"),
  ),
  revokeKills: choice(
    ["token", "orgGrant"],
    "revoking kills one grant, or all of that person, client and org",
    basis("oauth 7.1", "inferred"),
  ),
  revokeAt: choice(["both", "classic", "new"], "which revoke address exists; the other is 404", DISAGREE),
} as const;
