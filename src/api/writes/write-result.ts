import type { ErrorClass } from "../../errors/classes";
import type { ErrorCode } from "../../errors/codes";
import { ZohoError } from "../../errors/zoho-error";
import { DIALECTS } from "../../zoho/dialects/dialects";
import { meaningOf } from "../../zoho/dialects/meaning-of";
import { answersOfWrite, type ItemAnswer } from "../answer/item-answers";
import { type RefusedField, refusedFields } from "../answer/refused-fields";

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

/** One record of a write that was certainly not written: Zoho refused it, or its call as a whole. */
export interface FailedItem {
  readonly index: number;
  readonly item: unknown;
  /** Zoho's code, or ours where Zoho has none for it. */
  readonly code: string;
  /** Why its call failed as a whole; absent where Zoho refused the record itself. */
  readonly class?: ErrorClass;
  readonly message: string;
  /** What was wrong with it; absent where Zoho does not name a field. */
  readonly fields?: readonly RefusedField[];
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
 * Tells the items of a write apart. Zoho answers in the order of the request (CRM v8: insert, update, upsert, delete).
 *
 * @param items what was sent, in order
 */
export function writeResult(body: unknown, items: readonly unknown[]): WriteResult {
  const answers = answersOfWrite(body);
  const result = {
    written: [] as WrittenItem[],
    failed: [] as FailedItem[],
    unknown: [] as { index: number; item: unknown }[],
  };
  items.forEach((item, index) => {
    const answer = answers[index];
    if (answer === undefined) result.unknown.push({ index, item });
    else if (answer.isWritten) result.written.push(writtenItem(answer, index, item));
    else result.failed.push(failedItem(answer, index, item));
  });
  return result;
}

/**
 * The error that goes with a write that did not wholly succeed, so that no record is refused or lost in silence.
 *
 * @returns `partly_written`, `write_unknown` where the answer only leaves records out, undefined where all were taken
 */
export function partlyWritten(result: WriteResult, status: number | undefined): ZohoError | undefined {
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
export function writtenRecord(result: WriteResult, status: number | undefined): Record<string, unknown> {
  const [written] = result.written;
  if (written !== undefined) {
    return {
      ...(written.id !== undefined && { id: written.id }),
      ...written.details,
      ...(written.action !== undefined && { action: written.action }),
    };
  }
  const [failed] = result.failed;
  if (failed === undefined)
    throw new ZohoError("write_unknown", {
      status,
      details: { problem: "the answer does not mention the record" },
    });
  const { message, fields } = failed;
  throw new ZohoError(codeOf(failed), {
    zohoCode: failed.code,
    status,
    details: {
      message,
      zoho: failed.details,
      ...(fields !== undefined && { field: fields[0]?.path, fields }),
    },
  });
}

function codeOf({ code, message }: FailedItem): ErrorCode {
  const { means } = meaningOf(DIALECTS.crm, { status: 400, path: "", code, message });
  return means === "refused token" || means === "nothing found" ? "invalid_data" : means;
}

function writtenItem({ id, action, details }: ItemAnswer, index: number, item: unknown): WrittenItem {
  return { index, item, ...(id !== undefined && { id }), ...(action !== undefined && { action }), details };
}

function failedItem({ code, message, details }: ItemAnswer, index: number, item: unknown): FailedItem {
  const fields = refusedFields([{ code, message, details: details["error"] ?? details }]);
  return { index, item, code, message, details, ...(fields.length > 0 && { fields }) };
}

function problemOf(item: FailedItem): string {
  const [field] = item.fields ?? [];
  const words = item.message || item.code;
  return field === undefined ? words : `${words} (${field.name ?? field.path})`;
}
