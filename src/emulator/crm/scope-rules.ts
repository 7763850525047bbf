import { coversScope } from "../../zoho/scopes";

const MAX_ANSWERS = 1_000;

/** What was found out about the scopes of a consent, which never change. */
const known = new WeakMap<readonly string[], Map<string, boolean>>();

/**
 * True where the granted scopes allow the call. `settings.fields.READ` is also covered by `settings.READ`, and
 * CREATE or UPDATE by WRITE; `ALL` covers everything below its area. Compared without regard to case.
 *
 * @param prefix `ZohoCRM` or `ZohoBigin`
 * @param needed `modules.Leads.READ`, `settings.fields.READ`, `org.READ`
 */
export function allows(granted: readonly string[], prefix: string, needed: string): boolean {
  const answers = known.get(granted) ?? new Map<string, boolean>();
  known.set(granted, answers);
  const key = `${prefix}.${needed}`;
  const before = answers.get(key);
  if (before !== undefined) return before;
  const isAllowed = compare(granted, prefix, needed);
  // Names in paths are free, so the answers are bounded.
  if (answers.size < MAX_ANSWERS) answers.set(key, isAllowed);
  return isAllowed;
}

function compare(granted: readonly string[], prefix: string, needed: string): boolean {
  const dot = needed.lastIndexOf(".");
  const area = needed.slice(0, dot);
  const operation = needed.slice(dot + 1);
  const areas = [area, area.split(".", 1)[0] ?? area];
  const operations = operation === "CREATE" || operation === "UPDATE" ? [operation, "WRITE"] : [operation];
  return areas.some((one) => operations.some((verb) => coversScope(granted, `${prefix}.${one}.${verb}`)));
}
