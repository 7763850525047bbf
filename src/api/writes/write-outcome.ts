import { ZohoError } from "../../errors/zoho-error";
import type { ApiAnswer } from "../api-call";
import type { RecordWrite } from "./record-write";
import { endsAll, type PartOutcome } from "./write-parts";
import { type FailedItem, partlyWritten, type WriteResult } from "./write-result";

/** What became of a write that went in several calls. */
export interface ManyWritten {
  readonly result: WriteResult;
  /** Where some records were refused, not sent, or may have been written. */
  readonly error?: ZohoError | undefined;
  /** What is known of all its calls together; undefined where none was answered. */
  readonly answer?: ApiAnswer | undefined;
  /** How many calls were sent. */
  readonly calls: number;
}

/**
 * Puts the outcomes of all portions together, in the order of the items: nothing that was handed over is missing, and
 * nothing is there twice.
 *
 * @param range the items that are asked about, all unless said otherwise; indexes count from its first
 * @throws ZohoError the failure itself where it met every portion and nothing was written: the whole message can be
 *   sent again
 */
export function manyWritten(
  write: RecordWrite,
  all: readonly PartOutcome[],
  range: { readonly start: number; readonly end: number } = { start: 0, end: write.items.length },
): ManyWritten {
  const parts = all.filter(({ start, items }) => start < range.end && start + items.length > range.start);
  const whole = wholeFailure(parts);
  if (whole !== undefined) throw whole;
  const result = {
    written: [] as WriteResult["written"][number][],
    failed: [] as FailedItem[],
    unknown: [] as WriteResult["unknown"][number][],
  };
  for (const part of parts) {
    const { written, failed, unknown } = partResult(write, part);
    const shift = part.start - range.start;
    const isAsked = ({ index }: { readonly index: number }): boolean =>
      index + part.start >= range.start && index + part.start < range.end;
    for (const one of written.filter(isAsked)) result.written.push({ ...one, index: one.index + shift });
    for (const one of failed.filter(isAsked)) result.failed.push({ ...one, index: one.index + shift });
    for (const one of unknown.filter(isAsked)) result.unknown.push({ ...one, index: one.index + shift });
  }
  const answer = jointAnswer(parts);
  return {
    result,
    error: explained(partlyWritten(result, answer?.status), parts),
    answer,
    calls: parts.filter((part) => "answer" in part || part.fate !== "not sent").length,
  };
}

/** The three lists for one portion; indexes count from 0. */
export function partResult(write: RecordWrite, part: PartOutcome): WriteResult {
  if ("answer" in part) return write.read(part.answer, part.items);
  const items = part.items.map((item, index) => ({ index, item }));
  if (part.fate === "unknown") return { written: [], failed: [], unknown: items };
  const { error, fate } = part;
  return { written: [], failed: items.map((item) => ({ ...item, ...failure(error, fate) })), unknown: [] };
}

function failure({ cause }: ZohoError, fate: "not sent" | "not written"): Omit<FailedItem, "index" | "item"> {
  return {
    code: cause.zohoCode ?? cause.code,
    class: cause.class,
    message: fate === "not sent" ? `Not sent. ${cause.reason}` : cause.reason,
    details: {
      code: cause.code,
      remedy: cause.remedy,
      sent: fate !== "not sent",
      ...(cause.retryAt !== undefined && { retryAt: cause.retryAt }),
    },
  };
}

function wholeFailure(parts: readonly PartOutcome[]): ZohoError | undefined {
  let first: ZohoError | undefined;
  for (const part of parts) {
    if ("answer" in part || part.fate === "unknown" || !endsAll(part.error)) return undefined;
    first ??= part.fate === "not sent" ? undefined : part.error;
  }
  return first;
}

/** What is known of it beyond the lists: when to try again, and that answers are missing, not what was in them. */
function explained(error: ZohoError | undefined, parts: readonly PartOutcome[]): ZohoError | undefined {
  const failed = parts.flatMap((part) => ("answer" in part ? [] : [part.error.cause]));
  const [first] = failed;
  if (error === undefined || first === undefined) return error;
  const { retryAt, retryAfterMs } = failed.find((cause) => cause.retryAt !== undefined) ?? {};
  const { zohoCode, status, details } = error.cause;
  return new ZohoError(error.code, {
    zohoCode,
    status,
    ...(retryAt !== undefined && { retryAt: Date.parse(retryAt), retryAfterMs }),
    details: {
      ...details,
      ...(error.code === "write_unknown" && { problem: first.details?.["problem"] ?? first.reason }),
    },
  });
}

/** All answers as one: the status where they agree, else 207 as Zoho has it for one call. */
function jointAnswer(parts: readonly PartOutcome[]): ApiAnswer | undefined {
  const answers = parts.flatMap((part) => ("answer" in part ? [part.answer] : []));
  const [first] = answers;
  const last = answers.at(-1);
  if (first === undefined || last === undefined) return undefined;
  if (parts.length === 1) return first;
  const agree = answers.length === parts.length && answers.every(({ status }) => status === first.status);
  return {
    ...first,
    status: agree ? first.status : 207,
    headers: last.headers,
    body: answers.map(({ body }) => body),
    attempts: answers.reduce((sum, { attempts }) => sum + attempts, 0),
    waitedMs: Math.max(...answers.map(({ waitedMs }) => waitedMs)),
  };
}
