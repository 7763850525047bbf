import { PRODUCTS } from "../../zoho/products";

/** A product that keeps orgs of its own. */
export interface OrgProductRow {
  /** As people call it. */
  readonly name: string;
  /** First segment of its scopes, lower case. */
  readonly scopePrefix: string;
  /**
   * Which of a person's orgs a token reaches: the one picked at consent, or every one, and calls name it. Zoho:
   * Org-specific OAuth2.0 Tokens in Zoho CRM; Desk: one portal per token; Books: `organization_id`.
   */
  readonly reaches: "picked" | "all";
}

/** The products of the emulator. A new one is a row here, orgs in the fixtures, and a face that answers. */
export const ORG_PRODUCTS = {
  crm: { name: PRODUCTS.crm.name, scopePrefix: "zohocrm", reaches: "picked" },
  bigin: { name: PRODUCTS.bigin.name, scopePrefix: "zohobigin", reaches: "picked" },
  desk: { name: "Desk", scopePrefix: "desk", reaches: "picked" },
  books: { name: "Books", scopePrefix: "zohobooks", reaches: "all" },
  inventory: { name: "Inventory", scopePrefix: "zohoinventory", reaches: "all" },
  invoice: { name: "Invoice", scopePrefix: "zohoinvoice", reaches: "all" },
  billing: { name: "Billing", scopePrefix: "zohosubscriptions", reaches: "all" },
  expense: { name: "Expense", scopePrefix: "zohoexpense", reaches: "all" },
  creator: { name: "Creator", scopePrefix: "zohocreator", reaches: "all" },
  projects: { name: "Projects", scopePrefix: "zohoprojects", reaches: "all" },
  people: { name: "People", scopePrefix: "zohopeople", reaches: "all" },
  recruit: { name: "Recruit", scopePrefix: "zohorecruit", reaches: "picked" },
  iot: { name: "IoT", scopePrefix: "zohoiot", reaches: "picked" },
  analytics: { name: "Analytics", scopePrefix: "zohoanalytics", reaches: "all" },
  campaigns: { name: "Campaigns", scopePrefix: "zohocampaigns", reaches: "all" },
  cliq: { name: "Cliq", scopePrefix: "zohocliq", reaches: "all" },
  mail: { name: "Mail", scopePrefix: "zohomail", reaches: "all" },
  "marketing-automation": {
    name: "Marketing Automation",
    scopePrefix: "zohomarketingautomation",
    reaches: "all",
  },
  phonebridge: { name: "PhoneBridge", scopePrefix: "phonebridge", reaches: "all" },
  sheet: { name: "Sheet", scopePrefix: "zohosheet", reaches: "all" },
  sign: { name: "Sign", scopePrefix: "zohosign", reaches: "all" },
  workdrive: { name: "WorkDrive", scopePrefix: "workdrive", reaches: "all" },
} as const satisfies Readonly<Record<string, OrgProductRow>>;

export type OrgProduct = keyof typeof ORG_PRODUCTS;

/** In the order of the table, which is that of the pickers. */
export const ORG_PRODUCT_IDS = Object.keys(ORG_PRODUCTS) as readonly OrgProduct[];

/** Products of the asked scopes in which one org must be picked. */
export function pickedProducts(scopes: readonly string[]): readonly OrgProduct[] {
  return productsOf(scopes).filter((id) => ORG_PRODUCTS[id].reaches === "picked");
}

/** Products of the asked scopes that keep orgs of their own. */
export function productsOf(scopes: readonly string[]): readonly OrgProduct[] {
  return ORG_PRODUCT_IDS.filter((id) =>
    scopes.some((scope) => scope.toLowerCase().startsWith(`${ORG_PRODUCTS[id].scopePrefix}.`)),
  );
}
