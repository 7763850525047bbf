import { type ProductId, PRODUCTS } from "../zoho/products";

/** Of so many paths of a product it is remembered what they name. */
const MOST_KNOWN = 100;

/** Beginnings of paths, as text to look at first and as a pattern. */
interface Base {
  readonly first: string;
  readonly pattern: RegExp;
  /** What paths name: each call asks several times. */
  readonly known: Map<string, string>;
}

/** The base of each product in any of its versions: `crm/v8/`, `crm/v2.1/`. */
const BASES = new Map<ProductId, Base>();

function baseOf(product: ProductId): Base {
  let base = BASES.get(product);
  if (base === undefined) {
    const path = PRODUCTS[product].basePath.slice(1);
    const escaped = path.replaceAll(".", "\\.");
    const pattern = new RegExp(`^${escaped.replace(/v\d+(?:\\\.\d+)?$/, String.raw`v\d+(?:\.\d+)?`)}/`);
    base = { first: path.split("/", 1).join(), pattern, known: new Map() };
    BASES.set(product, base);
  }
  return base;
}

/**
 * What a path names below its product's base, however it was written: `/crm/v8/Leads/`, `crm/v2.1/Leads`, `Leads?page=2`
 * and `https://www.zohoapis.eu/crm/v8/Leads` are all `Leads`. For looking at only; what is sent is made elsewhere.
 */
export function resourcePath(product: ProductId, path: string): string {
  const base = baseOf(product);
  let resource = base.known.get(path);
  if (resource === undefined) {
    resource = belowBase(base, path);
    if (base.known.size >= MOST_KNOWN) base.known.clear();
    base.known.set(path, resource);
  }
  return resource;
}

function belowBase({ first, pattern }: Base, path: string): string {
  const trimmed = path.trim();
  const query = trimmed.indexOf("?");
  const address = query < 0 ? trimmed : trimmed.slice(0, query);
  const bare = trimSlashes(
    address.startsWith("https://") ? address.replace(/^https:\/\/[^/]*/, "") : address,
  );
  if (!bare.startsWith(first)) return bare;
  const base = pattern.exec(`${bare}/`)?.[0];
  return base === undefined ? bare : trimSlashes(bare.slice(base.length));
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
 * @param url of a call to this product
 */
export function collectionOf(product: ProductId, { pathname }: URL): string {
  const resource = resourcePath(product, pathname);
  const end = resource.indexOf("/");
  return end < 0 ? pathname : pathname.slice(0, pathname.length - (resource.length - end));
}
