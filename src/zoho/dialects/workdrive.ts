import type { Dialect } from "./dialect";

/** Zoho WorkDrive API v1: JSON:API. A missing token is a 500 with the code of the gateway, `INVALID_TICKET`. */
export const WORKDRIVE: Dialect = {
  id: "workdrive",
  success: [],
  codes: { F7003: "refused token", F7004: "invalid_scope", R008: "not_found" },
};
