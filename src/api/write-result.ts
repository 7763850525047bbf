import { ZohoError } from "../errors/zoho-error";
import { meaningOf } from "../zoho/error-codes";
import { isRecord } from "./error-shape";

/** One record of a write that Zoho took. */
export interface WrittenItem {
  /** Position in what was sent. */
  readonly index: number;
  /** What was sent. */
  readonly item: unknown;
  readonly id?: string;
  /** `insert` or `update` of an upsert. */
  readonly action?: string;
  /** What Zoho tells of it: times, owner. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** One record of a write that Zoho refused. */
export interface FailedItem {
  readonly index: number;
  readonly item: unknown;
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A write of several, told apart. Nothing that was sent is missing from the three lists together. */
export interface WriteResult {
  readonly written: readonly WrittenItem[];
  readonly failed: readonly FailedItem[];
  /** Sent, and not mentioned in the answer. */
  readonly unknown: readonly { readonly index: number; readonly item: unknown }[];
}

/**
 * What an answer says of the records of a write, in order: the one array of `{code, status, details}` in it, under
 * whatever name.
 *
 * @returns undefined where the answer is not about records that were written
 */
export function itemAnswers(body: unknown): readonly unknown[] | undefined {
  if (!isRecord(body)) return undefined;
  const lists = Object.values(body).filter(
    (value): value is unknown[] => Array.isArray(value) && value.length > 0,
  );
  return lists.find((list) => list.every(isItemAnswer));
}

function isItemAnswer(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value["code"] === "string" &&
    (value["status"] === "success" || value["status"] === "error")
  );
}

/**
 * Tells the items of a write apart. Zoho answers in the order of the request (CRM v8: insert, update, upsert, delete).
 *
 * @param items what was sent, in order
 */
export function writeResult(body: unknown, items: readonly unknown[]): WriteResult {
  const answers =
    itemAnswers(body) ?? (isRecord(body) && Array.isArray(body["data"]) ? (body["data"] as unknown[]) : []);
  const result = {
    written: [] as WrittenItem[],
    failed: [] as FailedItem[],
    unknown: [] as { index: number; item: unknown }[],
  };
  items.forEach((item, index) => {
    const answer = answers[index];
    if (!isRecord(answer) || (answer["status"] === undefined && answer["code"] === undefined))
      result.unknown.push({ index, item });
    else if (!isSuccess(answer)) result.failed.push(failedItem(answer, index, item));
    else result.written.push(writtenItem(answer, index, item));
  });
  return result;
}

/**
 * The error that goes with a write that did not wholly succeed, so that no record is refused or lost in silence.
 *
 * @returns `partly_written`, `write_unknown` where the answer only leaves records out, undefined where all were taken
 */
export function partlyWritten(result: WriteResult, status: number): ZohoError | undefined {
  const { written, failed, unknown } = result;
  const total = written.length + failed.length + unknown.length;
  const [first] = failed;
  if (first !== undefined) {
    const firstProblem = problemOf(first);
    const details = { failedCount: failed.length, total, firstProblem, ...result };
    return new ZohoError("partly_written", { zohoCode: first.code, status, details });
  }
  if (unknown.length === 0) return undefined;
  const problem = `it does not mention ${String(unknown.length)} of ${String(total)} records`;
  return new ZohoError("write_unknown", { status, details: { problem, ...result } });
}

/**
 * The result of a write of one bare record.
 *
 * @returns what Zoho tells of it, with its `id`
 * @throws ZohoError by the item's code where it was refused, `write_unknown` where the answer does not mention it
 */
export function writtenRecord(result: WriteResult, status: number): Record<string, unknown> {
  const [written] = result.written;
  if (written !== undefined) {
    return { ...written.details, ...(written.action !== undefined && { action: written.action }) };
  }
  const [failed] = result.failed;
  if (failed === undefined)
    throw new ZohoError("write_unknown", {
      status,
      details: { problem: "the answer does not mention the record" },
    });
  const field = failed.details["json_path"] ?? failed.details["api_name"];
  throw new ZohoError(meaningOf(failed.code) ?? "invalid_data", {
    zohoCode: failed.code,
    status,
    details: { message: failed.message, field, zoho: failed.details },
  });
}

function isSuccess(answer: Readonly<Record<string, unknown>>): boolean {
  return answer["status"] === "success" || (answer["status"] === undefined && answer["code"] === "SUCCESS");
}

function writtenItem(answer: Readonly<Record<string, unknown>>, index: number, item: unknown): WrittenItem {
  const details = isRecord(answer["details"]) ? answer["details"] : {};
  const { action } = answer;
  return {
    index,
    item,
    ...(typeof details["id"] === "string" && { id: details["id"] }),
    ...(typeof action === "string" && { action }),
    details,
  };
}

function failedItem(answer: Readonly<Record<string, unknown>>, index: number, item: unknown): FailedItem {
  const details = isRecord(answer["details"]) ? answer["details"] : {};
  return {
    index,
    item,
    code: typeof answer["code"] === "string" ? answer["code"] : "UNKNOWN",
    message: typeof answer["message"] === "string" ? answer["message"] : "",
    details,
  };
}

function problemOf(item: FailedItem): string {
  const field = item.details["api_name"];
  return `${item.message || item.code}${typeof field === "string" ? ` (${field})` : ""}`;
}
