import { createRouteFinder } from "../../http/route-finder";
import type { Face } from "../face";
import { FINANCE_APPS, type FinanceApp } from "./finance-apps";
import { FINANCE_ERRORS } from "./finance-errors";
import { financeCommonRefusal } from "./finance-reply";
import { financeRoutes } from "./finance-routes";

/** Books and its siblings. */
export const FINANCE_FACES: readonly Face[] = FINANCE_APPS.map(financeFace);

function financeFace(app: FinanceApp): Face {
  const routes = financeRoutes(app);
  const header = app.header === undefined ? "" : `header \`${app.header}\` or `;
  return {
    product: app.product,
    bases: [app.base],
    selector: `${header}query \`organization_id\`; needed by whoever is in several organizations`,
    paging: "`page` (from 1) and `per_page` (200, at most 200); `page_context.has_more_page` tells the end",
    routes,
    errors: FINANCE_ERRORS,
    find: createRouteFinder(routes),
    fullScope: `${app.scopePrefix}.fullaccess.ALL`,
    refuse: financeCommonRefusal,
  };
}
