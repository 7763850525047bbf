/**
 * A time as CRM writes it: ISO 8601 in the org's zone, whole seconds, never `Z`.
 *
 * @param ms milliseconds since 1970
 * @param offset of the org: `-07:00`
 */
export function zohoTime(ms: number, offset: string): string {
  const sign = offset.startsWith("-") ? -1 : 1;
  const minutes = sign * (Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4, 6)));
  return new Date(ms + minutes * 60_000).toISOString().slice(0, 19) + offset;
}
