import { ZohoError } from "../errors/zoho-error";
import type { ReadRow } from "./change-reader";

/**
 * Checks that a list came in the order that was asked for: where a product ignores it, what is missing would be taken
 * for known.
 *
 * @throws ZohoError `internal` where it did not
 */
export function checkOrder(
  rows: readonly ReadRow[],
  order: "oldest first" | "newest first",
  what: string,
): void {
  const sign = order === "oldest first" ? 1 : -1;
  const isOut = rows.some((row, index) => sign * (row.at - (rows[index - 1]?.at ?? row.at)) < 0);
  if (isOut) {
    const message = `${what} do not come in the order of their changes, so that these can't be found`;
    throw new ZohoError("internal", { details: { message } });
  }
}
