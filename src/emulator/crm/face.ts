import { type ProductId, PRODUCTS } from "../../zoho/products";
import { BIGIN_MODULES } from "./modules/bigin-modules";
import { CRM_MODULES } from "./modules/crm-modules";
import type { Org } from "../people/person";
import type { Module } from "./modules/module";

/** The products on the CRM platform that are served here. */
export type CrmProduct = Extract<ProductId, "crm" | "bigin">;

/** One product served by the record handlers: Bigin is CRM's twin with modules and scopes of its own. */
export interface Face {
  readonly product: CrmProduct;
  /** Version and resource out of a path of this product. */
  readonly path: RegExp;
  readonly scopePrefix: string;
  readonly modules: ReadonlyMap<string, Module>;
}

/** Zoho keeps all versions callable; Bigin has two. */
const PATHS: Readonly<Record<CrmProduct, RegExp>> = {
  crm: /^\/crm\/v(2|2\.1|3|4|5|6|7|8)\/(.*)$/,
  bigin: /^\/bigin\/v(1|2)\/(.*)$/,
};

function face(product: CrmProduct, modules: readonly Module[]): Face {
  return {
    product,
    path: PATHS[product],
    scopePrefix: PRODUCTS[product].scopePrefix,
    modules: new Map(modules.map((one) => [one.apiName, one])),
  };
}

/** All faces on the API gateway. */
export const FACES = {
  crm: face("crm", CRM_MODULES),
  bigin: face("bigin", BIGIN_MODULES),
} as const satisfies Readonly<Record<CrmProduct, Face>>;

/** True for orgs whose records are kept here. */
export function hasRecords(org: Org): org is Org & { readonly product: CrmProduct } {
  return org.product in FACES;
}

/** The modules of an org's product, in their order. */
export function modulesOf(org: Org): readonly Module[] {
  return hasRecords(org) ? [...FACES[org.product].modules.values()] : [];
}
