import { ZohoError } from "../errors/zoho-error";

const GAP = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** The expressions between double braces, e.g. `payload.id`, each once. */
export function gapsOf(template: string): readonly string[] {
  return [...new Set([...template.matchAll(GAP)].map((match) => match[1] ?? ""))];
}

/**
 * Fills a path such as `Leads/{{payload.id}}`. Inserted values are URL-encoded, so that a value can't add a
 * segment, a query or another host.
 *
 * @param valueOf the value of an expression
 * @throws ZohoError `invalid_input` where a value is missing or no text or number
 */
export function fillPath(template: string, valueOf: (expression: string) => unknown): string {
  return template.replace(GAP, (_gap, expression: string) => encodeSegment(expression, valueOf(expression)));
}

function encodeSegment(expression: string, value: unknown): string {
  const text = typeof value === "number" || typeof value === "bigint" ? String(value) : value;
  if (typeof text !== "string" || text === "") {
    const problem =
      text === undefined || text === "" || text === null ? "has no value" : "is neither text nor a number";
    throw new ZohoError("invalid_input", { details: { field: `{{${expression}}} in the path`, problem } });
  }
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    const problem = "is a number that JavaScript can't hold exactly: keep IDs as text";
    throw new ZohoError("invalid_input", { details: { field: `{{${expression}}} in the path`, problem } });
  }
  // A segment of dots alone would climb out of the product's path.
  return /^\.+$/.test(text) ? text.replaceAll(".", "%2E") : encodeURIComponent(text);
}
