import { basis } from "../basis/basis";
import { PRODUCT_SETTINGS } from "./product-settings";
import { choice, integer, integerOrNone, onOff, type Setting, textOrNone } from "./setting-kinds";

const DISAGREE = basis("oauth 13", "documented");
const OURS = basis("design 7", "ours");

/**
 * Every point where Zoho's behaviour is undocumented, or where its pages disagree, is a setting. This table is the
 * only place: types, validation and docs derive from it. A new setting is one row. Durations are in seconds.
 */
export const SETTINGS = {
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

  // The authorize page and its callback.
  errorPageStatus: choice(
    [200, 400],
    "status of the error pages of the authorize address",
    basis("oauth 3.5", "inferred"),
  ),
  stateOnError: onOff("on", "error callbacks carry state", basis("oauth 3.5", "inferred")),
  trailingAmp: onOff("on", "the callback's query ends in &", basis("oauth 3.3", "third party")),
  paramOrder: choice(
    ["shuffled", "fixed"],
    "order of the callback's parameters",
    basis("oauth 3.3", "third party"),
  ),
  sendLocation: onOff(
    "on",
    "the callback carries location and accounts-server",
    basis("oauth 3.3", "documented"),
  ),
  locationForm: choice(
    ["code", "apiDomain"],
    "location is the data center's code, or, as one page words it, its API domain",
    DISAGREE,
  ),
  accountsServer: choice(
    ["zoho", "emulator", "forged"],
    "accounts-server, verification_url and OpenID discovery name Zoho's real origin, or its address here; forged: accounts-server is a stranger's, as an attacker sets it",
    OURS,
  ),
  noOrgBackToApp: choice(
    ["clicked", "closed"],
    "with autoConsent, a person who lacks an app goes back with no_org, or closes the page and nothing arrives",
    basis("oauth 3.5", "documented"),
  ),
  newerDataCenters: onOff(
    "on",
    "United Kingdom, U.A.E. and Singapore exist; Zoho's SDKs know eight data centers without them",
    DISAGREE,
  ),
  canadaAccountsHost: choice(
    ["zohocloud.ca", "zoho.ca"],
    "zoho.ca: accounts.zoho.ca answers too, as some third-party clients suppose",
    DISAGREE,
  ),

  // The device flow.
  deviceUnits: choice(
    ["ms", "s"],
    "unit of interval and expires_in in the device flow",
    basis("oauth 8", "documented", "third party"),
  ),
  deviceStatus: choice(
    [200, 400],
    "status of the device flow's errors such as authorization_pending",
    basis("oauth 8", "third party"),
  ),
  deviceCodeTtl: integer(300, 1, 86_400, "life of a device code", basis("oauth 8", "documented")),
  deviceInterval: integer(
    30,
    1,
    3_600,
    "spacing of polls below which the device flow answers slow_down",
    basis("oauth 8", "documented"),
  ),

  // Consent without a person at the screen.
  autoConsent: textOrNone(
    "name of one of the people",
    "the authorize address redirects, and a device that polls is answered, as if this person had clicked",
    OURS,
  ),
  autoConsentOrg: textOrNone(
    'org ID, "Name", "Name (Environment)" or environment',
    "the org that autoConsent picks; none: the first Production org",
    OURS,
  ),
  autoConsentAnswer: choice(["accept", "reject"], "what autoConsent answers on the consent page", OURS),

  // The APIs.
  wrongEnvCode: choice(
    ["INVALID_TOKEN", "AUTHENTICATION_FAILURE"],
    "CRM's code for a token of another environment or data center",
    basis("oauth 6.3", "inferred"),
  ),
  expiredCode: choice(
    ["INVALID_TOKEN", "AUTHENTICATION_FAILURE", "random"],
    "CRM's code for a token that is unknown, expired, evicted or revoked",
    basis("oauth 6.2", "documented", "third party"),
  ),
  scopeMismatchStatus: choice([401, 403, 400], "status of OAUTH_SCOPE_MISMATCH", DISAGREE),
  bearerScheme: onOff("on", "APIs also take Authorization: Bearer; off: only Zoho-oauthtoken", DISAGREE),
  strictPickLists: onOff(
    "off",
    "values outside of a pick list are refused; off: stored, as Zoho's API does",
    basis("apis 1.3", "official code"),
  ),
  pageTokenTtl: integer(86_400, 1, 604_800, "life of a page token", basis("apis 1.5", "documented")),
  searchLag: integer(
    0,
    0,
    3_600,
    "how long a new or changed record is not yet found by search",
    basis("apis 1.5", "documented"),
  ),
  crmEdition: choice(
    ["enterprise", "free", "standard", "professional", "ultimate"],
    "edition of every CRM org: decides credits and concurrency",
    basis("apis 1.4", "documented"),
  ),
  crmCreditsPerDay: integerOrNone(
    1,
    1_000_000_000,
    "API credits of every CRM org in 24 hours; null: those of the edition",
    basis("apis 1.4", "documented"),
  ),
  crmConcurrency: integerOrNone(
    1,
    100_000,
    "calls of one client in flight per CRM org; null: those of the edition",
    basis("apis 1.4", "documented"),
  ),
  crmSubConcurrency: integer(
    10,
    1,
    100_000,
    "calls in flight of those that cost more: COQL, sorted lists, searches, writes of more than 10",
    basis("apis 1.4", "documented"),
  ),
  apiLatency: integer(
    0,
    0,
    60_000,
    "milliseconds that every API call takes, so that calls overlap as they do over a network",
    OURS,
  ),
  ...PRODUCT_SETTINGS,
} as const;

export type SettingName = keyof typeof SETTINGS;

/** All settings with their values. */
export type EmulatorSettings = {
  readonly [K in SettingName]: (typeof SETTINGS)[K] extends Setting<infer T> ? T : never;
};

/** The table's defaults. */
export function defaultSettings(): EmulatorSettings {
  return Object.fromEntries(
    Object.entries(SETTINGS).map(([name, setting]) => [name, setting.default]),
  ) as EmulatorSettings;
}
