import { all, type Dialect } from "./dialect";

/** Zoho Sign API v1. */
export const SIGN: Dialect = {
  id: "sign",
  success: [{ at: ["code"], is: [0] }],
  codes: { ...all("refused token", 9041, 9031) },
};
