import type { ApiAnswer } from "../api/api-call";
import type { Clock } from "../time/clock";

/** No `Date` of Zoho's is before this package was written, or so far behind it. */
const EARLIEST_MS = Date.UTC(2026, 0, 1);
const LATEST_MS = Date.UTC(2076, 0, 1);

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
  const date = Date.parse(headers["date"] ?? "");
  if (!(date >= EARLIEST_MS && date < LATEST_MS)) return undefined;
  return date - Math.max(0, Math.ceil(clock.monotonic() - sentAt - waitedMs));
}
