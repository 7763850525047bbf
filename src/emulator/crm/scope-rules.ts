const MAX_ANSWERS = 1_000;

/** What was found out about the scopes of a consent, which never change. */
const known = new WeakMap<readonly string[], Map<string, boolean>>();

/** In these apps WRITE is CREATE, UPDATE and DELETE. Zoho CRM v8: Select API scopes; Campaigns: its API pages. */
const WRITE_IS_ANY_WRITE = ["zohocrm", "zohobigin", "zohocampaigns"];

/**
 * True where the granted scopes allow the call. An operation on an area holds for everything below it, as do `ALL` and, where
 * it is one, `WRITE`. Compared without regard to case.
 *
 * @param prefix `ZohoCRM` or `ZohoBigin`
 * @param needed `modules.Leads.READ`, `settings.fields.READ`, `org.READ`
 */
export function allows(granted: readonly string[], prefix: string, needed: string): boolean {
  return allowsScope(granted, `${prefix}.${needed}`);
}

/** The same for a whole scope: `ZohoSearch.securesearch.READ`. */
export function allowsScope(granted: readonly string[], scope: string): boolean {
  const answers = known.get(granted) ?? new Map<string, boolean>();
  known.set(granted, answers);
  const before = answers.get(scope);
  if (before !== undefined) return before;
  const sufficient = sufficientScopes(scope.toLowerCase());
  const isAllowed = granted.some((one) => sufficient.has(one.toLowerCase()));
  // Names in paths are free, so the answers are bounded.
  if (answers.size < MAX_ANSWERS) answers.set(scope, isAllowed);
  return isAllowed;
}

/** Every scope that lets through what needs this one: `zohocrm.modules.all` for `zohocrm.modules.leads.read`. */
function sufficientScopes(scope: string): ReadonlySet<string> {
  const names = scope.split(".");
  const operation = names.pop() ?? "";
  const operations = [operation, "all"];
  const isWrite = operation === "create" || operation === "update" || operation === "delete";
  if (isWrite && WRITE_IS_ANY_WRITE.includes(names[0] ?? "")) operations.push("write");
  if (operation === "create" || operation === "update") operations.push("create-update");
  const areas = names.map((_name, index) => names.slice(0, index + 1).join(".")).slice(1);
  return new Set(areas.flatMap((area) => operations.map((one) => `${area}.${one}`)));
}
