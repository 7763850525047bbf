import { basis } from "../basis/basis";
import { choice, integerOrNone, integer, onOff } from "./setting-kinds";

const DISAGREE = basis("oauth 13", "documented");
const OURS = basis("design 7", "ours");

/** CRM, and what all APIs have in common: a part of the table of all. */
export const CRM_SETTINGS = {
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
  changeLag: integer(
    0,
    0,
    3_600,
    "how long at most a new, changed or deleted record does not show in what is asked for by time; each change its own while",
    basis("apis 1.5", "inferred"),
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
} as const;
