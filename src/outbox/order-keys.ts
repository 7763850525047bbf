import type { ApiCall } from "../api/api-call";
import { resourcePath } from "../api/resource-path";
import { keysOf } from "../api/writes/record-keys";
import type { RecordWrite } from "../api/writes/record-write";
import { PRODUCTS } from "../zoho/products";

/** What a write must not overtake, and what must not overtake it. */
export interface OrderKeys {
  /** One for each record that it is known to mean, by the value that names it, and one where the flow gave one. */
  readonly keys: readonly string[];
  /**
   * Where a record is looked for by something that is not known here: writes that share it are sent in their order, but
   * may go together.
   */
  readonly series?: string;
}

const ID = /^\d{6,}$/;

/**
 * The same record has the same key however it is written: `PUT Leads/123`, `DELETE Leads?ids=123`, and `{"id": "123"}`
 * in a write of many. A create has none.
 *
 * @param key what the flow gave
 */
export function orderKeys(write: RecordWrite, key: string | undefined): OrderKeys {
  const { call, items, keyFields } = write;
  const names = segments(call);
  const keys = new Set<string>();
  if (key !== undefined) keys.add(`\nkey\n${key}`);
  let isNameless = false;
  if (keyFields.length > 0) {
    const module = collection(names);
    for (const item of items) {
      const ofItem = keysOf(item, keyFields);
      for (const one of ofItem) keys.add(`${module}\n${one}`);
      isNameless ||= ofItem.length === 0;
    }
  }
  const isCreate = "elements" in write && call.method === "POST";
  const named = isCreate ? undefined : (keyOfId(names) ?? keyOfExternal(call, names));
  if (named !== undefined) keys.add(named);
  if (isNameless && named === undefined) return { keys: [...keys], series: collection(names) };
  if (keys.size === 0 && call.method !== "POST") keys.add(`path\n${names.join("/")}`);
  return { keys: [...keys] };
}

/** The record that a path names, or what lies below it. */
function keyOfId(names: readonly string[]): string | undefined {
  const at = names.findLastIndex((name, index) => index > 0 && ID.test(name));
  return at < 0 ? undefined : `${names[at - 1] ?? ""}\nid\n${names[at] ?? ""}`;
}

/** A record by a value of its own (CRM v8: external ID): `Leads/R-77` with `X-EXTERNAL: Leads.Device`. */
function keyOfExternal(
  { headers }: ApiCall,
  [module, value, ...more]: readonly string[],
): string | undefined {
  const field = headers?.["x-external"]?.split(".").at(-1);
  if (field === undefined || value === undefined || value === "upsert" || more.length > 0) return undefined;
  return `${module ?? ""}\n${field}\n${decoded(value).toLowerCase()}`;
}

/** The names in a path without the org, where that stands in it. */
function segments({ product, path }: ApiCall): readonly string[] {
  const names = resourcePath(product, path).split("/");
  const { orgSelector } = PRODUCTS[product];
  return orgSelector.in === "path" && names[0] === orgSelector.name ? names.slice(2) : names;
}

/** What the records of a path are: `Leads` for `Leads/upsert`, `Leads/actions/add_tags` and `Leads/123`. */
function collection(names: readonly string[]): string {
  const end = names.findIndex((name) => name === "upsert" || name === "actions");
  const before = end < 0 ? names : names.slice(0, end);
  return before.findLast((name) => !ID.test(name)) ?? "";
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
