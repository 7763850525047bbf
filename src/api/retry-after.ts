/** A day: longer waits are a mistake of somebody. */
const LONGEST_MS = 24 * 3_600_000;

/**
 * How long Zoho asks to wait by its `Retry-After` header, in seconds or as a date. A date is counted from the one of
 * the answer itself: the clock of a small machine may be years off.
 *
 * @param now wall clock, for an answer without a date of its own
 * @returns milliseconds from now, at most a day; undefined where it says nothing usable
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const value = headers["retry-after"]?.trim() ?? "";
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, LONGEST_MS);
  // JavaScript takes nearly any text for a date; HTTP's have the name of a month.
  if (!/[a-z]{3}/i.test(value)) return undefined;
  const sent = Date.parse(headers["date"] ?? "");
  const ms = Date.parse(value) - (Number.isFinite(sent) ? sent : now);
  return ms >= 0 ? Math.min(ms, LONGEST_MS) : undefined;
}
