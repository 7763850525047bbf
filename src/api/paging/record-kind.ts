/**
 * True where a row of a query can stand for a record of the list: it has the same fields, and no value whose form could
 * differ. A lookup is an ID with a name in a list, and may be the ID alone in a query. COQL v8: get records.
 */
export function isSameKind(row: unknown, record: unknown): boolean {
  if (typeof row !== "object" || row === null || typeof record !== "object" || record === null) return false;
  const values = Object.entries(row);
  return (
    values.length === Object.keys(record).length &&
    values.every(
      ([name, value]) => Object.hasOwn(record, name) && (typeof value !== "object" || value === null),
    )
  );
}
