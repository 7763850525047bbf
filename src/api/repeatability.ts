import { PRODUCTS } from "../zoho/products";
import type { ApiCall } from "./api-call";
import { onlyReads } from "./only-reads";
import { resourcePath } from "./resource-path";

/** A create must not be repeated when its answer is missing; everything else may. */
export function repeatability(call: ApiCall): "safe" | "unsafe" {
  const isCreate =
    call.method === "POST" &&
    !onlyReads(call) &&
    !PRODUCTS[call.product].repeatablePost.test(resourcePath(call.product, call.path));
  return isCreate ? "unsafe" : "safe";
}
