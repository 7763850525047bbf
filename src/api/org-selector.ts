import { ZohoError } from "../errors/zoho-error";
import type { Connection } from "../vault/connection";
import { isOrgAppId, type OrgName, ORG_PROBES } from "../zoho/org-probes";
import { type OrgSelector, type ProductId, PRODUCTS } from "../zoho/products";
import type { ApiCall } from "./api-call";
import { splitQuery } from "./path-query";
import { resourcePath } from "./resource-path";

/** A call that says which org it is for, in its product's own way. */
export type OrgCall = Pick<ApiCall, "connection" | "product" | "path" | "query" | "headers" | "org">;

type NamedOrg = Exclude<OrgSelector, { in: "token" }>;

/**
 * Names the org of a call where its product wants it: in the query, a header, or the path. What the flow wrote there
 * itself stays. The org is the one asked for, else the one chosen for the connection, else the only one it reaches.
 *
 * @returns the call, and the ID of its org where it is known
 * @throws ZohoError `wrong_org` where the connection does not reach the org that was asked for; `ambiguous_org`,
 *   `unknown_org` where the product must be told and nothing says which: never the first of several
 */
export function withOrg<Call extends OrgCall>(
  call: Call,
): { readonly call: Call & OrgCall; readonly org: string | undefined } {
  const selector = PRODUCTS[call.product].orgSelector;
  checkAsked(call);
  if (selector.in === "token") return { call, org: chosenOrg(call.connection, call.product) };
  const resource = resourcePath(call.product, call.path);
  if (selector.notFor.test(resource)) return { call, org: undefined };
  const written = writtenOrg(call, selector);
  if (written !== undefined) return { call, org: written };
  const org = call.org ?? chosenOrg(call.connection, call.product);
  if (org === undefined) {
    if (selector.optional) return { call, org };
    throw nothingSays(call);
  }
  return { call: { ...call, ...named(call, selector, { org, resource }) }, org };
}

/** The org that calls of a product are for, of those that a connection reaches; undefined where nobody has said. */
function chosenOrg({ pins }: Connection, product: ProductId): string | undefined {
  const orgs = isOrgAppId(product) ? pins.orgs?.[product] : undefined;
  return orgs?.chosen ?? (product === "crm" || product === "bigin" ? pins.orgId : undefined);
}

/** The orgs of a product that a connection is known to reach. */
export function reachedOrgs({ pins }: Connection, product: ProductId): readonly OrgName[] {
  const reached = isOrgAppId(product) ? (pins.orgs?.[product]?.reached ?? []) : [];
  if (reached.length > 0 || pins.orgId === undefined || (product !== "crm" && product !== "bigin"))
    return reached;
  return [{ id: pins.orgId, name: pins.orgName ?? "" }];
}

/** An org that the connection is known not to reach must not be asked at all. */
function checkAsked(call: OrgCall): void {
  const { connection, product, org } = call;
  if (org === undefined) return;
  const reached = reachedOrgs(connection, product);
  if (reached.some(({ id }) => id === org)) return;
  const { name, orgSelector, scopePrefix } = PRODUCTS[product];
  if (reached.length === 0) {
    // Whoever names the org in the call may well know it; where the token decides, it could be any.
    if (orgSelector.in !== "token") return;
    const scope = isOrgAppId(product) ? ORG_PROBES[product].scope : `${scopePrefix}.org.READ`;
    throw wrongOrg(
      call,
      `asked for ${org}, and the org of the connection is not known: connect it again with the scope ${scope}`,
    );
  }
  throw wrongOrg(call, `asked for ${org} in ${name}, connected to ${listed(reached)}`);
}

function wrongOrg({ connection, product, org }: OrgCall, message: string): ZohoError {
  return new ZohoError("wrong_org", { connection: connection.name, product, details: { org, message } });
}

function nothingSays({ connection, product }: OrgCall): ZohoError {
  const { name: app, scopePrefix } = PRODUCTS[product];
  const reached = reachedOrgs(connection, product);
  const scope = isOrgAppId(product) ? ORG_PROBES[product].scope : `${scopePrefix}.ALL`;
  const details = { app, known: listed(reached), orgs: reached, scope };
  const code = reached.length === 0 ? "unknown_org" : "ambiguous_org";
  return new ZohoError(code, { connection: connection.name, product, details });
}

/** Orgs for a sentence: names with their IDs. */
export function listed(orgs: readonly OrgName[]): string {
  return orgs.map(({ id, name }) => `${name} ${id}`.trim()).join(", ");
}

/** The org that a call names where its product wants it. */
export function orgInCall(call: Pick<OrgCall, "product" | "path" | "query" | "headers">): string | undefined {
  const selector = PRODUCTS[call.product].orgSelector;
  if (selector.in === "token") return undefined;
  if (selector.in !== "path") return writtenOrg(call, selector);
  const [first, org] = resourcePath(call.product, call.path).split("/");
  return first === selector.name ? org : undefined;
}

/** What the flow itself wrote where the org belongs. */
function writtenOrg(
  call: Pick<OrgCall, "path" | "query" | "headers">,
  selector: NamedOrg,
): string | undefined {
  switch (selector.in) {
    case "query":
      return call.query?.get(selector.name) ?? splitQuery(call.path).query.get(selector.name) ?? undefined;
    case "header":
      return call.headers?.[selector.name];
    case "path":
      return undefined;
  }
}

function named(
  call: OrgCall,
  selector: NamedOrg,
  { org, resource }: { readonly org: string; readonly resource: string },
): Partial<OrgCall> {
  switch (selector.in) {
    case "query": {
      const query = new URLSearchParams(call.query);
      query.set(selector.name, org);
      return { query };
    }
    case "header":
      return { headers: { ...call.headers, [selector.name]: org } };
    case "path": {
      const [, search] = call.path.split(/\?(.*)/s, 2);
      const suffix = search === undefined ? "" : `?${search}`;
      return { path: `${selector.name}/${encodeURIComponent(org)}/${resource}${suffix}` };
    }
  }
}
