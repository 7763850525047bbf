import { json, type Reply } from "../../http/reply";
import type { Org, Profile } from "../../people/person";
import type { ApiCall } from "../api-call";
import { modulesOf } from "../face";
import { ACTIONS, isPermitted, permissionName } from "../permissions";
import { unknownSetting } from "./asked-module";
import { metadataId, partId } from "./metadata-ids";

const PROFILES: readonly Profile[] = ["Administrator", "Standard"];

const DESCRIPTIONS: Readonly<Record<Profile, string>> = {
  Administrator: "This profile will have all the permissions.",
  Standard:
    "This profile will have all the permissions except administrative privileges, deleting, and Deals.",
};

/** A profile as users and layouts show theirs. */
export function profileReference(org: Org, name: Profile): { readonly name: string; readonly id: string } {
  return { name, id: metadataId(org, "profile", PROFILES.indexOf(name)) };
}

/** All profiles of an org. */
export function profileReferences(org: Org): readonly { readonly name: string; readonly id: string }[] {
  return PROFILES.map((name) => profileReference(org, name));
}

/** `GET /settings/profiles`. */
export function getProfiles({ org }: ApiCall): Reply {
  return json(200, { profiles: PROFILES.map((name) => shown(org, name)) });
}

/** `GET /settings/profiles/{id}`: with what it allows in each module. */
export function getProfile(call: ApiCall): Reply {
  const { org } = call;
  const name = PROFILES.find((one) => profileReference(org, one).id === call.params["id"]);
  if (name === undefined) return unknownSetting(call);
  const categories = modulesOf(org).map((module) => ({
    display_label: module.plural,
    permissions_details: ACTIONS.map((_action, index) => partId(org, "permission", module.apiName, index)),
    module: module.apiName,
    name: module.apiName,
  }));
  const permissions = modulesOf(org).flatMap((module) =>
    ACTIONS.map((action, index) => ({
      id: partId(org, "permission", module.apiName, index),
      name: permissionName(action, module),
      display_label: action,
      module: module.apiName,
      customizable: name !== "Administrator",
      enabled: isPermitted(name, action, module),
      parent_permissions: [],
    })),
  );
  const profile = {
    ...shown(org, name),
    permissions_details: permissions,
    sections: [{ name: "module", categories }],
  };
  return json(200, { profiles: [profile] });
}

function shown(org: Org, name: Profile): Readonly<Record<string, unknown>> {
  return {
    ...profileReference(org, name),
    display_label: name,
    description: DESCRIPTIONS[name],
    type: "normal_profile",
    category: false,
    custom: false,
    default: name === "Standard",
    created_time: null,
    modified_time: null,
    created_by: null,
    modified_by: null,
  };
}
