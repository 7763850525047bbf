const TIME = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?)(Z|[+-]\d\d):?(\d\d)?$/;

/**
 * A time as Books writes it: in the organization's zone, with an offset that has no colon, `2013-10-07T18:24:51+0530`.
 *
 * @returns milliseconds since 1970, NaN where the text is no time with an offset
 */
export function booksTime(text: string): number {
  const found = TIME.exec(text);
  if (found === null) return Number.NaN;
  const [, local = "", zone = "", minutes] = found;
  return Date.parse(zone === "Z" ? `${local}Z` : `${local}${zone}:${minutes ?? "00"}`);
}
