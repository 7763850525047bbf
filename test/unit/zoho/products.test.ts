import { describe, expect, it } from "vitest";
import { DATA_CENTERS } from "../../../src/zoho/data-centers";
import { PRODUCT_IDS, PRODUCTS, type ProductId } from "../../../src/zoho/products";
import { resourcePath } from "../../../src/api/resource-path";

/** Where Zoho serves each product in the United States and in irregular Canada, as its API docs print it. */
const BASES = {
  crm: ["www.zohoapis.com/crm/v8", "www.zohoapis.ca/crm/v8"],
  bigin: ["www.zohoapis.com/bigin/v2", "www.zohoapis.ca/bigin/v2"],
  books: ["www.zohoapis.com/books/v3", "www.zohoapis.ca/books/v3"],
  inventory: ["www.zohoapis.com/inventory/v1", "www.zohoapis.ca/inventory/v1"],
  invoice: ["www.zohoapis.com/invoice/v3", "www.zohoapis.ca/invoice/v3"],
  billing: ["www.zohoapis.com/billing/v1", "www.zohoapis.ca/billing/v1"],
  expense: ["www.zohoapis.com/expense/v1", "www.zohoapis.ca/expense/v1"],
  desk: ["desk.zoho.com/api/v1", "desk.zohocloud.ca/api/v1"],
  creator: ["www.zohoapis.com/creator/v2.1", "www.zohoapis.ca/creator/v2.1"],
  projects: ["projects.zoho.com/api/v3", "projects.zohocloud.ca/api/v3"],
  people: ["people.zoho.com/people/api", "people.zohocloud.ca/people/api"],
  recruit: ["recruit.zoho.com/recruit/v2", "recruit.zohocloud.ca/recruit/v2"],
  iot: ["www.zohoapis.com/iot/v1", "www.zohoapis.ca/iot/v1"],
  analytics: ["analyticsapi.zoho.com/restapi/v2", "analyticsapi.zohocloud.ca/restapi/v2"],
  campaigns: ["campaigns.zoho.com/api/v1.1", "campaigns.zohocloud.ca/api/v1.1"],
  cliq: ["cliq.zoho.com/api/v3", "cliq.zohocloud.ca/api/v3"],
  mail: ["mail.zoho.com/api", "mail.zohocloud.ca/api"],
  "marketing-automation": ["marketingautomation.zoho.com/api/v1", "marketingautomation.zohocloud.ca/api/v1"],
  phonebridge: ["www.zohoapis.com/phonebridge/v3", "www.zohoapis.ca/phonebridge/v3"],
  sheet: ["sheet.zoho.com/api/v2", "sheet.zohocloud.ca/api/v2"],
  sign: ["sign.zoho.com/api/v1", "sign.zohocloud.ca/api/v1"],
  workdrive: ["www.zohoapis.com/workdrive/api/v1", "www.zohoapis.ca/workdrive/api/v1"],
} as const satisfies Readonly<Record<ProductId, readonly [us: string, ca: string]>>;

describe("the table of products", () => {
  it.each(PRODUCT_IDS)("%s stands where its docs say", (id) => {
    const { host, basePath } = PRODUCTS[id];
    const [us, ca] = BASES[id];
    expect(host(DATA_CENTERS.us, "Production") + basePath).toBe(us);
    expect(host(DATA_CENTERS.ca, "Production") + basePath).toBe(ca);
  });

  it.each(PRODUCT_IDS)("%s is reached in Production only, unless it is CRM", (id) => {
    const { host } = PRODUCTS[id];
    const isElsewhere = host(DATA_CENTERS.eu, "Sandbox") !== host(DATA_CENTERS.eu, "Production");
    expect(isElsewhere).toBe(id === "crm");
  });

  it.each(PRODUCT_IDS)("%s: its base lies below one of its roots", (id) => {
    const { basePath, roots } = PRODUCTS[id];
    expect(roots.some((root) => `${basePath}/`.startsWith(`/${root}/`))).toBe(true);
  });

  it("has no two products that answer at the same host and base", () => {
    const bases = Object.values(BASES).map(([us]) => us);
    expect(new Set(bases).size).toBe(PRODUCT_IDS.length);
  });

  it.each([
    ["crm", "/crm/v8/Leads/", "Leads"],
    ["crm", "crm/v2.1/Leads?page=2", "Leads"],
    ["crm", "https://www.zohoapis.eu/crm/v8/Leads", "Leads"],
    ["crm", "crm/bulk/v8/read", "crm/bulk/v8/read"],
    ["books", "books/v4/invoices", "invoices"],
    ["creator", "creator/v2/data/acme/app/report/All", "data/acme/app/report/All"],
    ["mail", "/api/accounts/1", "accounts/1"],
    ["workdrive", "workdrive/api/v1/teams/x/", "teams/x"],
    ["people", "people/api/forms", "forms"],
    ["people", "api/v2/x", "api/v2/x"],
  ] as const)("%s: %s names %s", (product, path, resource) => {
    expect(resourcePath(product, path)).toBe(resource);
  });
});
