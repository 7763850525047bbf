import { own } from "../shared/red";

/** What `msg.zoho` says of a field; undefined where it is left blank, as an empty field of a form is. */
export function toldValue(told: unknown, field: string): unknown {
  const value = own(told, field);
  return value === null || value === "" ? undefined : value;
}
