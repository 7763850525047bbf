import { all, type Dialect } from "./dialect";

/** Zoho Creator API v2.1: status codes, things to know. */
export const CREATOR: Dialect = {
  id: "creator",
  success: [{ at: ["code"], is: [3000] }],
  codes: {
    1030: "refused token",
    // One code for whatever is wrong with a request; only its text tells.
    2945: [
      { means: "invalid_scope", text: /oauth_?scope/i },
      { means: "refused token", text: /invalid_?oauth_?token/i },
      { means: "invalid_data" },
    ],
    1130: "no_permission",
    // The owner in the path is nobody whose account this person is in.
    1040: "wrong_org",
    // The URL's form with 404, a missing parameter with 401.
    1000: [{ means: "not_found", status: [404] }, { means: "invalid_data" }],
    ...all("not_found", 2892, 2893, 2894, 2930),
    3100: "nothing found",
    ...all("invalid_data", 3001, 3002, 3950, 3960, 3970, 8011, 8012),
    4000: "daily_limit",
    2955: "api_limit",
  },
  limitMs: 60_000,
};
