const ISO = /^(\d{4}-\d{2}-\d{2})T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z$/;

/** A time of an error's facts as a sentence for people tells it: `2026-03-01 12:10:00 UTC`. Other text stays as it is. */
export function toldTime(text: string): string {
  return text.replace(ISO, "$1 $2 UTC");
}
