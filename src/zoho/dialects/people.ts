import { all, type Dialect } from "./dialect";

/** Zoho People API: error codes, threshold limits. Its failures come with HTTP 200. */
export const PEOPLE: Dialect = {
  id: "people",
  success: [{ at: ["response", "status"], is: [0] }],
  codes: {
    ...all("refused token", 7213, 7202),
    ...all("invalid_scope", 7218, 7103),
    7024: "nothing found",
    ...all("no_permission", 7037, 7038, 7039, 7040, 7041),
    // The person is in no organization of People.
    7048: "no_org",
    ...all("not_found", 7011, 7201),
    7049: [{ means: "not_found", text: /record/i }, { means: "invalid_data" }],
    ...all("invalid_data", 7019, 7022, 7050, 7051, 7052, 7207, 8001),
    2955: "api_limit",
  },
  limitMs: 5 * 60_000,
};
