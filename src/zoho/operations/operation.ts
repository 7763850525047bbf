/** Products whose operations are described one by one; all others are reached by a path of one's own. */
export const CATALOGUE_PRODUCTS = ["crm", "books", "desk", "creator"] as const;
export type CatalogueProduct = (typeof CATALOGUE_PRODUCTS)[number];

/** A parameter of the query that an operation does little without. */
export interface OperationQuery {
  readonly name: string;
  /** As it may be typed, e.g. `Last_Name,Email`. */
  readonly example: string;
  /** True where Zoho refuses the call without it, or finds nothing. */
  readonly needed?: true;
}

/** What the body of a write may begin as. */
export interface BodyTemplate {
  readonly json: Readonly<Record<string, unknown>> | readonly Readonly<Record<string, unknown>>[];
  /** Adds the fields without which a record of the module can't be made, where the org tells them. */
  readonly fields?: "mandatory";
}

/**
 * One thing that a product's API does. Only a help for whoever fills in a dialog: a call is its method and path, and no
 * deployed node knows of this table.
 */
export interface Operation {
  /** Product and name: `crm_listRecords`. Texts are found by it. */
  readonly id: string;
  readonly product: CatalogueProduct;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the product's base, with parameters in braces: `{module}/{id}`. One whose name ends in `id` takes an ID. */
  readonly path: string;
  /** All of them are needed. `{module}` stands for the path's. */
  readonly scopes: readonly string[];
  /** True where the answer is a list in pages. */
  readonly isList?: true;
  readonly query?: readonly OperationQuery[];
  readonly body?: BodyTemplate;
  /** Where the format of its body has to be chosen. */
  readonly bodyFormat?: "multipart" | "json";
  /** Zoho's pages that it is taken from. */
  readonly source: string;
  /** False where only Zoho itself answers it. */
  readonly isEmulated?: false;
}

/** A row without what its product and the page have in common. */
type Row = Omit<Operation, "id" | "product" | "source">;

/** Rows of one product and one source, by their names. */
export function operations(
  product: CatalogueProduct,
  source: string,
  rows: Readonly<Record<string, Row>>,
): readonly Operation[] {
  return Object.entries(rows).map(([name, row]) => ({ id: `${product}_${name}`, product, source, ...row }));
}
