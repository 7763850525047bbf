import type { CrmProduct } from "./face";
import { createRouteFinder, type FoundRoute } from "../http/route-finder";
import type { CrmRoute } from "./crm-route";
import { CRM_ROUTES } from "./crm-routes";

const find = createRouteFinder(CRM_ROUTES);

/**
 * @param path below the version, without slashes at its ends
 * @returns undefined where no resource has this path
 */
export function findRoute(
  product: CrmProduct,
  method: string,
  path: string,
): FoundRoute<CrmRoute> | undefined {
  return find(method, path, (route) => route.only === undefined || route.only === product);
}
