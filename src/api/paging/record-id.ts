/** IDs that can be kept and compared: digits, as all of Zoho CRM's are. Longer ones than it ever gives are not. */
const RECORD_ID = /^[1-9]\d{0,23}$/;

/** The ID of a record, or undefined where it has none that can be kept. */
export function recordId(record: unknown): string | undefined {
  if (typeof record !== "object" || record === null) return undefined;
  const id: unknown = Reflect.get(record, "id");
  return typeof id === "string" && RECORD_ID.test(id) ? id : undefined;
}

/** As their numbers compare, which are too large for JavaScript. */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
