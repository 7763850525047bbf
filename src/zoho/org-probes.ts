import type { DataCenter } from "./data-centers";
import { type Environment, gatewayHost } from "./environments";
import { type ProductId, PRODUCTS } from "./products";
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

function own(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? (Reflect.get(value, key) as unknown)
    : undefined;
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

/** A product that calls are made to anyway: its call for the org stands with it. */
function likeCrm(app: ProductId): OrgProbe {
  const { name, scopePrefix, host, basePath, orgProbe } = PRODUCTS[app];
  return {
    app,
    name,
    scopePrefix,
    scope: orgProbe.scope,
    host,
    path: `${basePath}/${orgProbe.path}`,
    selectedBy: "token",
    orgsIn: orgsOfCrm,
  };
}

/** The finance apps share a gateway, an envelope and the list of organizations (Zoho Books API v3: organizations). */
function finance(
  app: OrgAppId,
  name: string,
  service: { readonly scopePrefix: string; readonly base: string },
): OrgProbe {
  return {
    app,
    name,
    scopePrefix: service.scopePrefix,
    scope: `${service.scopePrefix}.settings.READ`,
    host: (dc) => gatewayHost(dc, "Production"),
    path: `${service.base}/organizations`,
    selectedBy: "call",
    orgsIn: (body) => orgsOf(own(body, "organizations"), ["organization_id"], ["name"]),
  };
}

/**
 * Zoho: Org-specific OAuth2.0 Tokens in Zoho CRM; the organizations of Desk, Books and its siblings, Projects (portals)
 * and Analytics, each from its API docs. Apps whose tokens stand for one org and that have no such call (People,
 * Cliq, Sign) are missing.
 */
export const ORG_PROBES: Readonly<Record<OrgAppId, OrgProbe>> = {
  crm: likeCrm("crm"),
  bigin: likeCrm("bigin"),
  recruit: {
    app: "recruit",
    name: "Recruit",
    scopePrefix: "ZohoRecruit",
    scope: "ZohoRecruit.org.READ",
    // Its docs print the gateway, which answers 404.
    host: (dc) => `recruit.${dc.productDomain}`,
    path: "/recruit/v2/org",
    selectedBy: "token",
    orgsIn: orgsOfCrm,
  },
  desk: {
    app: "desk",
    name: "Desk",
    scopePrefix: "Desk",
    scope: "Desk.basic.READ",
    host: (dc) => `desk.${dc.productDomain}`,
    // The one call that needs no orgId.
    path: "/api/v1/organizations",
    selectedBy: "call",
    orgsIn: (body) => orgsOf(own(body, "data"), ["id"], ["companyName", "portalName"]),
  },
  books: finance("books", "Books", { scopePrefix: "ZohoBooks", base: "/books/v3" }),
  inventory: finance("inventory", "Inventory", { scopePrefix: "ZohoInventory", base: "/inventory/v1" }),
  invoice: finance("invoice", "Invoice", { scopePrefix: "ZohoInvoice", base: "/invoice/v3" }),
  billing: finance("billing", "Billing", { scopePrefix: "ZohoSubscriptions", base: "/billing/v1" }),
  expense: finance("expense", "Expense", { scopePrefix: "ZohoExpense", base: "/expense/v1" }),
  projects: {
    app: "projects",
    name: "Projects",
    scopePrefix: "ZohoProjects",
    scope: "ZohoProjects.portals.READ",
    host: (dc) => `projects.${dc.productDomain}`,
    path: "/api/v3/portals",
    selectedBy: "call",
    // A bare array, or one below its name.
    orgsIn: (body) =>
      orgsOf(own(body, "portals") ?? body, ["id", "id_string"], ["org_name", "portal_name", "name"]),
  },
  analytics: {
    app: "analytics",
    name: "Analytics",
    scopePrefix: "ZohoAnalytics",
    scope: "ZohoAnalytics.metadata.read",
    host: (dc) => `analyticsapi.${dc.productDomain}`,
    path: "/restapi/v2/orgs",
    selectedBy: "call",
    orgsIn: (body) => orgsOf(own(own(body, "data"), "orgs"), ["orgId"], ["orgName"]),
  },
};

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
