import type { Org } from "../../people/person";
import { isReference, type StoredRecord } from "../stored-record";
import type { Module } from "../modules/module";
import { shownValue } from "./shown-value";

/** What only a record asked for with all its fields shows, as JSON. */
const SYSTEM_FLAGS = `"$approval_state":"approved","$editable":true,"$in_merge":false,"$locked_for_me":false`;

/**
 * Writes records as answers show them, in JSON: fields by API name, `id`, and with all fields a few `$` ones. A list
 * is written text by text: an object for each record that is only made to be turned into text would cost as much again.
 *
 * @param fields only these; undefined: all
 */
export function recordWriter(
  org: Org,
  module: Module,
  fields: readonly string[] | undefined,
): (record: StoredRecord) => string {
  const names = fields ?? module.fields.map((field) => field.apiName);
  // Zoho passes over names that the module does not have.
  const columns = [...new Set(names)]
    .filter((name) => module.fieldByName.has(name))
    .map((name) => ({ name, key: `"${name}":` }));
  const end = fields === undefined ? `,${SYSTEM_FLAGS}}` : "}";
  return (record) => {
    let text = "{";
    let parentModule: string | undefined;
    for (const { name, key } of columns) {
      const value = shownValue(org, record, name);
      text += `${key}${valueText(value)},`;
      // A lookup that may point to several modules tells which in a field beside it.
      if (typeof value !== "object") continue;
      const stored = record.fields.get(name) ?? null;
      if (isReference(stored) && stored.module !== undefined) parentModule = stored.module;
    }
    if (parentModule !== undefined) text += `"$se_module":${JSON.stringify(parentModule)},`;
    return `${text}"id":"${record.id}"${end}`;
  };
}

/**
 * `{"data":[…],"info":{…}}`.
 *
 * @param info left out where there is none
 */
export function dataText(
  records: readonly StoredRecord[],
  write: (record: StoredRecord) => string,
  info?: Readonly<Record<string, unknown>>,
): string {
  const end = info === undefined ? "" : `,"info":${JSON.stringify(info)}`;
  return `{"data":[${records.map(write).join(",")}]${end}}`;
}

function valueText(value: unknown): string {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return JSON.stringify(value);
}
