import type { DataCenterCode } from "../../zoho/data-centers";
import { ORG_PRODUCTS, ORG_PRODUCT_IDS, type OrgProduct } from "./org-products";
import type { Org } from "./person";

/**
 * The orgs that a `soid` names: `{Service}.{org ID}`, several separated by commas. The service is the first segment of
 * the product's scopes, or that with `Zoho` before it: `ZohoCRM.…`, `ZohoDesk.…`.
 *
 * @returns undefined where one of them is no org of that service in this data center
 */
export function orgsOfSoid(
  orgById: (id: string) => Org | undefined,
  dataCenter: DataCenterCode,
  soid: string,
): readonly Org[] | undefined {
  const orgs: Org[] = [];
  for (const part of soid.split(/[\s,]+/).filter((text) => text !== "")) {
    const dot = part.indexOf(".");
    const product = dot < 0 ? undefined : productOfService(part.slice(0, dot));
    const org = orgById(part.slice(dot + 1));
    if (org === undefined || org.product !== product || org.dataCenter !== dataCenter) return undefined;
    orgs.push(org);
  }
  return orgs;
}

function productOfService(service: string): OrgProduct | undefined {
  const name = service.toLowerCase();
  return ORG_PRODUCT_IDS.find((id) => {
    const prefix = ORG_PRODUCTS[id].scopePrefix;
    return name === prefix || name === `zoho${prefix}`;
  });
}
