import type { Profile } from "../people/person";
import { type ApiError, crmError } from "./api-answer";
import type { ApiCall } from "./api-call";
import { crmUserOf } from "./crm-users";
import type { Module } from "./modules/module";

/** What a profile may allow in each module, as Zoho names it: `Crm_Implied_View_Leads`. */
export const ACTIONS = ["View", "Create", "Edit", "Delete"] as const;

export type Action = (typeof ACTIONS)[number];

/** What a profile does not allow. */
interface Refusal {
  readonly action: Action;
  /** API name; absent: in every module. */
  readonly module?: string;
}

/**
 * What each profile refuses; a new refusal is a row. In CRM an admin decides that for each profile: these are made up so
 * that Jo Lind meets a permission that is missing for an action, and one that is missing for a whole module.
 */
const REFUSED: Readonly<Record<Profile, readonly Refusal[]>> = {
  Administrator: [],
  Standard: [{ action: "Delete" }, { action: "View", module: "Deals" }],
};

/** True where a profile allows this. Who may not view records of a module may do nothing else with them. */
export function isPermitted(profile: Profile, action: Action, module: Pick<Module, "apiName">): boolean {
  return !REFUSED[profile].some(
    (refusal) =>
      (refusal.module === undefined || refusal.module === module.apiName) &&
      (refusal.action === action || refusal.action === "View"),
  );
}

/**
 * Checked once parameters and body are in order, before any record is looked at.
 *
 * @returns the error where the caller's profile does not allow it
 */
export function permissionProblem(
  call: Pick<ApiCall, "org" | "person">,
  module: Pick<Module, "apiName">,
  ...actions: readonly Action[]
): ApiError | undefined {
  const { profile } = crmUserOf(call.org, call.person);
  const missing = actions.filter((action) => !isPermitted(profile, action, module));
  if (missing.length === 0) return undefined;
  const permissions = missing.map((action) => permissionName(action, module));
  return crmError("NO_PERMISSION", { permissions });
}

/** `Crm_Implied_Delete_Leads` */
export function permissionName(action: Action, module: Pick<Module, "apiName">): string {
  return `Crm_Implied_${action}_${module.apiName}`;
}
