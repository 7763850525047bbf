import {
  collectableWrite,
  type EnvelopeWrite,
  type RecordWrite,
  recordWrite,
} from "../../src/api/writes/record-write";
import { type CollectUntil, WriteCollector } from "../../src/api/writes/write-collector";
import { manyWritten } from "../../src/api/writes/write-outcome";
import { writeParts } from "../../src/api/writes/write-parts";
import { writtenRecord } from "../../src/api/writes/write-result";
import type { Node } from "../shared/red";
import type { ZohoService } from "../shared/zoho-service";
import { type Answered, countsOf } from "./answer-payload";
import type { RequestConfig } from "./config";
import type { PreparedCall } from "./prepared-call";

/** Who sends. */
export interface Sender {
  readonly node: Node;
  readonly service: ZohoService;
  readonly config: RequestConfig;
}

/**
 * Sends the records of a message in several calls where they do not fit into one, or in one with those of other
 * messages.
 *
 * @returns undefined where the message is one call
 * @throws ZohoError where nothing came of the message
 */
export function sendInOtherCalls(sender: Sender, prepared: PreparedCall): Promise<Answered> | undefined {
  const { call, body, options } = prepared;
  const given = { call, items: body?.items };
  const together = options.collect === undefined ? undefined : collectableWrite(given);
  if (options.collect !== undefined && together !== undefined)
    return sendTogether(sender, prepared, { write: together, until: options.collect });
  const large = recordWrite(given, "too large");
  return large === undefined ? undefined : sendInParts(sender, large);
}

async function sendTogether(
  sender: Sender,
  { body }: PreparedCall,
  { write, until }: { readonly write: EnvelopeWrite; readonly until: CollectUntil },
): Promise<Answered> {
  const { result, answer, error, collected } = await collectorOf(sender).write(write, until);
  const isOne = body?.items === undefined;
  const payload = isOne ? writtenRecord(result, answer?.status) : result;
  return { ...shaped(sender, { payload, answer }), error, counts: countsOf(result), collected };
}

async function sendInParts(sender: Sender, write: RecordWrite): Promise<Answered> {
  const parts = await writeParts(sender.service.zoho.caller, write);
  const { result, error, answer, calls } = manyWritten(write, parts);
  const counts = { ...countsOf(result), calls };
  return { ...shaped(sender, { payload: result, answer }), error, counts };
}

/** *Raw* is what Zoho sent, of each call where there were several. */
function shaped(
  { config }: Sender,
  { payload, answer }: Pick<Answered, "payload" | "answer">,
): Pick<Answered, "payload" | "answer"> {
  return { payload: config.result === "raw" ? answer?.body : payload, answer };
}

const collectors = new WeakMap<Node, WriteCollector>();

/** Each node collects for itself, so that closing it cancels what is its own. */
function collectorOf({ node, service }: Sender): WriteCollector {
  const collector = collectors.get(node) ?? new WriteCollector(service.zoho);
  collectors.set(node, collector);
  return collector;
}
