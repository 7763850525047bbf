import type { Org } from "../../people/person";
import { isReference, type StoredRecord } from "../stored-record";
import type { Module } from "../modules/module";
import { LazyFields } from "../seeds/lazy-fields";
import { seededTexts } from "./seeded-texts";
import { shownValue } from "./shown-value";

/** What only a record asked for with all its fields shows, as JSON. */
const SYSTEM_FLAGS = `"$approval_state":"approved","$editable":true,"$in_merge":false,"$locked_for_me":false`;

/** Writes one record as JSON. */
export type RecordWriter = (record: StoredRecord) => string;

/**
 * Writes records as answers show them: fields by API name, `id`, and with all fields a few `$` ones. A list is written
 * text by text: an object for each record that is only made to be turned into text would cost as much again.
 *
 * @param fields only these; undefined: all
 */
export function recordWriter(org: Org, module: Module, fields: readonly string[] | undefined): RecordWriter {
  const columns = columnsOf(module, fields);
  const end = fields === undefined ? `,${SYSTEM_FLAGS}}` : "}";
  const texts = seededTexts(org, `${module.apiName}?${fields?.join(",") ?? "all"}`);
  return (record) => {
    const isSeeded = record.fields instanceof LazyFields;
    const before = isSeeded ? texts.get(record.id) : undefined;
    if (before !== undefined) return before;
    let text = "{";
    let parentModule: string | undefined;
    for (const { name, key } of columns) {
      const value = shownValue(org, record, name);
      text += `${key}${JSON.stringify(value)},`;
      // A lookup that may point to several modules tells which in a field beside it.
      if (typeof value !== "object") continue;
      const stored = record.fields.get(name) ?? null;
      if (isReference(stored) && stored.module !== undefined) parentModule = stored.module;
    }
    if (parentModule !== undefined) text += `"$se_module":${JSON.stringify(parentModule)},`;
    text = `${text}"id":"${record.id}"${end}`;
    if (isSeeded) texts.set(record.id, text);
    return text;
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

/** A field in an answer. */
interface Column {
  readonly name: string;
  /** With its quotes and colon. */
  readonly key: string;
}

/** The columns that are asked for. Zoho passes over names that the module does not have. */
function columnsOf(module: Module, names: readonly string[] | undefined): readonly Column[] {
  const known = names ?? module.fields.map((field) => field.apiName);
  return [...new Set(known)]
    .filter((name) => module.fieldByName.has(name))
    .map((name) => ({ name, key: `"${name}":` }));
}
