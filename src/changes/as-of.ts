import type { ApiAnswer } from "../api/api-call";
import { ZohoError } from "../errors/zoho-error";
import type { Clock } from "../time/clock";
import { toldDate } from "../time/zoho-time";
import type { RowPage } from "./change-reader";

/**
 * What Zoho's clock showed when it began to look for an answer, or earlier: the answer's `Date`, less the time that the
 * exchanges took. Changes from before are in the answer, but for index entries that come late.
 *
 * @param sentAt when the call was made, monotonic
 * @returns milliseconds since 1970; undefined where the answer has no date that can be
 */
export function askedAsOf(
  { headers, waitedMs }: Pick<ApiAnswer, "headers" | "waitedMs">,
  sentAt: number,
  clock: Pick<Clock, "monotonic">,
): number | undefined {
  const date = toldDate(headers["date"]);
  if (date === undefined) return undefined;
  return date - Math.max(0, Math.ceil(clock.monotonic() - sentAt - waitedMs));
}

/**
 * The time that an answer tells: its own, else that of the change in its first row.
 *
 * @returns milliseconds since 1970
 * @throws ZohoError `internal` where it tells none
 */
export function timeToldBy({ asOf, rows }: Pick<RowPage, "asOf" | "rows">): number {
  const time = asOf ?? rows[0]?.at;
  if (time !== undefined) return time;
  throw new ZohoError("internal", { details: { message: "Zoho's answer has no date" } });
}
