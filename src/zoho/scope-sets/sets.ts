import type { ProductId } from "../products";
import { CRM_FAMILY_SETS } from "./crm-family-sets";
import { FINANCE_SETS } from "./finance-sets";
import type { ScopeSet } from "./scope-set";
import { TALK_SETS } from "./talk-sets";
import { WORK_SETS } from "./work-sets";

/**
 * Which scopes reading and writing take, by product: by the names that Zoho's pages print, so that its consent page takes
 * them. What stands on none of them is left to free text.
 */
export const SCOPE_SETS: Readonly<Record<ProductId, ScopeSet>> = {
  ...CRM_FAMILY_SETS,
  ...FINANCE_SETS,
  ...WORK_SETS,
  ...TALK_SETS,
};

/** The scopes of all products that the package itself makes use of. */
export const HELPER_SCOPES: readonly string[] = Object.values(SCOPE_SETS).flatMap(({ offers }) =>
  offers.filter(({ isHelper }) => isHelper).flatMap(({ read }) => read),
);
