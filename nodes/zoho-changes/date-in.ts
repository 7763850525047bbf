/** A date, a date with a time, and both with a zone; what has none is in the zone of this machine. */
const DATE = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

/** @returns undefined where the text is no date */
export function dateIn(text: string): Date | undefined {
  if (!DATE.test(text)) return undefined;
  // A date alone would mean midnight in UTC, one with a time that of this machine.
  const date = new Date(text.length === 10 ? `${text}T00:00:00` : text.replace(" ", "T"));
  return Number.isNaN(date.getTime()) ? undefined : date;
}
