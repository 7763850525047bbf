import { coversScope } from "../../zoho/scopes";

/**
 * True where the granted scopes allow the call. `settings.fields.READ` is also covered by `settings.READ`, and
 * CREATE or UPDATE by WRITE; `ALL` covers everything below its area. Compared without regard to case.
 *
 * @param prefix `ZohoCRM` or `ZohoBigin`
 * @param needed `modules.Leads.READ`, `settings.fields.READ`, `org.READ`
 */
export function allows(granted: readonly string[], prefix: string, needed: string): boolean {
  const dot = needed.lastIndexOf(".");
  const area = needed.slice(0, dot);
  const operation = needed.slice(dot + 1);
  const areas = [area, area.split(".", 1)[0] ?? area];
  const operations = operation === "CREATE" || operation === "UPDATE" ? [operation, "WRITE"] : [operation];
  return areas.some((one) => operations.some((verb) => coversScope(granted, `${prefix}.${one}.${verb}`)));
}
