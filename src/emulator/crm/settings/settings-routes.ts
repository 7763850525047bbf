import { basis } from "../../basis/basis";
import type { CrmRoute } from "../crm-route";
import { ofModule } from "./asked-module";
import { getCustomView, getCustomViews } from "./list-custom-views";
import { getField, getFields } from "./list-fields";
import { getLayout, getLayouts } from "./list-layouts";
import { getModule, getModules } from "./list-modules";
import { getRelatedLists } from "./list-related-lists";
import { getProfile, getProfiles } from "./profiles";
import { getRole, getRoles } from "./roles";

const METADATA = basis("apis 1.12", "official code");

function setting(path: string, what: string, answer: CrmRoute["answer"]): CrmRoute {
  const [area = path] = path.split("/");
  return {
    method: "GET",
    path: `settings/${path}`,
    what,
    basis: METADATA,
    scope: `settings.${area}.READ`,
    answer,
  };
}

/** What describes an org: modules, fields, layouts, views, related lists, roles, profiles. All of it is read only. */
export const SETTINGS_ROUTES: readonly CrmRoute[] = [
  setting("modules", "every module, or those with a status", getModules),
  setting("modules/{api_name}", "one module with its default view and search layout", getModule),
  setting("fields", "fields of a module with types and pick lists", ofModule(getFields)),
  setting("fields/{id}", "one field of a module", ofModule(getField)),
  setting("layouts", "the layout of a module: sections and their fields", ofModule(getLayouts)),
  setting("layouts/{id}", "one layout of a module", ofModule(getLayout)),
  setting("custom_views", "custom views of a module with their criteria", ofModule(getCustomViews)),
  setting("custom_views/{id}", "one custom view of a module", ofModule(getCustomView)),
  setting("related_lists", "related lists of a module", ofModule(getRelatedLists)),
  setting("roles", "roles", getRoles),
  setting("roles/{id}", "one role", getRole),
  setting("profiles", "profiles", getProfiles),
  setting("profiles/{id}", "one profile with what it allows", getProfile),
];
