import { invalidInput } from "../../src/errors/invalid-input";

/** @throws ZohoError `invalid_input` naming the field, where it is no text, or nothing though something is required */
export function textOf(field: string, value: unknown, need?: "required"): string {
  if (value === undefined || value === null || value === "") {
    if (need === "required") throw invalidInput(field, "has no value");
    return "";
  }
  if (typeof value !== "string" && typeof value !== "number") throw invalidInput(field, "must be text");
  return String(value).trim();
}

/**
 * A whole number from 1 on; nothing and 0 are no limit.
 *
 * @throws ZohoError `invalid_input`
 */
export function countOf(field: string, value: unknown): number | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const count = typeof value === "string" ? Number(value) : value;
  if (typeof count !== "number" || !Number.isSafeInteger(count) || count < 0)
    throw invalidInput(`msg.zoho.${field}`, "must be a whole number, 0 for no limit");
  return count === 0 ? undefined : count;
}

/** @throws ZohoError `invalid_input` naming the field and what it may be */
export function oneOf<T extends string>(field: string, value: unknown, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  const shown = typeof value === "string" ? `'${value.slice(0, 60)}'` : "a value that is no text";
  throw invalidInput(`The ${field}`, `is ${shown}, and must be one of ${allowed.join(", ")}`);
}
