import { COMPANIES, FIRST_NAMES, LAST_NAMES } from "../../crm/seeds/names";
import { type Collection, seededRowId } from "../records/collection";

/** A kind of record as Books names it in its answers. */
export interface BooksResource {
  readonly collection: Collection;
  /** Name of the list: `contacts`; of one: `contact`; and of its ID. */
  readonly list: string;
  readonly one: string;
  readonly id: string;
  /** For sentences. */
  readonly title: string;
}

export const CONTACTS: BooksResource = {
  list: "contacts",
  one: "contact",
  id: "contact_id",
  title: "Contact",
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

export const INVOICES: BooksResource = {
  list: "invoices",
  one: "invoice",
  id: "invoice_id",
  title: "Invoice",
  collection: {
    name: "invoices",
    place: 2,
    seeded: ({ org, n, createdAt, from, below }) => ({
      invoice_number: `INV-${String(n).padStart(6, "0")}`,
      customer_id: seededRowId(
        org,
        CONTACTS.collection,
        1 + below(Math.max(org.records["contacts"] ?? 0, 1), "customer"),
      ),
      date: new Date(createdAt).toISOString().slice(0, 10),
      status: from(["draft", "sent", "overdue", "paid"], "status"),
      currency_code: org.place.currency,
      total: (100 + below(1_000_000, "total")) / 100,
    }),
  },
};
