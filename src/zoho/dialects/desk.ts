import { all, type Dialect } from "./dialect";

/** Zoho Desk: errors, API limits. */
export const DESK: Dialect = {
  id: "desk",
  // A ticket has a status of its own: only a code of an error tells.
  success: [],
  codes: {
    UNAUTHORIZED: "refused token",
    ...all("no_permission", "ONLY_LIVECHAT_USER"),
    // A search ends after 5,000 records.
    UNPROCESSABLE_ENTITY: [
      { means: "list_limit", path: /(?:^|\/)search$/, text: /\bfrom\b/i },
      { means: "invalid_data" },
    ],
    ...all(
      "invalid_data",
      "BAD_REQUEST",
      "EMPTY_PAYLOAD",
      "RESOURCE_SIZE_EXCEEDED",
      "INVALID_DATA",
      "METHOD_NOT_ALLOWED",
    ),
    // The credits of the day; only this limit comes with Retry-After.
    THRESHOLD_EXCEEDED: "credits",
  },
  // Desk's gateway was seen to refuse a dead token with a page.
  pages: { 401: "refused token" },
  creditsHeader: "x-rate-limit-remaining-v3",
};
