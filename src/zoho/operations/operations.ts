import { BOOKS_OPERATIONS } from "./books-operations";
import { CREATOR_OPERATIONS } from "./creator-operations";
import { CRM_ORG } from "./crm-org";
import { CRM_RECORDS } from "./crm-records";
import { DESK_OPERATIONS } from "./desk-operations";
import { CATALOGUE_PRODUCTS, type CatalogueProduct, type Operation } from "./operation";

/** What each product can be asked, in the order in which it is offered. */
export const OPERATIONS: Readonly<Record<CatalogueProduct, readonly Operation[]>> = {
  crm: [...CRM_RECORDS, ...CRM_ORG],
  books: BOOKS_OPERATIONS,
  desk: DESK_OPERATIONS,
  creator: CREATOR_OPERATIONS,
};

/** @returns none for a product that is not described */
export function operationsOf(product: string): readonly Operation[] {
  const known = CATALOGUE_PRODUCTS.find((id) => id === product);
  return known === undefined ? [] : OPERATIONS[known];
}
