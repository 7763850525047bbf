import type { Org } from "../../people/person";
import type { Module } from "../modules/module";
import { partId } from "./metadata-ids";

/** The one layout that each module has. */
export function layoutReference(
  org: Org,
  module: Module,
): { readonly api_name: string; readonly name: string; readonly id: string } {
  return { api_name: "Standard__s", name: "Standard", id: partId(org, "layout", module.apiName, 0) };
}
