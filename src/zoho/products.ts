import type { DataCenter } from "./data-centers";
import type { Environment } from "./environments";
import { CRM_FAMILY } from "./products/crm-family";
import { FINANCE } from "./products/finance";
import { PRODUCT_IDS, type Product, type ProductId } from "./products/product";
import { TALK } from "./products/talk";
import { WORK } from "./products/work";

export { type OrgSelector, PRODUCT_IDS, type Product, type ProductId } from "./products/product";

/**
 * Every product, by its ID. ZeptoMail is missing because its calls carry a key of their own instead of a token, QEngine
 * because each of its portals has a host of its own.
 */
export const PRODUCTS: Readonly<Record<ProductId, Product>> = { ...CRM_FAMILY, ...FINANCE, ...WORK, ...TALK };

export function isProductId(value: unknown): value is ProductId {
  return typeof value === "string" && (PRODUCT_IDS as readonly string[]).includes(value);
}

/** Host and base path of a product for one data center and environment. */
export function productHost(
  id: ProductId,
  dc: DataCenter,
  environment: Environment,
): { readonly host: string; readonly basePath: string; readonly roots: readonly string[] } {
  const { host, basePath, roots } = PRODUCTS[id];
  return { host: host(dc, environment), basePath, roots };
}
