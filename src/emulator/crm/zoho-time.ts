const DAY_MS = 86_400_000;

/** Two digits of the numbers below 60. */
const TWO_DIGITS = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, "0"));

/** Days as they are written, with the T behind them; records of a list are of a few. */
const days = new Map<number, string>();
const MAX_DAYS = 5_000;

function dayText(day: number): string {
  let text = days.get(day);
  if (text === undefined) {
    text = new Date(day * DAY_MS).toISOString().slice(0, 11);
    if (days.size >= MAX_DAYS) days.clear();
    days.set(day, text);
  }
  return text;
}

/**
 * A time as CRM writes it: ISO 8601 in the org's zone, whole seconds, never `Z`.
 *
 * @param ms milliseconds since 1970
 * @param offset of the org: `-07:00`
 */
export function zohoTime(ms: number, offset: string): string {
  const sign = offset.startsWith("-") ? -1 : 1;
  const minutes = sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6)));
  const local = ms + minutes * 60_000;
  const day = Math.floor(local / DAY_MS);
  const second = Math.floor((local - day * DAY_MS) / 1000);
  const hour = TWO_DIGITS[Math.floor(second / 3600)] ?? "";
  const minute = TWO_DIGITS[Math.floor(second / 60) % 60] ?? "";
  return `${dayText(day)}${hour}:${minute}:${TWO_DIGITS[second % 60] ?? ""}${offset}`;
}
