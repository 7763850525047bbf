import type { DataCenter } from "./data-centers";
import type { Environment } from "./environments";
import { own } from "./own";
import { PRODUCTS } from "./products";
import { coversScope } from "./scopes";

/** An org as Zoho names it in one app. */
export interface OrgName {
  readonly id: string;
  readonly name: string;
}

/** The apps that tell which orgs a token reaches, most telling first. */
export const ORG_APP_IDS = [
  "crm",
  "bigin",
  "recruit",
  "desk",
  "books",
  "inventory",
  "invoice",
  "billing",
  "expense",
  "projects",
  "analytics",
] as const;

export type OrgAppId = (typeof ORG_APP_IDS)[number];

/** The call of one app that tells which orgs a token reaches. */
export interface OrgProbe {
  readonly app: OrgAppId;
  /** As Zoho calls it. */
  readonly name: string;
  /** First segment of its scopes. */
  readonly scopePrefix: string;
  /** The scope that lets the call through. */
  readonly scope: string;
  readonly host: (dc: DataCenter, environment: Environment) => string;
  /** The whole path. */
  readonly path: string;
  /** Which org a call is for: the one that the token stands for, or the one that each call names. */
  readonly selectedBy: "token" | "call";
  /** The orgs in its answer, or undefined where it is no such answer. */
  readonly orgsIn: (body: unknown) => readonly OrgName[] | undefined;
}

/** CRM and what is built like it: `{"org": [{"zgid": …, "company_name": …}]}`. */
function orgsOfCrm(body: unknown): readonly OrgName[] | undefined {
  return orgsOf(own(body, "org"), ["zgid", "id"], ["company_name"]);
}

/** Names and IDs of a list; rows without an ID are left out. Some apps send IDs as numbers. */
function orgsOf(
  list: unknown,
  idKeys: readonly string[],
  nameKeys: readonly string[],
): readonly OrgName[] | undefined {
  if (!Array.isArray(list)) return undefined;
  return list.flatMap((row: unknown) => {
    const id = firstText(row, idKeys);
    return id === undefined ? [] : [{ id, name: firstText(row, nameKeys) ?? `org ${id}` }];
  });
}

function firstText(row: unknown, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const value = own(row, key);
    if (typeof value === "string" && value !== "") return value;
    if (Number.isSafeInteger(value)) return String(value);
  }
  return undefined;
}

/** What is asked: the path below the app's base, the scope it needs, and where the orgs are in the answer. */
function probe(
  app: OrgAppId,
  { path, scope, orgsIn }: Pick<OrgProbe, "path" | "scope" | "orgsIn">,
): OrgProbe {
  const { name, scopePrefix, host, basePath, orgSelector } = PRODUCTS[app];
  return {
    app,
    name,
    scopePrefix,
    scope: `${scopePrefix}.${scope}`,
    host,
    path: `${basePath}/${path}`,
    selectedBy: orgSelector.in === "token" ? "token" : "call",
    orgsIn,
  };
}

/** CRM and what is built like it. */
function likeCrm(app: OrgAppId): OrgProbe {
  return probe(app, { path: "org", scope: "org.READ", orgsIn: orgsOfCrm });
}

/** The finance apps share the list of organizations (Zoho Books API v3: organizations; Expense API v1: Organization ID). */
function finance(app: OrgAppId, scope = "settings.READ"): OrgProbe {
  return probe(app, {
    path: "organizations",
    scope,
    orgsIn: (body) => orgsOf(own(body, "organizations"), ["organization_id"], ["name"]),
  });
}

/**
 * Zoho: Org-specific OAuth2.0 Tokens in Zoho CRM; the organizations of Desk, Books and its siblings, Projects (portals)
 * and Analytics, each from its API docs. Apps whose tokens stand for one org and that have no such call (People,
 * Cliq, Sign) are missing.
 */
export const ORG_PROBES: Readonly<Record<OrgAppId, OrgProbe>> = {
  crm: likeCrm("crm"),
  bigin: likeCrm("bigin"),
  recruit: likeCrm("recruit"),
  desk: probe("desk", {
    // The one call that needs no orgId.
    path: "organizations",
    scope: "basic.READ",
    orgsIn: (body) => orgsOf(own(body, "data"), ["id"], ["companyName", "portalName"]),
  }),
  books: finance("books"),
  inventory: finance("inventory"),
  invoice: finance("invoice"),
  billing: finance("billing"),
  expense: finance("expense", "orgsettings.READ"),
  projects: probe("projects", {
    path: "portals",
    scope: "portals.READ",
    // A bare array, or one below its name.
    orgsIn: (body) =>
      orgsOf(own(body, "portals") ?? body, ["id", "id_string"], ["org_name", "portal_name", "name"]),
  }),
  analytics: probe("analytics", {
    path: "orgs",
    scope: "metadata.read",
    orgsIn: (body) => orgsOf(own(own(body, "data"), "orgs"), ["orgId"], ["orgName"]),
  }),
};

/** The apps whose tokens are bound to one environment, so that a call tells which; with the call that tells the user. */
export const ENVIRONMENT_APPS = ["crm", "bigin"] as const satisfies readonly OrgAppId[];

export type EnvironmentApp = (typeof ENVIRONMENT_APPS)[number];

/** What a call that says who consented looks like, and the scope it needs. Zoho CRM v8, Bigin v2: get users. */
export function userProbe(app: EnvironmentApp): {
  readonly path: string;
  readonly query: string;
  readonly scope: string;
} {
  return { path: "users", query: "type=CurrentUser", scope: `${PRODUCTS[app].scopePrefix}.users.READ` };
}

export function isOrgAppId(value: unknown): value is OrgAppId {
  return typeof value === "string" && (ORG_APP_IDS as readonly string[]).includes(value);
}

/** The apps that scopes belong to, whether or not they let the call through. */
export function orgAppsOf(scopes: readonly string[]): readonly OrgAppId[] {
  return ORG_APP_IDS.filter((app) => {
    const prefix = `${ORG_PROBES[app].scopePrefix.toLowerCase()}.`;
    return scopes.some((scope) => scope.toLowerCase().startsWith(prefix));
  });
}

/** The apps that can be asked with these scopes. */
export function askableOrgApps(scopes: readonly string[]): readonly OrgAppId[] {
  return ORG_APP_IDS.filter((app) => coversScope(scopes, ORG_PROBES[app].scope));
}
