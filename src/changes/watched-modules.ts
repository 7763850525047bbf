/**
 * What can be watched of products whose modules can't be asked for, as the dialog shows it. Of nothing but texts, so
 * that the editor can use it; CRM's modules and Creator's reports are asked for live.
 */
export interface WatchedModule {
  /** As it stands in paths: `salesorders`. */
  readonly name: string;
  /** Zoho's own word in English. */
  readonly label: string;
  /** The field that holds a record's ID. */
  readonly idField: string;
  /** What a connection must have been granted. */
  readonly scopes: readonly string[];
}

/** What the dialog says of a product's changes before it is deployed. */
export interface WatchedProduct {
  /** Whether Zoho tells of records that were deleted. */
  readonly deletedTold: boolean;
  /** Where the names of fields come from: metadata, or the newest record because no metadata is documented for all. */
  readonly fieldsFrom: "metadata" | "newest record";
  /** Whether it writes times without an offset, so that its zone has to be told. */
  readonly needsTimeZone: boolean;
}

/** Zoho CRM v8: deleted records. Books, Desk and Creator have no list of deleted records in their API. */
export const WATCHED_PRODUCTS = {
  crm: { deletedTold: true, fieldsFrom: "metadata", needsTimeZone: false },
  books: { deletedTold: false, fieldsFrom: "newest record", needsTimeZone: false },
  desk: { deletedTold: false, fieldsFrom: "newest record", needsTimeZone: false },
  creator: { deletedTold: false, fieldsFrom: "newest record", needsTimeZone: true },
} as const satisfies Readonly<Record<string, WatchedProduct>>;

function books(name: string, label: string, idField: string, area = name): WatchedModule {
  return { name, label, idField, scopes: [`ZohoBooks.${area}.READ`] };
}

function desk(name: string, label: string, area: string): WatchedModule {
  return { name, label, idField: "id", scopes: [`Desk.${area}.READ`, "Desk.search.READ"] };
}

/**
 * Zoho Books API v3: lists whose records tell `last_modified_time`, and the scopes of their pages. Zoho Desk API v1:
 * modules that can be searched by `modifiedTimeRange`.
 */
export const WATCHED_MODULES = {
  books: [
    books("contacts", "Contacts", "contact_id"),
    books("items", "Items", "item_id", "settings"),
    books("invoices", "Invoices", "invoice_id"),
    books("estimates", "Estimates", "estimate_id"),
    books("salesorders", "Sales orders", "salesorder_id"),
    books("creditnotes", "Credit notes", "creditnote_id"),
    books("purchaseorders", "Purchase orders", "purchaseorder_id"),
    books("bills", "Bills", "bill_id"),
    books("vendorpayments", "Vendor payments", "payment_id"),
    books("vendorcredits", "Vendor credits", "vendor_credit_id", "debitnotes"),
    books("expenses", "Expenses", "expense_id"),
    books("journals", "Journals", "journal_id", "accountants"),
  ],
  desk: [
    desk("tickets", "Tickets", "tickets"),
    desk("contacts", "Contacts", "contacts"),
    desk("accounts", "Accounts", "contacts"),
    desk("tasks", "Tasks", "tasks"),
    desk("calls", "Calls", "calls"),
    desk("events", "Events", "events"),
    desk("products", "Products", "products"),
  ],
} as const satisfies Readonly<Record<"books" | "desk", readonly WatchedModule[]>>;
