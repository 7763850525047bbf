import { all, type Dialect, type Rule, type SuccessSign } from "./dialect";

/** "User not in organization" and the like; without such words it is a matter of permission. */
const NOT_MY_ORG: readonly Rule[] = [
  { means: "wrong_org", text: /\borg(?:anization|anisation)?\b|not associated|does not belong/i },
  { means: "no_permission" },
];

/** A list or a campaign that its key does not name. */
const NOT_THERE: readonly Rule[] = [
  { means: "not_found", text: /\bdoes not exist\b/i, status: [200, 400, 404] },
];

const SUCCESS: readonly SuccessSign[] = [
  { at: ["status"], is: ["success"] },
  { at: ["code"], is: [0, 200] },
  { at: ["Code"], is: [0, 200] },
];

/** Half an hour. */
const LIMIT_MS = 30 * 60_000;

/** Zoho Campaigns API v1.1: error codes. */
export const CAMPAIGNS: Dialect = {
  id: "campaigns",
  success: SUCCESS,
  codes: {
    1007: "refused token",
    ...all(NOT_MY_ORG, 902, 906),
    ...all("invalid_data", 903, 1003),
    ...all("nothing found", 992, 993, 994, 995),
    1004: "not_found",
  },
  texts: NOT_THERE,
  limitMs: LIMIT_MS,
};

/** Zoho Marketing Automation API v1: error codes. */
export const MARKETING_AUTOMATION: Dialect = {
  id: "marketing-automation",
  success: SUCCESS,
  codes: {
    1007: "refused token",
    ...all(NOT_MY_ORG, 902, 906),
    ...all("invalid_data", 900, 903, 1003),
    901: "not_found",
    992: "nothing found",
    2008: "api_limit",
  },
  texts: NOT_THERE,
  limitMs: LIMIT_MS,
};
