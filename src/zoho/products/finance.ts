import { gatewayHost } from "../environments";
import { type OrgSelector, type Product, PRODUCT_DEFAULTS, type ProductId } from "./product";

/** The finance apps are one engine on the gateway: same envelope, pages, codes and limits. */
function finance<Id extends ProductId>(
  id: Id,
  name: string,
  own: { readonly version: string; readonly scopePrefix: string; readonly selector: FinanceSelector },
): Product & { readonly id: Id } {
  const notFor = /^organizations(?:\/|$)/;
  return {
    ...PRODUCT_DEFAULTS,
    id,
    name,
    basePath: `/${id}/${own.version}`,
    roots: [id],
    host: (dc) => gatewayHost(dc, "Production"),
    scopePrefix: own.scopePrefix,
    orgSelector: { ...own.selector, optional: false, notFor },
    pager: "finance",
    dialect: "finance",
    limits: { concurrency: 5, window: { calls: 100, ms: 60_000 } },
    docs: `https://www.zoho.com/${id}/api/${own.version}/`,
  };
}

type FinanceSelector = Pick<Exclude<OrgSelector, { in: "token" }>, "in" | "name">;

function byHeader(service: string): FinanceSelector {
  return { in: "header", name: `x-com-zoho-${service}-organizationid` };
}

const BY_QUERY: FinanceSelector = { in: "query", name: "organization_id" };

/** Zoho Books API v3, Inventory v1, Invoice v3, Billing v1, Expense v1: the sections on organizations. */
export const FINANCE = {
  books: finance("books", "Books", { version: "v3", scopePrefix: "ZohoBooks", selector: BY_QUERY }),
  inventory: finance("inventory", "Inventory", {
    version: "v1",
    scopePrefix: "ZohoInventory",
    selector: BY_QUERY,
  }),
  invoice: finance("invoice", "Invoice", {
    version: "v3",
    scopePrefix: "ZohoInvoice",
    selector: byHeader("invoice"),
  }),
  billing: finance("billing", "Billing", {
    version: "v1",
    scopePrefix: "ZohoSubscriptions",
    selector: byHeader("subscriptions"),
  }),
  expense: finance("expense", "Expense", {
    version: "v1",
    scopePrefix: "ZohoExpense",
    selector: byHeader("expense"),
  }),
} as const;
