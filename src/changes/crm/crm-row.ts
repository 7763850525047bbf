import { textAt } from "../../api/paging/pager";
import { invalidInput } from "../../errors/invalid-input";
import type { DeletedRow, ReadRow } from "../change-reader";
import { checkOrder } from "../in-order";

/**
 * Records of an answer as changes are told by.
 *
 * @throws ZohoError `invalid_input` for a module whose records do not tell when they were changed, `internal` where Zoho
 *   does not keep to the order asked for: what comes behind would be taken for known
 */
export function crmRows(records: readonly unknown[], module: string): readonly ReadRow[] {
  const rows = records.map((record) => crmRow(record, module));
  checkOrder(rows, "oldest first", `Records of ${module}`);
  return rows;
}

/** Deleted records of an answer. CRM v8: get deleted records. */
export function crmDeletedRows(records: readonly unknown[]): readonly DeletedRow[] {
  return records.flatMap((record) => {
    const id = textAt(record, "id");
    const at = Date.parse(textAt(record, "deleted_time") ?? "");
    if (id === undefined || Number.isNaN(at)) return [];
    return [{ id, at, record: record as Readonly<Record<string, unknown>> }];
  });
}

function crmRow(record: unknown, module: string): ReadRow {
  const id = textAt(record, "id");
  const at = Date.parse(textAt(record, "Modified_Time") ?? "");
  if (id === undefined || Number.isNaN(at)) {
    throw invalidInput(`The module ${module}`, "does not tell when its records were changed");
  }
  const createdAt = Date.parse(textAt(record, "Created_Time") ?? "");
  return {
    id,
    at,
    createdAt: Number.isNaN(createdAt) ? undefined : createdAt,
    record: record as Readonly<Record<string, unknown>>,
  };
}
