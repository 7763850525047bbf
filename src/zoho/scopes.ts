/** What can be said about scopes without asking Zoho. Zoho Accounts: OAuth scopes. */

const PRODUCT_SCOPE = /^[A-Za-z0-9]+(?:\.[A-Za-z0-9_-]+)+$/;
const OPENID_SCOPES = ["openid", "email", "profile", "phone"];

/**
 * Scopes out of free text. Zoho takes them separated by commas and answers them separated by spaces.
 *
 * @returns each scope once, as typed
 */
export function parseScopes(text: string): readonly string[] {
  return [...new Set(text.split(/[\s,]+/).filter((scope) => scope !== ""))];
}

/** The members that can't be scopes because of their shape. */
export function malformedScopes(scopes: readonly string[]): readonly string[] {
  return scopes.filter((scope) => !PRODUCT_SCOPE.test(scope) && !OPENID_SCOPES.includes(scope));
}

/**
 * True where one of the granted scopes covers the wanted one: the same, or the same area with `ALL`,
 * without regard to case. `ZohoCRM.modules.ALL` covers `ZohoCRM.modules.Leads.READ`; `ZohoBooks.fullaccess.all` covers
 * everything of Books.
 */
export function coversScope(granted: readonly string[], wanted: string): boolean {
  const target = wanted.toLowerCase();
  const targetArea = target.slice(0, Math.max(target.lastIndexOf("."), 0));
  return granted.some((scope) => {
    const one = scope.toLowerCase();
    if (one === target) return true;
    if (!one.endsWith(".all")) return false;
    const area = one.slice(0, -".all".length).replace(/\.fullaccess$/, "");
    return targetArea === area || targetArea.startsWith(`${area}.`);
  });
}
