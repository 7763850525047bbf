import type { FirstRun } from "../../src/changes/change-query";
import { invalidInput } from "../../src/errors/invalid-input";
import { dateIn } from "./date-in";

/**
 * A place to begin from, as a dialog or a message names it: `now`, `everything`, or a date.
 *
 * @param field begins the sentence of the error: `msg.zoho.to`
 * @throws ZohoError `invalid_input`
 */
export function firstRunOf(field: string, value: unknown): FirstRun {
  if (value === "now" || value === "everything") return { from: value };
  return { from: "date", date: dateOf(field, value) };
}

/** @throws ZohoError `invalid_input` */
export function dateOf(field: string, value: unknown): Date {
  const date =
    value instanceof Date ? value : typeof value === "number" ? new Date(value) : dateIn(textOf(value));
  if (date === undefined || Number.isNaN(date.getTime()))
    throw invalidInput(field, "must be a date such as 2026-01-31 or 2026-01-31T08:00:00+01:00");
  return date;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value.trim() : "";
}
