import { MOST_COLLECTED } from "../../../zoho-request/config";

/** True for a number of records that may go together; 0: each by itself. */
export function isCollectable(value: unknown): boolean {
  const records = typeof value === "string" && value.trim() === "" ? 0 : Number(value);
  return Number.isInteger(records) && records >= 0 && records <= MOST_COLLECTED;
}
