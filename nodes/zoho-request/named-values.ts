import { conditionalHeaders } from "../../src/api/conditional-headers";
import { fillText, gapsOf } from "../../src/api/path-template";
import { checkHeaders } from "../../src/api/request-headers";
import { invalidInput } from "../../src/errors/invalid-input";
import type { ProductId } from "../../src/zoho/products";
import type { NamedValue } from "./config";
import { gapValue, type OptionSources } from "./gap-value";
import { toldValue } from "./told-value";
import { typedValue } from "./typed-value";

type Named = readonly (readonly [name: string, value: unknown])[];

/** True where the dialog names something; then nothing of the message counts. */
export function hasRows(rows: readonly NamedValue[]): boolean {
  return rows.some(({ name }) => name.trim() !== "");
}

/**
 * The rows of the dialog.
 *
 * @throws ZohoError `invalid_input` where one can't be evaluated
 */
export function rowValues(sources: OptionSources, field: "query" | "headers"): Promise<Named> {
  const rows = sources.config[field].filter(({ name }) => name.trim() !== "");
  return Promise.all(
    rows.map(async (row) => [row.name.trim(), await rowValue(sources, field, row)] as const),
  );
}

/** Of most calls. Nobody adds to a query that was given, so all can have the same. */
const NO_QUERY = new URLSearchParams();
const NO_HEADERS: Readonly<Record<string, string>> = {};

/**
 * Names and values as headers of a call.
 *
 * @throws ZohoError `invalid_input` for one that can't be sent
 */
export function headersOf(product: ProductId, named: Named): Readonly<Record<string, string>> {
  if (named.length === 0) return NO_HEADERS;
  return checkHeaders(conditionalHeaders(product, Object.fromEntries(named)));
}

/**
 * Names and values as a query; a list is joined by commas, and what is blank is left out.
 *
 * @throws ZohoError `invalid_input` for an object
 */
export function queryOf(named: Named): URLSearchParams {
  if (named.length === 0) return NO_QUERY;
  const query = new URLSearchParams();
  for (const [name, value] of named) {
    if (value === undefined || value === null || value === "") continue;
    if (typeof value === "object" && !Array.isArray(value))
      throw invalidInput(`The query parameter '${name}'`, "must be text, a number, or a list of them");
    query.append(name, Array.isArray(value) ? value.join(",") : String(value as string | number | boolean));
  }
  return query;
}

/** Text may have gaps as a path has. What is filled in is a value and nothing more, also within search criteria. */
async function rowValue(
  sources: OptionSources,
  field: "query" | "headers",
  row: NamedValue,
): Promise<unknown> {
  const gaps = row.type === "str" ? gapsOf(row.value) : [];
  if (gaps.length === 0) return typedValue(sources, `${field} ${row.name}`, row);
  const place = `${field} ${row.name.trim()}`;
  const values = new Map<string, unknown>();
  for (const gap of gaps) values.set(gap, await gapValue(sources, gap, place));
  const isCriteria = field === "query" && row.name.trim().toLowerCase() === "criteria";
  return fillText(row.value, (gap) => values.get(gap), { place, inserted: isCriteria ? "criteria" : "text" });
}

/**
 * The object in the message.
 *
 * @throws ZohoError `invalid_input` where it is something else
 */
export function namesIn(told: object, field: "query" | "headers"): Named {
  const given = toldValue(told, field);
  if (given === undefined || given === null) return [];
  if (typeof given !== "object" || Array.isArray(given))
    throw invalidInput(`msg.zoho.${field}`, "must be an object of names and values");
  return Object.entries(given);
}
