import { invalidInput } from "../errors/invalid-input";
import type { ZohoError } from "../errors/zoho-error";

const GAP = /\{\{([^{}]+)\}\}/g;

/** The expressions between double braces, e.g. `payload.id`, each once. */
export function gapsOf(template: string): readonly string[] {
  if (!template.includes("{{")) return [];
  return [...new Set([...template.matchAll(GAP)].map((match) => (match[1] ?? "").trim()))].filter(
    (gap) => gap !== "",
  );
}

/**
 * Fills a path such as `Leads/{{payload.id}}`. Inserted values are URL-encoded, so that a value can't add a
 * segment, a query or another host.
 *
 * @param valueOf the value of an expression
 * @throws ZohoError `invalid_input` where a value is missing or no text or number
 */
export function fillPath(template: string, valueOf: (expression: string) => unknown): string {
  return template.replace(GAP, (_gap, expression: string) =>
    encodeSegment(expression.trim(), valueOf(expression.trim())),
  );
}

/**
 * Fills text such as `(Email:equals:{{payload.email}})`, the value of a query parameter or header.
 *
 * @param options `place` names it in an error; values within `criteria` are escaped as CRM wants it (CRM v8: search records)
 * @throws ZohoError `invalid_input` where a value is missing or no text, number or truth value
 */
export function fillText(
  template: string,
  valueOf: (expression: string) => unknown,
  { place, inserted }: { readonly place: string; readonly inserted: "text" | "criteria" },
): string {
  return template.replace(GAP, (_gap, written: string) => {
    const value = valueOf(written.trim());
    const isText = typeof value === "string" && value !== "";
    if (!isText && typeof value !== "number" && typeof value !== "boolean" && typeof value !== "bigint")
      throw invalidInput(
        `{{${written.trim()}}} in ${place}`,
        "has no value, or one that is neither text nor a number",
      );
    return inserted === "criteria" ? String(value).replace(/[\\(),]/g, "\\$&") : String(value);
  });
}

function encodeSegment(expression: string, value: unknown): string {
  const text = typeof value === "number" || typeof value === "bigint" ? String(value) : value;
  if (typeof text !== "string" || text === "") {
    const problem =
      text === undefined || text === "" || text === null ? "has no value" : "is neither text nor a number";
    throw invalid(expression, problem);
  }
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    const problem = "is a number that JavaScript can't hold exactly: keep IDs as text";
    throw invalid(expression, problem);
  }
  // A URL has no way to say these two: encoded or not, they mean this folder and the one above.
  if (text === "." || text === "..")
    throw invalid(expression, "is no name: it would climb out of its place in the path");
  try {
    return encodeURIComponent(text);
  } catch {
    throw invalid(expression, "is no well-formed text");
  }
}

function invalid(expression: string, problem: string): ZohoError {
  return invalidInput(`{{${expression}}} in the path`, problem);
}
