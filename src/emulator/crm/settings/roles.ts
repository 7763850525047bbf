import { json, type Reply } from "../../http/reply";
import type { Org } from "../../people/person";
import type { ApiCall } from "../api-call";
import { type CrmUser, crmUsers } from "../crm-users";
import { unknownSetting } from "./asked-module";
import { metadataId } from "./metadata-ids";
import { metadataTime } from "./metadata-time";

/** The roles of a new org: each reports to the one before. */
const ROLES: readonly CrmUser["role"][] = ["CEO", "Manager"];

/** A role as users show theirs. */
export function roleReference(
  org: Org,
  name: CrmUser["role"],
): { readonly name: string; readonly id: string } {
  return { name, id: metadataId(org, "role", ROLES.indexOf(name)) };
}

/** `GET /settings/roles`. */
export function getRoles({ org }: ApiCall): Reply {
  return json(200, { roles: ROLES.map((name) => shown(org, name)) });
}

/** `GET /settings/roles/{id}`. */
export function getRole(call: ApiCall): Reply {
  const name = ROLES.find((one) => roleReference(call.org, one).id === call.params["id"]);
  return name === undefined ? unknownSetting(call) : json(200, { roles: [shown(call.org, name)] });
}

function shown(org: Org, name: CrmUser["role"]): Readonly<Record<string, unknown>> {
  const above = ROLES[ROLES.indexOf(name) - 1];
  const [owner] = crmUsers(org);
  const by = owner === undefined ? null : { name: owner.name, id: owner.id };
  return {
    ...roleReference(org, name),
    display_label: name,
    api_name: name.toLowerCase(),
    description: above === undefined ? "Users with this role have access to everybody's data." : null,
    admin_user: above === undefined,
    share_with_peers: above === undefined,
    forecast_manager: null,
    reporting_to: above === undefined ? null : roleReference(org, above),
    created_by__s: by,
    modified_by__s: by,
    created_time__s: metadataTime(org),
    modified_time__s: metadataTime(org),
  };
}
