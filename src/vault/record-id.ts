import { invalidInput } from "../errors/invalid-input";
import { ZohoError } from "../errors/zoho-error";

const ID = /^[a-z0-9_-]{1,64}$/;

/** True for a text that can be the ID of a record. */
export function isRecordId(id: string): boolean {
  return ID.test(id);
}

/**
 * Lets only IDs through that are plain file names on every system: never a path, and no two that differ in case only.
 *
 * @throws ZohoError `invalid_input`
 */
export function checkRecordId(id: string): void {
  if (isRecordId(id)) return;
  const problem = "must be 1 to 64 of the characters a-z, 0-9, - and _";
  throw invalidInput("The ID of a vault record", problem);
}

/** The ID in the name of a record file; undefined for every other file. */
export function idOfFile(name: string): string | undefined {
  if (!name.endsWith(".json")) return undefined;
  const id = name.slice(0, -".json".length);
  return ID.test(id) ? id : undefined;
}

/** @throws ZohoError `internal`: a record never changes its place */
export function checkSameId(id: string, changed: string): void {
  if (id === changed) return;
  throw new ZohoError("internal", { details: { message: "a change of a vault record gave it another ID" } });
}
