import type { Dialect } from "../../zoho/dialects/dialect";
import { DIALECTS } from "../../zoho/dialects/dialects";
import { type ProductId, PRODUCTS } from "../../zoho/products";

/** How a product tells its errors. */
export function dialectOf(product: ProductId): Dialect {
  return DIALECTS[PRODUCTS[product].dialect];
}
