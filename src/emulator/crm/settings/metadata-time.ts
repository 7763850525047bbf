import type { EmulatedRequest } from "../../http/emulated-request";
import type { Org } from "../../people/person";
import { zohoTime } from "../zoho-time";

/** When somebody last changed an org's modules, fields, views and users: before all its records. */
const CHANGED_AT = Date.UTC(2023, 10, 6, 8, 0, 0);

/** @returns that time as answers show it */
export function metadataTime(org: Org): string {
  return zohoTime(CHANGED_AT, org.place.offset);
}

/** True where `If-Modified-Since` says that nothing is new: 304. */
export function isUnchanged(request: EmulatedRequest): boolean {
  return Date.parse(request.headers["if-modified-since"] ?? "") >= CHANGED_AT;
}
