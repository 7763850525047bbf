import type { FinanceResource } from "./finance-resource";
import {
  BILLING_INVOICES,
  CONTACTS,
  CUSTOMERS,
  EXPENSE_REPORTS,
  INVOICES,
  ITEMS,
  SALES_ORDERS,
} from "./finance-resources";

/** One of the finance apps, which are one engine under several names. */
export interface FinanceApp {
  readonly product: "books" | "inventory" | "invoice" | "billing" | "expense";
  readonly base: string;
  readonly scopePrefix: string;
  /** The header that names the organization, where there is one; each app also takes the query `organization_id`. */
  readonly header?: string;
  /** The area of scopes to which organizations belong; absent: `settings`. */
  readonly orgArea?: string;
  readonly resources: readonly FinanceResource[];
}

/** Zoho Books v3, Inventory v1, Invoice v3, Billing v1 and Expense v1: organization ID. */
export const FINANCE_APPS: readonly FinanceApp[] = [
  {
    product: "books",
    base: "/books/v3",
    scopePrefix: "ZohoBooks",
    resources: [CONTACTS, INVOICES, { ...ITEMS, scopeArea: "settings" }],
  },
  {
    product: "inventory",
    base: "/inventory/v1",
    scopePrefix: "ZohoInventory",
    resources: [ITEMS, CONTACTS, SALES_ORDERS],
  },
  {
    product: "invoice",
    base: "/invoice/v3",
    scopePrefix: "ZohoInvoice",
    header: "X-com-zoho-invoice-organizationid",
    resources: [CONTACTS, INVOICES],
  },
  {
    product: "billing",
    base: "/billing/v1",
    scopePrefix: "ZohoSubscriptions",
    header: "X-com-zoho-subscriptions-organizationid",
    resources: [CUSTOMERS, BILLING_INVOICES],
  },
  {
    product: "expense",
    base: "/expense/v1",
    scopePrefix: "ZohoExpense",
    header: "X-com-zoho-expense-organizationid",
    orgArea: "orgsettings",
    resources: [EXPENSE_REPORTS],
  },
];
