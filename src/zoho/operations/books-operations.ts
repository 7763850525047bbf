import { type BodyTemplate, type Operation, operations } from "./operation";

/** A kind of record that is listed, read, made, changed and deleted. */
interface Resource {
  readonly list: string;
  /** As the names of its operations have it: `Contact`. */
  readonly one: string;
  readonly idName: string;
  readonly scopeArea: string;
  readonly made: BodyTemplate["json"];
  readonly changed: BodyTemplate["json"];
}

const RESOURCES: readonly Resource[] = [
  {
    list: "contacts",
    one: "Contact",
    idName: "contact_id",
    scopeArea: "contacts",
    made: { contact_name: "", contact_type: "customer" },
    changed: { contact_name: "" },
  },
  {
    list: "invoices",
    one: "Invoice",
    idName: "invoice_id",
    scopeArea: "invoices",
    made: { customer_id: "", line_items: [{ name: "", rate: 0, quantity: 1 }] },
    changed: { reference_number: "" },
  },
  {
    list: "items",
    one: "Item",
    idName: "item_id",
    scopeArea: "settings",
    made: { name: "", rate: 0 },
    changed: { rate: 0 },
  },
];

const SOURCE = "Zoho Books v3: organizations, contacts, invoices, items";

function resourceOperations({ list, one, idName, scopeArea, made, changed }: Resource): readonly Operation[] {
  const path = `${list}/{${idName}}`;
  const scopes = (operation: string): readonly string[] => [`ZohoBooks.${scopeArea}.${operation}`];
  return operations("books", SOURCE, {
    [`list${one}s`]: { method: "GET", path: list, scopes: scopes("READ"), isList: true },
    [`get${one}`]: { method: "GET", path, scopes: scopes("READ") },
    [`create${one}`]: { method: "POST", path: list, scopes: scopes("CREATE"), body: { json: made } },
    [`update${one}`]: { method: "PUT", path, scopes: scopes("UPDATE"), body: { json: changed } },
    [`delete${one}`]: { method: "DELETE", path, scopes: scopes("DELETE") },
  });
}

/** Zoho Books API v3. */
export const BOOKS_OPERATIONS: readonly Operation[] = [
  ...operations("books", SOURCE, {
    listOrganizations: { method: "GET", path: "organizations", scopes: ["ZohoBooks.settings.READ"] },
  }),
  ...RESOURCES.flatMap(resourceOperations),
];
