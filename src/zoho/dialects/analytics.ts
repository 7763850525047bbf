import { all, type Dialect } from "./dialect";

/** Zoho Analytics API v2. */
export const ANALYTICS: Dialect = {
  id: "analytics",
  success: [{ at: ["status"], is: ["success"] }],
  codes: {
    ...all("refused token", 8535, 8518),
    8540: "invalid_scope",
    // The header ZANALYTICS-ORGID is missing, or names another org than the one that owns the workspace.
    ...all("wrong_org", 8083, 8084, 7387),
    7301: "no_permission",
    ...all("not_found", 7103, 7104, 7138, 8120),
    ...all("invalid_data", 8504, 8133),
    // Calls in a minute, and calls or exports at once.
    ...all("api_limit", 6045, 8132, 18072, 7429),
    7005: "server_error",
  },
};
