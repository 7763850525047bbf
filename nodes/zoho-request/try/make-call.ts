import { creditsTold } from "../../../src/api/governor/credits";
import { laneOf } from "../../../src/api/governor/governor";
import { openWalk } from "../../../src/api/paging/open-walk";
import { methodHeader } from "../../../src/api/policies";
import { invalidInput } from "../../../src/errors/invalid-input";
import type { ApiAnswer } from "../../../src/api/api-call";
import type { ZohoService } from "../../shared/zoho-service";
import type { TriedCall } from "../admin-api";
import { answerPayload } from "../answer-payload";
import type { ResultShape } from "../config";
import type { PreparedCall } from "../prepared-call";
import { readsList } from "../read-list";
import { payloadOf } from "../send-list";
import type { TryingCall } from "./prepare-try";
import { shownJson } from "./shown-json";

/** What a node sends on, and what it is told of. */
interface Result {
  readonly answer: ApiAnswer;
  readonly payload: unknown;
  readonly records?: number;
  readonly isFirstPage?: true;
}

type Answered = Extract<TriedCall, { state: "answered" }>;

/**
 * Makes the call of a dialog, where it can't change anything. Of a list only the first page is read.
 *
 * @param shape what the node would make of the answer
 * @throws ZohoError `invalid_input` for any method but GET; as the call
 */
export async function makeCall(
  service: ZohoService,
  trying: TryingCall,
  shape: ResultShape,
): Promise<Omit<Answered, "state" | "tookMs">> {
  const { prepared, credits } = trying;
  checkReads(prepared);
  const call = await service.zoho.moduleFields.named(prepared.call);
  const named = { ...prepared, call };
  // No file is written: the records that would go into it are shown.
  const asShape = shape === "file" ? "records" : shape;
  const { answer, payload, ...counts } = readsList(named)
    ? await firstPage(service, named, asShape)
    : await oneAnswer(service, named, asShape);
  const lane = laneOf(call.connection, call.product, answer.org);
  const creditsLeft = creditsTold(call.product, answer.headers) ?? service.zoho.credits.of(lane)?.left;
  return {
    status: answer.status,
    method: call.method,
    url: answer.url,
    credits,
    ...(creditsLeft !== undefined && { creditsLeft }),
    payload: shownJson(payload),
    ...counts,
  };
}

function checkReads({ call }: PreparedCall): void {
  const turnsInto = methodHeader(call.headers);
  if (call.method === "GET" && turnsInto === undefined) return;
  const problem = "may change something in Zoho: use Dry run, which sends nothing";
  throw invalidInput(
    turnsInto === undefined ? `The method ${call.method}` : `The header '${turnsInto}'`,
    problem,
  );
}

async function oneAnswer(service: ZohoService, prepared: PreparedCall, shape: ResultShape): Promise<Result> {
  const answer = await service.zoho.caller.call(prepared.call);
  const { payload } = answerPayload(prepared, answer, shape);
  return { answer, payload, ...(Array.isArray(payload) && { records: payload.length }) };
}

async function firstPage(
  service: ZohoService,
  { call, options: { pageSize, continueFrom, maxRecords } }: PreparedCall,
  shape: ResultShape,
): Promise<Result> {
  const page = await openWalk(service.zoho.caller, call, { pageSize, continueFrom }).next(call.signal);
  if (page === undefined) throw invalidInput("msg.zoho.continueFrom", "is behind the end of the list");
  const { answer, isLast } = page;
  const records = page.records.slice(0, maxRecords);
  const goesOn = !isLast && records.length < (maxRecords ?? Number.POSITIVE_INFINITY);
  const payload = payloadOf({ shape }, records, answer);
  return { answer, payload, records: records.length, ...(goesOn && { isFirstPage: true }) };
}
