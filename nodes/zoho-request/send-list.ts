import { type CancelSignal, firstOf } from "../../src/time/cancel-signal";
import type { ApiAnswer } from "../../src/api/api-call";
import { ZohoError } from "../../src/errors/zoho-error";
import type { Handled, Stream } from "../shared/handle-input";
import type { FlowMessage, NodeAPI } from "../shared/red";
import type { ResultShape } from "./config";
import type { CountedWalk } from "./counted-walk";
import { listMessage, type Part } from "./list-message";

/** A list on its way into a flow. */
export interface SentList {
  readonly RED: NodeAPI;
  /** The message that asked for it. */
  readonly msg: FlowMessage;
  readonly walk: CountedWalk;
  readonly shape: ResultShape;
  readonly pageSize: number;
  readonly stream: Stream;
  /** Ends the list early, as if it had no more. */
  readonly stop: CancelSignal;
  readonly signal: CancelSignal;
}

/** All records in one message. */
export async function sendArray(list: SentList): Promise<Handled> {
  const records: unknown[] = [];
  const envelopes: unknown[] = [];
  for await (const page of pagesOf(list)) {
    for (const record of page.records) records.push(record);
    if (list.shape === "raw") envelopes.push(page.answer.body);
  }
  const payload = list.shape === "raw" ? envelopes : records;
  return lastMessage(list, undefined, { payload }, records.length);
}

/** A message for each page. The next page is asked for when this one has gone out. */
export async function sendPages(list: SentList): Promise<Handled> {
  let index = 0;
  for await (const { records, answer, isLast } of pagesOf(list)) {
    const payload = payloadOf(list, records, answer);
    const len = Math.max(2, list.pageSize);
    if (isLast) {
      return lastMessage(list, { index, count: index + 1, len }, { payload, complete: true }, records.length);
    }
    await list.stream.send([message(list, { index, len }, { payload, ...list.walk.facts(records.length) })]);
    index++;
  }
  const end = { payload: payloadOf(list, [], undefined), complete: true };
  return lastMessage(list, { index, count: index + 1, len: 2 }, end, 0);
}

/** A message for each record. One is held back, because the last one says so. */
export async function sendRecords(list: SentList): Promise<Handled> {
  let index = 0;
  const held: unknown[] = [];
  const letGo = async (): Promise<void> => {
    if (held.length === 0) return;
    const result = { payload: held.pop(), ...list.walk.facts(1) };
    await list.stream.send([message(list, { index, len: 1 }, result)]);
    index++;
  };
  try {
    for await (const { records } of pagesOf(list)) {
      for (const record of records) {
        await letGo();
        held.push(record);
        if (list.stop.aborted) break;
      }
    }
  } catch (error) {
    // Who goes on where this ended goes on behind it.
    if (!list.signal.aborted) await letGo();
    throw error;
  }
  // A join node takes this for a list without items, and a payload of any kind for one.
  if (held.length === 0) return lastMessage(list, { count: 0, len: 1 }, { complete: true }, 0);
  const part = { index, count: index + 1, len: 1 };
  return lastMessage(list, part, { payload: held[0], complete: true }, 1);
}

/** The pages until there are no more, or no more are wanted. */
async function* pagesOf(
  list: SentList,
): AsyncGenerator<NonNullable<Awaited<ReturnType<CountedWalk["next"]>>>> {
  const { walk, stream, stop } = list;
  const either = firstOf(list.signal, stop);
  while (!stop.aborted) {
    let page: Awaited<ReturnType<CountedWalk["next"]>>;
    try {
      page = await walk.next(either);
    } catch (error) {
      // A call in the air was cut off because the flow wants no more.
      if (wasStopped(list) && error instanceof ZohoError) return;
      throw error;
    }
    if (page === undefined) return;
    stream.progress(walk.records);
    yield page;
    if (page.isLast) return;
  }
}

function wasStopped({ stop, signal }: SentList): boolean {
  return stop.aborted && !signal.aborted;
}

function lastMessage(
  list: SentList,
  part: Part | undefined,
  result: Readonly<Record<string, unknown>>,
  given: number,
): Handled {
  const stopped = list.stop.aborted ? { stopped: true } : {};
  const facts = list.walk.facts(given, stopped) ?? { zohoResult: { walk: list.walk.id, ...stopped } };
  return { outputs: [message(list, part, { ...result, ...facts })] };
}

function message(
  list: SentList,
  part: Part | undefined,
  result: Readonly<Record<string, unknown>>,
): FlowMessage {
  return listMessage(list.RED, list.msg, list.walk.id, part, result);
}

/** What a page is in a message. */
export function payloadOf(
  { shape }: Pick<SentList, "shape">,
  records: readonly unknown[],
  answer: ApiAnswer | undefined,
): unknown {
  return shape === "raw" ? (answer?.body ?? null) : records;
}
