import { gatewayHost } from "../environments";
import { type Product, PRODUCT_DEFAULTS } from "./product";

/** What CRM and the products on its platform have in common: paths, envelopes, pages, errors. */
const CRM_PLATFORM = {
  ...PRODUCT_DEFAULTS,
  accountRequired: true,
  pager: "crm",
  dialect: "crm",
  // CRM v8, Bigin v2, Recruit v2: insert records.
  takesTrigger: true,
  limits: { concurrency: 10, heavyConcurrency: 10 },
  batch: { write: 100, delete: 100 },
  repeatablePost: /^(?:coql|[A-Za-z0-9_]+\/upsert)$/,
  readPost: /^coql$/,
  oneRecord: /^(?:org|settings\/modules\/[^/]+|.*\/\d{10,})$/,
  recordPath:
    /^(?!settings\/|org$|users(?:\/|$)|coql$)[A-Za-z0-9_]+(?:\/upsert|\/\d{10,}(?:\/[A-Za-z0-9_]+(?:\/\d{10,})?)?)?$/,
} as const satisfies Partial<Product>;

/**
 * CRM and what is built like it. Hosts by Zoho's SDKs 8.0 and the API docs of each; IoT's envelopes are not published
 * and taken to be those of the platform.
 */
export const CRM_FAMILY = {
  crm: {
    ...CRM_PLATFORM,
    id: "crm",
    name: "CRM",
    basePath: "/crm/v8",
    roots: ["crm"],
    host: gatewayHost,
    scopePrefix: "ZohoCRM",
    // GraphQL stands beside the versions and only reads: its root fields are `Meta` and `Records`, without mutations.
    readPost: /^(?:coql|crm\/graphql)$/,
    docs: "https://www.zoho.com/crm/developer/docs/api/v8/",
  },
  bigin: {
    ...CRM_PLATFORM,
    id: "bigin",
    name: "Bigin",
    basePath: "/bigin/v2",
    roots: ["bigin"],
    // Bigin has no sandbox: whatever the environment of the connection, there is one host.
    host: (dc) => gatewayHost(dc, "Production"),
    scopePrefix: "ZohoBigin",
    docs: "https://www.bigin.com/developer/docs/apis/v2/",
  },
  recruit: {
    ...CRM_PLATFORM,
    id: "recruit",
    name: "Recruit",
    basePath: "/recruit/v2",
    roots: ["recruit"],
    // Its docs print the gateway, which answers 404.
    host: (dc) => `recruit.${dc.productDomain}`,
    scopePrefix: "ZohoRecruit",
    docs: "https://www.zoho.com/recruit/developer-guide/apiv2/",
  },
  iot: {
    ...CRM_PLATFORM,
    id: "iot",
    name: "IoT",
    basePath: "/iot/v1",
    roots: ["iot"],
    host: (dc) => gatewayHost(dc, "Production"),
    scopePrefix: "ZohoIOT",
    takesTrigger: false,
    limits: { concurrency: 5, heavyConcurrency: 5 },
    docs: "https://www.zoho.com/iot/developer/docs/api/",
  },
} as const satisfies Readonly<Record<string, Product>>;
