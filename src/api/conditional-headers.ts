import { invalidInput } from "../errors/invalid-input";
import { type ProductId, PRODUCTS } from "../zoho/products";

const DATES = new Set(["if-modified-since", "if-unmodified-since"]);

/** ISO 8601 with an offset, or a day alone, which begins in UTC. */
const ISO = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2}))?$/;
/** `Sat, 31 Jan 2026 10:00:00 GMT` (RFC 9110), as in `last-modified`. */
const HTTP = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Writes the dates of conditional requests as the product wants them: CRM takes ISO 8601 with an offset and without parts of
 * seconds (CRM v8: get records), everybody else what HTTP says. A date, milliseconds, ISO or HTTP text will do.
 *
 * @throws ZohoError `invalid_input` for what is no date, or a time that does not say where
 */
export function conditionalHeaders(
  product: ProductId,
  headers: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (!Object.keys(headers).some((name) => DATES.has(name.toLowerCase()))) return headers;
  const written = Object.entries(headers).map(([name, value]) => [
    name,
    DATES.has(name.toLowerCase()) ? dateText(product, name, value) : value,
  ]);
  return Object.fromEntries(written) as Record<string, unknown>;
}

function dateText(product: ProductId, name: string, value: unknown): string {
  const text = typeof value === "string" ? value.trim() : value;
  const isDate = text instanceof Date || typeof text === "number" || isDateText(text);
  const date = isDate ? new Date(text) : new Date(Number.NaN);
  if (Number.isNaN(date.getTime()))
    throw invalidInput(
      `The header '${name.slice(0, 100)}'`,
      "is no date such as 2026-01-31T10:00:00+01:00; a time must say its offset",
    );
  return PRODUCTS[product].dialect === "crm"
    ? date.toISOString().replace(/\.\d{3}Z$/, "+00:00")
    : date.toUTCString();
}

function isDateText(value: unknown): value is string {
  return typeof value === "string" && (ISO.test(value) || HTTP.test(value));
}
