import { COMPANIES, FIRST_NAMES, LAST_NAMES } from "../../crm/seeds/names";
import { type RowDraft, seededRowId } from "../records/collection";
import type { FinanceField, FinanceResource } from "./finance-resource";

/** The name of a thing is its one mandatory text. */
const text = (name: string): FinanceField => ({ name, kind: "text" });
const needed = (name: string): FinanceField => ({ name, kind: "text", isMandatory: true });

function dateOf({ createdAt }: RowDraft): string {
  return new Date(createdAt).toISOString().slice(0, 10);
}

/** Money in whole cents, from one unit up. */
function money({ below }: RowDraft, purpose: string): number {
  return (100 + below(1_000_000, purpose)) / 100;
}

/** The ID of a seeded record of another kind. */
function someId({ org, below }: RowDraft, { collection }: FinanceResource): string {
  const count = Math.max(org.records[collection.name] ?? 0, 1);
  return seededRowId(org, collection, 1 + below(count, collection.name));
}

export const CONTACTS: FinanceResource = {
  list: "contacts",
  one: "contact",
  id: "contact_id",
  title: "Contact",
  fields: [
    needed("contact_name"),
    text("contact_type"),
    text("first_name"),
    text("last_name"),
    text("email"),
  ],
  defaults: (org) => ({
    contact_type: "customer",
    status: "active",
    currency_code: org.place.currency,
    outstanding_receivable_amount: 0,
  }),
  filters: ["contact_name", "email", "contact_type", "status"],
  said: {
    created: "The contact has been added.",
    updated: "Contact information has been saved.",
    deleted: "The customer has been deleted.",
  },
  collection: {
    name: "contacts",
    place: 1,
    seeded: ({ org, n, from, below }) => ({
      contact_name: `${from(COMPANIES, "company")} ${n}`,
      contact_type: from(["customer", "vendor"], "type"),
      status: "active",
      first_name: from(FIRST_NAMES, "first"),
      last_name: from(LAST_NAMES, "last"),
      currency_code: org.place.currency,
      outstanding_receivable_amount: below(500_000, "due") / 100,
    }),
  },
};

export const CUSTOMERS: FinanceResource = {
  list: "customers",
  one: "customer",
  id: "customer_id",
  title: "Customer",
  fields: [needed("display_name"), text("email"), text("company_name")],
  defaults: (org) => ({ status: "active", currency_code: org.place.currency }),
  filters: ["display_name", "email"],
  said: {
    created: "Customer has been created successfully.",
    updated: "Customer has been updated successfully.",
    deleted: "Customer has been deleted successfully.",
  },
  collection: {
    name: "customers",
    place: 1,
    seeded: ({ org, n, from }) => ({
      display_name: `${from(FIRST_NAMES, "first")} ${from(LAST_NAMES, "last")} ${n}`,
      company_name: from(COMPANIES, "company"),
      status: "active",
      currency_code: org.place.currency,
    }),
  },
};

export const ITEMS: FinanceResource = {
  list: "items",
  one: "item",
  id: "item_id",
  title: "Item",
  scopeArea: "items",
  fields: [needed("name"), { name: "rate", kind: "number" }, text("sku"), text("description")],
  defaults: () => ({ status: "active", rate: 0 }),
  filters: ["name", "sku", "status"],
  said: {
    created: "The item has been added.",
    updated: "Item details have been saved.",
    deleted: "The item has been deleted.",
  },
  collection: {
    name: "items",
    place: 3,
    seeded: (draft) => ({
      name: `Part ${draft.n}`,
      sku: `P-${String(draft.n).padStart(5, "0")}`,
      rate: money(draft, "rate"),
      status: "active",
    }),
  },
};

/** Invoices name who is to pay: a contact in Books and Invoice, a customer in Billing. */
function invoicesOf(payer: FinanceResource): FinanceResource {
  return {
    list: "invoices",
    one: "invoice",
    id: "invoice_id",
    title: "Invoice",
    fields: [
      { name: "customer_id", kind: "reference", isMandatory: true, of: payer },
      { name: "line_items", kind: "lines", isMandatory: true },
      { name: "date", kind: "date" },
      { name: "due_date", kind: "date" },
      text("reference_number"),
      text("invoice_number"),
      text("notes"),
    ],
    defaults: (org) => ({ status: "draft", currency_code: org.place.currency }),
    filters: ["customer_id", "status", "reference_number", "invoice_number"],
    hasPdf: true,
    said: {
      created: "The invoice has been created.",
      updated: "Invoice information has been updated.",
      deleted: "The invoice has been deleted.",
    },
    collection: {
      name: "invoices",
      place: 2,
      seeded: (draft) => {
        const total = money(draft, "total");
        return {
          invoice_number: `INV-${String(draft.n).padStart(6, "0")}`,
          customer_id: someId(draft, payer),
          date: dateOf(draft),
          status: draft.from(["draft", "sent", "overdue", "paid"], "status"),
          currency_code: draft.org.place.currency,
          line_items: [{ name: "Service", rate: total, quantity: 1, item_total: total }],
          total,
        };
      },
    },
  };
}

export const INVOICES = invoicesOf(CONTACTS);
export const BILLING_INVOICES = invoicesOf(CUSTOMERS);

export const SALES_ORDERS: FinanceResource = {
  list: "salesorders",
  one: "salesorder",
  id: "salesorder_id",
  title: "Sales Order",
  fields: [
    { name: "customer_id", kind: "reference", isMandatory: true, of: CONTACTS },
    { name: "line_items", kind: "lines", isMandatory: true },
    { name: "date", kind: "date" },
    text("reference_number"),
  ],
  defaults: () => ({ status: "draft" }),
  filters: ["customer_id", "status", "reference_number"],
  said: {
    created: "Sales Order has been created.",
    updated: "Sales Order has been updated.",
    deleted: "The Sales Order has been deleted.",
  },
  collection: {
    name: "salesorders",
    place: 4,
    seeded: (draft) => ({
      salesorder_number: `SO-${String(draft.n).padStart(5, "0")}`,
      customer_id: someId(draft, CONTACTS),
      date: dateOf(draft),
      status: draft.from(["draft", "confirmed", "closed"], "status"),
      total: money(draft, "total"),
    }),
  },
};

export const EXPENSE_REPORTS: FinanceResource = {
  list: "expensereports",
  one: "expense_report",
  id: "report_id",
  title: "Expense report",
  scopeArea: "expensereport",
  fields: [needed("report_name"), { name: "start_date", kind: "date" }, { name: "end_date", kind: "date" }],
  defaults: (org) => ({ status: "draft", currency_code: org.place.currency, total: 0 }),
  filters: ["status"],
  said: {
    created: "The expense report has been created.",
    updated: "The expense report has been updated.",
    deleted: "The expense report has been deleted.",
  },
  collection: {
    name: "expensereports",
    place: 5,
    seeded: (draft) => ({
      report_number: `ER-${String(draft.n).padStart(5, "0")}`,
      report_name: `Trip ${draft.n}`,
      status: draft.from(["draft", "submitted", "approved", "reimbursed"], "status"),
      currency_code: draft.org.place.currency,
      total: money(draft, "total"),
    }),
  },
};
