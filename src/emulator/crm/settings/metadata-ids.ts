import { modulesOf } from "../face";
import type { Org } from "../../people/person";

/**
 * What metadata consists of: where its IDs begin after the org's prefix, and how far apart they are. All lie below the
 * IDs of records, so no two things of an org share an ID.
 */
const RANGES = {
  module: { first: 2_175, step: 2 },
  field: { first: 10_000, step: 1 },
  role: { first: 26_005, step: 3 },
  profile: { first: 26_011, step: 3 },
  customView: { first: 51_000, step: 1 },
  layout: { first: 91_000, step: 1 },
  relatedList: { first: 95_000, step: 1 },
  permission: { first: 120_000, step: 1 },
  pickListValue: { first: 4_000_000, step: 1 },
} as const;

type Kind = keyof typeof RANGES;

/** Room for the parts of one module: its fields, views, sections or related lists. */
const PER_MODULE = 100;

/** The ID of the n-th of its kind in an org, from 0. */
export function metadataId(org: Org, kind: Kind, n: number): string {
  const { first, step } = RANGES[kind];
  return org.prefix + String(first + step * n).padStart(12, "0");
}

/** The ID of the n-th part of a module, from 0. */
export function partId(
  org: Org,
  kind: "field" | "customView" | "layout" | "relatedList" | "permission",
  module: string,
  n: number,
): string {
  return metadataId(org, kind, PER_MODULE * moduleIndex(org, module) + n);
}

/** The ID of the n-th value of a field's pick list. */
export function pickListValueId(org: Org, module: string, field: number, n: number): string {
  return metadataId(org, "pickListValue", PER_MODULE * (PER_MODULE * moduleIndex(org, module) + field) + n);
}

/** A module as other answers name it. */
export function moduleReference(
  org: Org,
  apiName: string,
): { readonly api_name: string; readonly id: string } {
  return { api_name: apiName, id: metadataId(org, "module", moduleIndex(org, apiName)) };
}

function moduleIndex(org: Org, apiName: string): number {
  return modulesOf(org).findIndex((module) => module.apiName === apiName);
}
