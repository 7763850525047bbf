const SECOND_MS = 1_000;

/** The second in which a time lies: CRM's times have no parts of seconds. Milliseconds since 1970. */
export function wholeSecond(ms: number): number {
  return Math.floor(ms / SECOND_MS) * SECOND_MS;
}

/** A time as CRM takes it in headers and queries: `2026-01-31T10:00:00+00:00`. */
export function crmTime(ms: number): string {
  return new Date(wholeSecond(ms)).toISOString().replace(/\.\d{3}Z$/, "+00:00");
}
