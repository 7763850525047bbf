import { choice, integer, onOff, type Setting, textOrNone } from "./setting-kinds";

/**
 * Every point where Zoho's behaviour is undocumented, or where its pages disagree, is a setting. This table is the
 * only place: types, validation and docs derive from it. A new setting is one row. Durations are in seconds.
 */
export const SETTINGS = {
  // Life times and limits. Zoho: OAuth token limits; CRM v8 token validity; the strictest page is the default.
  codeTtl: integer(120, 1, 86_400, "life of a grant token from the consent page (pages say 1 to 8 minutes)"),
  selfClientCodeTtl: integer(180, 1, 86_400, "life of a Self Client's grant token where none is asked for"),
  accessTtl: integer(3_600, 1, 86_400, "life of an access token"),
  maxActiveAccess: integer(10, 1, 1_000, "live access tokens per refresh token; one more kills the oldest"),
  accessPer10min: integer(
    10,
    1,
    100_000,
    "refreshes per refresh token in ten minutes; one more is throttled",
  ),
  grantsPer10min: integer(
    10,
    1,
    100_000,
    "grants per person, and per client, in ten minutes; then access_denied",
  ),
  maxRefresh: integer(20, 1, 1_000, "refresh tokens per person and client; one more kills the oldest"),
  throttleFor: integer(600, 1, 86_400, "how long a throttled refresh token stays refused"),
  throttleExtendOnRetry: onOff("on", "asking again while throttled starts the wait anew"),

  // The token endpoint's answers.
  errorStatus: choice([200, 400], "status of token errors such as invalid_code"),
  throttleStatus: choice([400, 200, 429], "status of the throttle answer"),
  throttleLocale: choice(["en", "zh"], "language of the throttle answer"),
  legacyExpiry: onOff("off", "adds expires_in_sec and gives expires_in in milliseconds"),
  includeScope: onOff("on", "token answers name the granted scopes"),
  scopeSeparator: choice(["space", "comma"], "what stands between the scopes of a token answer"),
  rotateRefresh: onOff("off", "a refresh answers with a new refresh token and kills the old one"),
  apiDomain: choice(
    ["zoho", "emulator"],
    "api_domain is Zoho's real origin, or its address in this emulator",
  ),
  envApiDomain: onOff("on", "api_domain names the environment's host; off: always www"),
  revokeKills: choice(
    ["token", "orgGrant"],
    "revoking kills one grant, or all of that person, client and org",
  ),

  // The authorize page and its callback.
  errorPageStatus: choice([200, 400], "status of the error pages of the authorize address"),
  stateOnError: onOff("on", "error callbacks carry state"),
  trailingAmp: onOff("on", "the callback's query ends in &"),
  paramOrder: choice(["shuffled", "fixed"], "order of the callback's parameters"),
  sendLocation: onOff("on", "the callback carries location and accounts-server"),
  accountsServer: choice(
    ["zoho", "emulator"],
    "accounts-server is Zoho's real origin, or its address in this emulator",
  ),
  noOrgBackToApp: choice(
    ["clicked", "closed"],
    "with autoConsent, a person who lacks an app goes back with no_org, or closes the page and nothing arrives",
  ),

  // Consent without a person at the screen.
  autoConsent: textOrNone(
    "name of one of the people",
    "the authorize address redirects as if this person had clicked",
  ),
  autoConsentOrg: textOrNone(
    'org ID, "Name", "Name (Environment)" or environment',
    "the org that autoConsent picks; none: the first Production org",
  ),
  autoConsentAnswer: choice(["accept", "reject"], "what autoConsent answers on the consent page"),

  // The APIs.
  wrongEnvCode: choice(
    ["INVALID_TOKEN", "AUTHENTICATION_FAILURE"],
    "code for a token of another environment or data center",
  ),
  expiredCode: choice(
    ["INVALID_TOKEN", "AUTHENTICATION_FAILURE", "random"],
    "code for a token that is unknown, expired, evicted or revoked",
  ),
  scopeMismatchStatus: choice([401, 403, 400], "status of OAUTH_SCOPE_MISMATCH"),
  strictPickLists: onOff("off", "values outside of a pick list are refused; off: stored, as Zoho's API does"),
  pageTokenTtl: integer(86_400, 1, 604_800, "life of a page token"),
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
