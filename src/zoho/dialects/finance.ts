import { all, type Dialect } from "./dialect";

/** Books, Inventory, Invoice, Billing and Expense: one engine. Zoho Books API v3: errors, API limits. */
export const FINANCE: Dialect = {
  id: "finance",
  success: [{ at: ["code"], is: [0] }],
  codes: {
    14: "refused token",
    // "You are not authorized to perform this operation": to a dead token and to a missing scope alike.
    57: [{ means: "refused token", then: "invalid_scope" }],
    6041: "wrong_org",
    2: [{ means: "wrong_org", text: /organization_?id/i }, { means: "invalid_data" }],
    9: [{ means: "wrong_org", text: /organization_?id/i }, { means: "by status" }],
    ...all("not_found", 5, 1002),
    ...all("invalid_data", 4, 11, 15, 37, 1038),
    ...all("api_limit", 43, 44, 1070),
    45: "daily_limit",
    ...all("server_error", 1000, 1001),
  },
  texts: [{ means: "wrong_org", text: /organization_id/i, status: [400, 401, 403, 404] }],
  limitMs: 60_000,
};
