import type { Translate } from "../red";

/** Whether a number of records makes sense; 0 and nothing are no limit. */
export function validCount(translate: Translate, value: unknown): boolean | string {
  const count = typeof value === "string" && value.trim() === "" ? 0 : Number(value);
  return (Number.isSafeInteger(count) && count >= 0) || translate("zoho-request.validate.count");
}
