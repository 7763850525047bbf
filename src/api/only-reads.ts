import { PRODUCTS } from "../zoho/products";
import type { ApiCall } from "./api-call";
import { splitQuery } from "./path-query";
import { resourcePath } from "./resource-path";

/** What tells whether a call reads. */
export type ReadQuestion = Pick<ApiCall, "product" | "method" | "path" | "query" | "body">;

/**
 * True where a call changes nothing: by its method, or a POST whose path or form says that it is a query. What the
 * address says beside a form must say the same: nobody knows which of them Zoho follows.
 */
export function onlyReads({ product, method, path, query, body }: ReadQuestion): boolean {
  if (method === "GET" || method === "HEAD") return true;
  if (method !== "POST") return false;
  const { readPost, readForm } = PRODUCTS[product];
  if (readPost.test(resourcePath(product, path))) return true;
  if (readForm === undefined || typeof body !== "string") return false;
  const named = new URLSearchParams(body).getAll("method");
  const beside = [splitQuery(path).query, query];
  const methods = [...named, ...beside.flatMap((one) => one?.getAll("method") ?? [])];
  return named.length > 0 && methods.every((name) => readForm.test(name));
}
