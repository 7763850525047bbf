import type { Dialect } from "./dialect";

/** Zoho Cliq API v3 and v2. */
export const CLIQ: Dialect = {
  id: "cliq",
  success: [],
  codes: {
    UNAUTHORIZED: "refused token",
    // The scope of a bot or an extension, which is a field: it says nothing of the grant unless the words do.
    INVALID_SCOPE: [
      { means: "invalid_scope", text: /oauth/i, status: [401, 403] },
      { means: "invalid_data" },
    ],
  },
  texts: [
    { means: "refused token", text: /invalid auth ?token/i },
    { means: "invalid_scope", text: /\bscope\b/i, status: [401, 403] },
  ],
  limitMs: 10 * 60_000,
};
