import type { DataCenter } from "./data-centers";
import { type Environment, gatewayHost } from "./environments";

/** The products that `zoho-request` knows. A new one is a row of `PRODUCTS`. */
export const PRODUCT_IDS = ["crm", "bigin"] as const;

export type ProductId = (typeof PRODUCT_IDS)[number];

export interface Product {
  readonly id: ProductId;
  readonly name: string;
  /** Path before the resource, with the API version. */
  readonly basePath: string;
  /** Where it is served: the gateway host of the environment, or a host of its own. */
  readonly host: (dc: DataCenter, environment: Environment) => string;
  /** First segment of its scopes. */
  readonly scopePrefix: string;
  /** POSTs that can be sent again without harm: reads and upserts. */
  readonly repeatablePost: RegExp;
  /** POSTs that only read: a query stands in the body. */
  readonly readPost: RegExp;
  /** Paths that name one thing, so that the answer is an object and not a list of one. */
  readonly oneRecord: RegExp;
  /** Paths of records: a bare record sent there is put into the product's envelope. */
  readonly recordPath: RegExp;
  /** What a call that says which org a token reaches looks like, and the scope it needs. */
  readonly orgProbe: { readonly path: string; readonly scope: string };
  /** What a call that says who consented looks like, and the scope it needs. */
  readonly userProbe: { readonly path: string; readonly query: string; readonly scope: string };
}

/** Bigin is built on CRM: the same resources under other names. */
const CRM_PATHS = {
  repeatablePost: /^(?:coql|[A-Za-z0-9_]+\/upsert)$/,
  readPost: /^coql$/,
  oneRecord: /^(?:org|settings\/modules\/[^/]+|.*\/\d{10,})$/,
  recordPath:
    /^(?!settings\/|org$|users(?:\/|$)|coql$)[A-Za-z0-9_]+(?:\/upsert|\/\d{10,}(?:\/[A-Za-z0-9_]+(?:\/\d{10,})?)?)?$/,
} as const;

/** Zoho CRM v8 and Bigin v2: same gateway, same envelopes. Hosts by Zoho's SDKs 8.0, `Bigin` by its API docs. */
export const PRODUCTS: Readonly<Record<ProductId, Product>> = {
  crm: {
    id: "crm",
    name: "CRM",
    basePath: "/crm/v8",
    host: gatewayHost,
    scopePrefix: "ZohoCRM",
    ...CRM_PATHS,
    orgProbe: { path: "org", scope: "ZohoCRM.org.READ" },
    userProbe: { path: "users", query: "type=CurrentUser", scope: "ZohoCRM.users.READ" },
  },
  bigin: {
    id: "bigin",
    name: "Bigin",
    basePath: "/bigin/v2",
    // Bigin has no sandbox: whatever the environment of the connection, there is one host.
    host: (dc) => gatewayHost(dc, "Production"),
    scopePrefix: "ZohoBigin",
    ...CRM_PATHS,
    orgProbe: { path: "org", scope: "ZohoBigin.org.READ" },
    userProbe: { path: "users", query: "type=CurrentUser", scope: "ZohoBigin.users.READ" },
  },
};

export function isProductId(value: unknown): value is ProductId {
  return typeof value === "string" && (PRODUCT_IDS as readonly string[]).includes(value);
}

/** Host and base path of a product for one data center and environment. */
export function productHost(
  id: ProductId,
  dc: DataCenter,
  environment: Environment,
): { readonly host: string; readonly basePath: string } {
  const product = PRODUCTS[id];
  return { host: product.host(dc, environment), basePath: product.basePath };
}
