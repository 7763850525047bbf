import { systemCheckField } from "../../zoho/duplicate-checks";
import { isRecord } from "../answer/is-record";

/** What tells which record of Zoho's an item of a write means. */
export interface KeyedWrite {
  readonly method: string;
  /** Below the product's base, without query: `Leads/upsert`. */
  readonly resource: string;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** What the envelope says beside the records. */
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * The fields that name a record in this write: its ID, and what an upsert looks for duplicates by. Two items with the
 * same value in one of them mean the same record, and must be written one after the other. None for an insert, where
 * every item is a record of its own.
 */
export function keyFields({ method, resource, headers = {}, options }: KeyedWrite): readonly string[] {
  const isUpsert = resource.endsWith("/upsert");
  if (method === "POST" && !isUpsert) return [];
  const external = headers["x-external"]?.split(".").at(-1);
  const named = options["duplicate_check_fields"];
  const checks = Array.isArray(named)
    ? named.filter((name): name is string => typeof name === "string")
    : [systemCheckField(resource.split("/", 1)[0] ?? "")];
  return ["id", ...(external === undefined ? [] : [external]), ...(isUpsert ? checks : [])];
}

/** What an item is known by: one text for each key field that it has. Zoho compares without regard to case. */
export function keysOf(item: unknown, fields: readonly string[]): readonly string[] {
  if (!isRecord(item)) return [];
  return fields.flatMap((field) => {
    const given = Object.hasOwn(item, field) ? item[field] : undefined;
    // A lookup is written as {id}.
    const value = isRecord(given) ? given["id"] : given;
    const isText = typeof value === "string" || typeof value === "number";
    return isText && value !== "" ? [`${field}\n${String(value).trim().toLowerCase()}`] : [];
  });
}
