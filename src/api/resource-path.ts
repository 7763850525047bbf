import { type ProductId, PRODUCTS } from "../zoho/products";

/**
 * What a path names below its product's base, however it was written: `/crm/v8/Leads/`, `Leads?page=2` and
 * `https://www.zohoapis.eu/crm/v8/Leads` are all `Leads`. For looking at only; what is sent is made elsewhere.
 */
export function resourcePath(product: ProductId, path: string): string {
  const [address = ""] = path.trim().split("?", 1);
  const bare = trimSlashes(address.replace(/^https:\/\/[^/]*/, ""));
  const base = `${PRODUCTS[product].basePath.slice(1)}/`;
  return bare.startsWith(base) ? trimSlashes(bare.slice(base.length)) : bare;
}

/** By index: a pattern would look at a long row of slashes again and again. */
function trimSlashes(path: string): string {
  let start = 0;
  let end = path.length;
  while (start < end && path[start] === "/") start++;
  while (end > start && path[end - 1] === "/") end--;
  return path.slice(start, end);
}

/**
 * The beginning of a URL's path that names a kind of things: `/crm/v8/Leads` of `/crm/v8/Leads/554023000000527002`.
 *
 * @param url of a call to this product, so that its path lies below the product's base
 */
export function collectionOf(product: ProductId, { pathname }: URL): string {
  const end = pathname.indexOf("/", PRODUCTS[product].basePath.length + 1);
  return end < 0 ? pathname : pathname.slice(0, end);
}
