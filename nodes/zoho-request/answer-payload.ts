import type { ApiAnswer } from "../../src/api/api-call";
import { itemAnswers } from "../../src/api/answer/item-answers";
import { onlyReads } from "../../src/api/only-reads";
import { splitQuery } from "../../src/api/path-query";
import { readResult, writtenThing } from "../../src/api/answer/read-result";
import { resourcePath } from "../../src/api/resource-path";
import {
  partlyWritten,
  type WriteResult,
  writeResult,
  writtenRecord,
} from "../../src/api/writes/write-result";
import type { ZohoError } from "../../src/errors/zoho-error";
import { PRODUCTS } from "../../src/zoho/products";
import type { ResultShape } from "./config";
import type { PreparedCall } from "./prepared-call";

/** What goes into `msg.payload`, what of it was refused, and how many there were of each. */
export interface AnswerPayload {
  readonly payload: unknown;
  readonly error?: ZohoError | undefined;
  readonly counts: Readonly<Record<string, unknown>>;
}

/** The same with the answer that it was taken from; undefined where nothing was answered. */
export interface Answered extends AnswerPayload {
  readonly answer: ApiAnswer | undefined;
  /** Records that went in the same write, where messages are collected. */
  readonly collected?: number;
}

/** What was asked, as far as it bears on the answer. */
type AnsweredCall = Pick<PreparedCall, "call" | "body">;

/**
 * Takes the payload out of an answer: records of a read, or what became of each record of a write.
 *
 * @throws ZohoError where the one record of a write was refused or its fate is unknown
 */
export function answerPayload(prepared: AnsweredCall, answer: ApiAnswer, shape: ResultShape): AnswerPayload {
  const { method } = prepared.call;
  const written = method === "GET" || method === "HEAD" ? undefined : writtenPayload(prepared, answer);
  const result = written ?? otherPayload(prepared, answer);
  return shape === "raw" ? { ...result, payload: answer.status === 304 ? null : answer.body } : result;
}

/** What is no write of records: a list, one thing that was read, or one that was written. */
function otherPayload({ call }: AnsweredCall, answer: ApiAnswer): AnswerPayload {
  if (!onlyReads(call)) return { payload: writtenThing(answer.body, call), counts: {} };
  const { payload, page } = readResult(answer.body, call);
  return { payload, counts: Array.isArray(payload) ? { records: payload.length, ...page } : {} };
}

/** Undefined where neither the path nor the answer has anything to do with records. */
function writtenPayload(prepared: AnsweredCall, answer: ApiAnswer): AnswerPayload | undefined {
  const { call } = prepared;
  const answers = itemAnswers(answer.body);
  const isRecordPath = PRODUCTS[call.product].recordPath.test(resourcePath(call.product, call.path));
  if (!isRecordPath && answers === undefined) return undefined;
  const sent = sentItems(prepared);
  const told = answers?.length ?? 0;
  if (sent === undefined && told <= 1) {
    const result = writeResult(answer.body, [undefined]);
    return { payload: writtenRecord(result, answer.status), counts: countsOf(result) };
  }
  // An answer may name more than is known of what was sent; nothing that it says is dropped.
  const items = Array.from({ length: Math.max(sent?.length ?? 0, told) }, (_, index) => sent?.[index]);
  const result = writeResult(answer.body, items);
  return { payload: result, error: partlyWritten(result, answer.status), counts: countsOf(result) };
}

/** How many records were written, refused, and neither as far as is known. */
export function countsOf(result: WriteResult): Readonly<Record<string, number>> {
  const { written, failed, unknown } = result;
  return { written: written.length, failed: failed.length, unknown: unknown.length };
}

/** The items of a write of several, in order; undefined where one record was sent. */
function sentItems({ call, body }: AnsweredCall): readonly unknown[] | undefined {
  if (call.method !== "DELETE") return body?.items;
  const ids = call.query?.get("ids") ?? splitQuery(call.path).query.get("ids");
  return ids?.split(",").map((id) => ({ id }));
}
