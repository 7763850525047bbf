import { all, type Dialect } from "./dialect";

/** ZeptoMail API v1.1: error codes. Its key is no OAuth token, so no new one can be fetched. */
export const ZEPTOMAIL: Dialect = {
  id: "zeptomail",
  success: [],
  codes: {
    ...all("invalid_data", "TM_3201", "TM_3301"),
    TM_3501: "credits",
    TM_3601: "daily_limit",
    TM_4001: "wrong_state",
    SERR_157: "no_permission",
  },
};
