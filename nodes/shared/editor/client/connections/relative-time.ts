/** Units of time, longest first, with their length in milliseconds. */
const UNITS = [
  ["year", 365 * 24 * 3_600_000],
  ["month", 30 * 24 * 3_600_000],
  ["day", 24 * 3_600_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const satisfies readonly (readonly [Intl.RelativeTimeFormatUnit, number])[];

/**
 * A time as people say it, e.g. `3 minutes ago`, `yesterday`, `in 2 hours`. Less than a minute is `now`, as is what a
 * clock of the runtime that goes ahead calls the future.
 *
 * @param at ISO 8601
 * @param now milliseconds since 1970
 * @param locale that of the texts around it, e.g. `en-US`
 */
export function relativeTime(at: string, now: number, locale: string): string {
  const words = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const away = Date.parse(at) - now;
  const unit = UNITS.find(([, length]) => Math.abs(away) >= length);
  if (unit === undefined) return words.format(0, "second");
  return words.format(Math.trunc(away / unit[1]), unit[0]);
}
