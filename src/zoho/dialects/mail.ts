import type { Dialect } from "./dialect";

/** Zoho Mail API: status and gateway codes. */
export const MAIL: Dialect = {
  id: "mail",
  success: [{ at: ["status", "code"], is: [200, 201, 202, 204] }],
  codes: {},
};
