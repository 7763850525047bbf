import { PRODUCTS } from "./products";

/**
 * Zoho's apps by the first segment of their scopes, and which of them refuse consent with `no_org` when the
 * person has no account there. Zoho: Upcoming changes to the permission grant flow for OAuth apps (2025-02-10).
 */
export interface ZohoApp {
  readonly name: string;
  /** First segments of its scopes, lower case; empty where Zoho publishes none. */
  readonly scopePrefixes: readonly string[];
  /** True where consent ends in `no_org` for a person without an account in this app. */
  readonly accountRequired: boolean;
}

/** Apps that are no products of ours but stand in that list, or in scopes that people ask for. */
const OTHER_APPS: readonly ZohoApp[] = [
  { name: "QEngine", scopePrefixes: [], accountRequired: true },
  { name: "Solution", scopePrefixes: [], accountRequired: true },
  { name: "ZeptoMail", scopePrefixes: ["zeptomail"], accountRequired: true },
  { name: "Projects", scopePrefixes: ["zohopc"], accountRequired: false },
  { name: "Accounts", scopePrefixes: ["aaaserver"], accountRequired: false },
];

export const ZOHO_APPS: readonly ZohoApp[] = [
  ...Object.values(PRODUCTS).map(({ name, scopePrefix, accountRequired }) => ({
    name,
    scopePrefixes: [scopePrefix.toLowerCase()],
    accountRequired,
  })),
  ...OTHER_APPS,
];

/** The app that a scope belongs to, if known. Zoho compares scopes without regard to case. */
export function appOfScope(scope: string): ZohoApp | undefined {
  const prefix = scope.split(".", 1)[0]?.toLowerCase() ?? "";
  return ZOHO_APPS.find((app) => app.scopePrefixes.includes(prefix));
}

/**
 * The apps behind a `no_org`: those of the asked scopes in which a person must have an account.
 *
 * @returns names for sentences, in the order of the scopes, each once
 */
export function appsRequiringAccount(scopes: readonly string[]): readonly string[] {
  const names = scopes.map(appOfScope).filter((app) => app?.accountRequired === true);
  return [...new Set(names.map((app) => app?.name ?? ""))];
}
