import { type CallCost, costOf } from "../../zoho/call-costs";
import type { ApiCall } from "../api-call";
import { resourcePath } from "../resource-path";

const NO_QUERY = new URLSearchParams();

/**
 * What a call costs, as far as that can be told before it is made.
 *
 * @param url where it goes: parameters may stand in the path or beside it
 */
export function priceOf(call: ApiCall, url: URL): CallCost {
  const { product, method, path, records = 1, body } = call;
  return costOf({
    product,
    method,
    resource: resourcePath(product, path),
    query: url.search === "" ? NO_QUERY : url.searchParams,
    records,
    text: typeof body === "string" ? body : "",
  });
}
