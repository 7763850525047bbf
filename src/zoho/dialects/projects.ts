import { all, type Dialect, STATUS_NOT_ERROR } from "./dialect";

/** Zoho Projects API v3, and the numbers of v2: errors, limits. */
export const PROJECTS: Dialect = {
  id: "projects",
  success: [STATUS_NOT_ERROR],
  codes: {
    ...all("invalid_data", 6831, 6832),
    6891: "not_found",
    6500: "no_permission",
  },
  limitMs: 10 * 60_000,
};
