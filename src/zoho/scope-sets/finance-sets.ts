import { area, calls, helper, moreAreas, type ScopeSet } from "./scope-set";

/** Organizations are read with the scope of settings, and so are items where they have none of their own. */
function settings(prefix: string): ScopeSet["offers"] {
  const scope = `${prefix}.settings`;
  return [
    helper("org", `${scope}.READ`),
    calls(
      "area",
      { write: [`${scope}.CREATE`, `${scope}.UPDATE`], delete: [`${scope}.DELETE`] },
      { area: "settings", isPreset: false },
    ),
  ];
}

const BOOKS: ScopeSet = {
  source: "Zoho Books API v3: OAuth, scopes",
  offers: [
    area("ZohoBooks", "contacts"),
    area("ZohoBooks", "invoices"),
    ...settings("ZohoBooks"),
    ...moreAreas(
      "ZohoBooks",
      "estimates customerpayments creditnotes projects expenses salesorders purchaseorders bills debitnotes vendorpayments " +
        "banking accountants",
    ),
  ],
};

const INVENTORY: ScopeSet = {
  source: "Zoho Inventory API v1: OAuth, scopes",
  offers: [
    area("ZohoInventory", "items"),
    area("ZohoInventory", "contacts"),
    area("ZohoInventory", "salesorders"),
    ...settings("ZohoInventory"),
    ...moreAreas(
      "ZohoInventory",
      "compositeitems inventoryadjustments transferorders packages shipmentorders invoices customerpayments salesreturns " +
        "creditnotes purchaseorders purchasereceives bills",
    ),
  ],
};

const INVOICE: ScopeSet = {
  source: "Zoho Invoice API v3: OAuth, scopes",
  offers: [
    area("ZohoInvoice", "contacts"),
    area("ZohoInvoice", "invoices"),
    ...settings("ZohoInvoice"),
    ...moreAreas("ZohoInvoice", "estimates customerpayments creditnotes projects expenses"),
  ],
};

/** Its scopes still bear its old name, Subscriptions. Not each part has all operations. */
const BILLING: ScopeSet = {
  source: "Zoho Billing API v1: the scopes of each API page",
  offers: [
    area("ZohoSubscriptions", "customers"),
    area("ZohoSubscriptions", "subscriptions"),
    helper("org", "ZohoSubscriptions.settings.READ"),
    ...moreAreas("ZohoSubscriptions", "products plans addons coupons invoices payments"),
    calls(
      "area",
      {
        read: ["ZohoSubscriptions.creditnotes.READ"],
        write: ["ZohoSubscriptions.creditnotes.CREATE"],
        delete: ["ZohoSubscriptions.creditnotes.DELETE"],
      },
      { area: "creditnotes", isPreset: false },
    ),
    calls(
      "area",
      { read: ["ZohoSubscriptions.hostedpages.READ"], write: ["ZohoSubscriptions.hostedpages.CREATE"] },
      { area: "hostedpages", isPreset: false },
    ),
  ],
};

const EXPENSE: ScopeSet = {
  source: "Zoho Expense API v1: Organization ID, expenses, expense reports",
  offers: [
    calls(
      "area",
      {
        read: ["ZohoExpense.expensereport.READ"],
        write: ["ZohoExpense.expensereport.CREATE", "ZohoExpense.expensereport.UPDATE"],
      },
      { area: "expensereport" },
    ),
    calls(
      "area",
      { read: ["ZohoExpense.expense.READ"], write: ["ZohoExpense.expense.CREATE"] },
      { area: "expense" },
    ),
    helper("org", "ZohoExpense.orgsettings.READ"),
  ],
};

/** The finance apps: one engine, but the names of scopes differ. */
export const FINANCE_SETS = {
  books: BOOKS,
  inventory: INVENTORY,
  invoice: INVOICE,
  billing: BILLING,
  expense: EXPENSE,
} as const;
