import { invalidInput } from "../../errors/invalid-input";
import { ZohoError } from "../../errors/zoho-error";
import type { DeletedRow, ReadRow } from "../change-reader";

/**
 * Records of an answer as changes are told by.
 *
 * @throws ZohoError `invalid_input` for a module whose records do not tell when they were changed, `internal` where Zoho
 *   does not keep to the order asked for: what comes behind would be taken for known
 */
export function crmRows(records: readonly unknown[], module: string): readonly ReadRow[] {
  const rows = records.map((record) => crmRow(record, module));
  const unordered = rows.findIndex((row, index) => index > 0 && row.at < (rows[index - 1]?.at ?? row.at));
  if (unordered !== -1) {
    throw new ZohoError("internal", {
      details: { message: `Zoho does not give ${module} in the order of Modified_Time` },
    });
  }
  return rows;
}

/** Deleted records of an answer. CRM v8: get deleted records. */
export function crmDeletedRows(records: readonly unknown[]): readonly DeletedRow[] {
  return records.flatMap((record) => {
    const id = textOf(record, "id");
    const at = Date.parse(textOf(record, "deleted_time") ?? "");
    if (id === undefined || Number.isNaN(at)) return [];
    return [{ id, at, record: record as Readonly<Record<string, unknown>> }];
  });
}

function crmRow(record: unknown, module: string): ReadRow {
  const id = textOf(record, "id");
  const at = Date.parse(textOf(record, "Modified_Time") ?? "");
  if (id === undefined || Number.isNaN(at)) {
    throw invalidInput(`The module ${module}`, "does not tell when its records were changed");
  }
  const createdAt = Date.parse(textOf(record, "Created_Time") ?? "");
  return {
    id,
    at,
    createdAt: Number.isNaN(createdAt) ? undefined : createdAt,
    record: record as Readonly<Record<string, unknown>>,
  };
}

function textOf(record: unknown, name: string): string | undefined {
  if (typeof record !== "object" || record === null) return undefined;
  const value: unknown = Reflect.get(record, name);
  return typeof value === "string" && value !== "" ? value : undefined;
}
