import type { Dialect } from "./dialect";

/** Zoho Sheet API v2. */
export const SHEET: Dialect = {
  id: "sheet",
  success: [{ at: ["status"], is: ["success"] }],
  codes: { 2401: "refused token", 2950: "api_limit" },
  limitMs: 5 * 60_000,
};
