/**
 * The `soid` names the org for which a Self Client asks by itself: `{service}.{org ID}`, where the service is the
 * first segment of the app's scopes, with `Zoho` before it (Zoho Accounts: Self Client, client credentials flow).
 */

/** Services whose scopes need no org: there a token is for all of the account. */
const WITHOUT_ORG: readonly string[] = ["zohocliq"];

/** Completes org IDs that were entered without their service, with that of the first scope. */
export function soidOf(typed: string, scopes: readonly string[]): string {
  const service = serviceOf(scopes[0] ?? "");
  return typed
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "")
    .map((part) => (part.includes(".") || service === "" ? part : `${service}.${part}`))
    .join(",");
}

/** Whether Zoho gives no token for these scopes without an org. */
export function needsSoid(scopes: readonly string[]): boolean {
  return scopes.some((scope) => !WITHOUT_ORG.includes(serviceOf(scope).toLowerCase()));
}

function serviceOf(scope: string): string {
  const [prefix = ""] = scope.split(".", 1);
  return prefix === "" || /^zoho/i.test(prefix) ? prefix : `Zoho${prefix}`;
}
