import type { Reply } from "../../http/reply";
import type { OrgCall } from "../face";
import type { Row } from "../records/face-records";
import { financeRefusal } from "./finance-reply";
import type { FinanceResource } from "./finance-resource";

/** Where a list stands in the order that the call asked for: rows, and how many there are in all. */
export interface ListedRows {
  readonly shown: readonly Row[];
  readonly total: number;
  readonly sortColumn: string;
  readonly sortOrder: "A" | "D";
}

/** Times in queries are written as they are in answers; a `Z` was seen refused. Zoho Books API v3: list invoices. */
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4}$/;

/**
 * The rows of a page by the call's filters and its `sort_column` and `sort_order`.
 *
 * @returns the refusal where one of them has a value that is none
 */
export function listedRows(
  call: OrgCall,
  resource: FinanceResource,
  page: { readonly from: number; readonly limit: number },
): ListedRows | Reply {
  const { world, request, org } = call;
  const rows = world.faceRecords.of(org, resource.collection);
  const sortColumn = request.query.get("sort_column") ?? "created_time";
  const sortOrder = request.query.get("sort_order") ?? "A";
  if (sortOrder !== "A" && sortOrder !== "D") {
    return financeRefusal(world, request, "badValue", { name: "sort_order" });
  }
  if (!sortColumns(resource).includes(sortColumn)) {
    return financeRefusal(world, request, "badValue", { name: "sort_column" });
  }
  const since = request.query.get("last_modified_time");
  if (since !== null && !TIME.test(since)) {
    return financeRefusal(world, request, "badValue", { name: "last_modified_time" });
  }
  const tests = [...equalities(call, resource), ...modifiedTests(call, since)];
  const isAsKept = sortColumn === "created_time" && sortOrder === "A";
  const order = { sortColumn, sortOrder } as const;
  if (tests.length === 0 && isAsKept) {
    return { shown: rows.page(page.from, page.limit), total: rows.count(), ...order };
  }
  const found = rows.filter((row) => tests.every((test) => test(row)));
  const sorted = isAsKept ? found : inOrder(found, sortColumn, sortOrder);
  return { shown: sorted.slice(page.from, page.from + page.limit), total: found.length, ...order };
}

type RowTest = (row: Row) => boolean;

function equalities({ request }: OrgCall, { filters }: FinanceResource): readonly RowTest[] {
  return filters.flatMap((name) => {
    const value = request.query.get(name);
    return value === null ? [] : [({ fields }: Row) => fields[name] === value];
  });
}

/** By whole seconds, which is all that the answers tell. */
function modifiedTests({ world }: OrgCall, since: string | null): readonly RowTest[] {
  if (since === null || world.settings.booksModifiedFilter === "ignored") return [];
  const second = Math.floor(Date.parse(since) / 1000);
  return world.settings.booksModifiedFilter === "exact"
    ? [({ modifiedAt }) => Math.floor(modifiedAt / 1000) === second]
    : [({ modifiedAt }) => Math.floor(modifiedAt / 1000) >= second];
}

/** Pages of some lists leave `last_modified_time` out of the columns to sort by, but live organizations took it. */
function sortColumns({ fields, filters }: FinanceResource): readonly string[] {
  return ["created_time", "last_modified_time", ...filters, ...fields.map(({ name }) => name)];
}

/** Rows of the same value stay in the order in which they were made. */
function inOrder(rows: readonly Row[], column: string, order: "A" | "D"): readonly Row[] {
  const sign = order === "A" ? 1 : -1;
  return [...rows].sort((a, b) => {
    const [one, other] = [sortKey(a, column), sortKey(b, column)];
    return one === other ? 0 : one < other ? -sign : sign;
  });
}

function sortKey({ createdAt, modifiedAt, fields }: Row, column: string): number | string {
  if (column === "created_time") return Math.floor(createdAt / 1000);
  if (column === "last_modified_time") return Math.floor(modifiedAt / 1000);
  const value = fields[column];
  return typeof value === "number" || typeof value === "string" ? value : "";
}
