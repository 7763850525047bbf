import type { ProductId } from "../../zoho/products";
import { isRecord } from "../answer/is-record";
import { readResult } from "../answer/read-result";
import type { ApiCall } from "../api-call";
import type { Caller } from "../call";
import type { FieldPart, NamedPart } from "./named-part";

/** A longer list of choices is cut: countries and time zones are known without it. */
const MOST_VALUES = 200;

/** What is asked about: the call that tells it, but for what it calls. */
export type Asking = Omit<ApiCall, "method" | "path" | "query" | "body">;

/** Products that tell their modules. Zoho CRM v8: modules metadata; Bigin v2: modules. */
const TELLS_MODULES: ReadonlySet<ProductId> = new Set(["crm", "bigin"]);

/** How the newest record alone is asked for, where nothing describes the fields of a module. */
const ONE_RECORD: Readonly<
  Partial<Record<ProductId, { readonly path: string; readonly parameter: string }>>
> = {
  books: { path: "{module}", parameter: "per_page" },
  desk: { path: "{module}", parameter: "limit" },
  creator: { path: "data/{module}", parameter: "max_records" },
};

/**
 * The modules whose records can be read, by their labels.
 *
 * @returns none for a product that does not tell
 * @throws ZohoError as `Caller.call`
 */
export async function listModules(
  caller: Pick<Caller, "call">,
  asking: Asking,
): Promise<readonly NamedPart[]> {
  if (!TELLS_MODULES.has(asking.product)) return [];
  const { body } = await caller.call({ ...asking, method: "GET", path: "settings/modules" });
  return byLabel(
    listIn(body, "modules")
      .filter((module) => module["api_supported"] === true && module["viewable"] !== false)
      .map((module) => named(module["api_name"], module["plural_label"])),
  );
}

/**
 * The fields of a module: as its metadata has them, or as its newest record does.
 *
 * @param module as in paths; for Creator `owner/app/report/name`
 * @returns none where a module has no record to tell by
 * @throws ZohoError as `Caller.call`
 */
export async function listFields(
  caller: Pick<Caller, "call">,
  asking: Asking,
  module: string,
): Promise<readonly FieldPart[]> {
  if (TELLS_MODULES.has(asking.product)) {
    const query = new URLSearchParams({ module });
    const { body } = await caller.call({ ...asking, method: "GET", path: "settings/fields", query });
    return byLabel(listIn(body, "fields").map(describedField));
  }
  const one = ONE_RECORD[asking.product];
  if (one === undefined) return [];
  const path = one.path.replace("{module}", () => module);
  const query = new URLSearchParams({ [one.parameter]: "1" });
  const { body } = await caller.call({ ...asking, method: "GET", path, query });
  const { payload } = readResult(body, { product: asking.product, path });
  const record: unknown = Array.isArray(payload) ? payload[0] : undefined;
  return byLabel(isRecord(record) ? Object.keys(record).map((name) => named(name, name)) : []);
}

function named(name: unknown, label: unknown): NamedPart | undefined {
  if (typeof name !== "string" || name === "") return undefined;
  return { name, label: typeof label === "string" && label !== "" ? label : name };
}

/** Zoho CRM v8: fields metadata. */
function describedField(field: Record<string, unknown>): FieldPart | undefined {
  const part = named(field["api_name"], field["field_label"]);
  if (part === undefined) return undefined;
  const kind = field["data_type"];
  const values = listIn(field, "pick_list_values")
    .map((choice) => choice["actual_value"])
    .filter((value) => typeof value === "string")
    .slice(0, MOST_VALUES);
  return {
    ...part,
    ...(typeof kind === "string" && { kind }),
    ...(field["system_mandatory"] === true && { isMandatory: true }),
    ...(values.length > 0 && { values }),
  };
}

function byLabel<Part extends NamedPart>(parts: readonly (Part | undefined)[]): readonly Part[] {
  return parts
    .filter((part) => part !== undefined)
    .sort((one, other) => one.label.localeCompare(other.label, "en"));
}

function listIn(body: unknown, name: string): readonly Record<string, unknown>[] {
  const list: unknown = isRecord(body) ? body[name] : undefined;
  return Array.isArray(list) ? list.filter(isRecord) : [];
}
