import { coversScope } from "../../zoho/scopes";

/** What a call does to records, as the last part of a scope. */
export type Operation = "READ" | "CREATE" | "UPDATE" | "DELETE";

/**
 * True where the granted scopes allow the call. `settings.fields.READ` is also covered by `settings.READ`, and
 * CREATE or UPDATE by WRITE; `ALL` covers everything below its area. Compared without regard to case.
 *
 * @param prefix `ZohoCRM` or `ZohoBigin`
 * @param area `modules.Leads`, `settings.fields`, `org`, `users`
 */
export function allows(
  granted: readonly string[],
  prefix: string,
  area: string,
  operation: Operation,
): boolean {
  const areas = [area, area.split(".", 1)[0] ?? area];
  const operations = operation === "CREATE" || operation === "UPDATE" ? [operation, "WRITE"] : [operation];
  return areas.some((one) => operations.some((verb) => coversScope(granted, `${prefix}.${one}.${verb}`)));
}
