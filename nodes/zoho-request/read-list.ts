import type { CancelSignal } from "../../src/time/cancel-signal";
import { onlyReads } from "../../src/api/only-reads";
import { openWalk } from "../../src/api/paging/open-walk";
import { resourcePath } from "../../src/api/resource-path";
import { pageRule } from "../../src/zoho/page-rules";
import type { Handled, Stream } from "../shared/handle-input";
import type { FlowMessage, NodeAPI } from "../shared/red";
import type { ZohoService } from "../shared/zoho-service";
import type { RequestConfig } from "./config";
import { CountedWalk } from "./counted-walk";
import { listMessage } from "./list-message";
import type { OpenLists } from "./open-lists";
import type { NodeOutbox } from "./outbox/node-outbox";
import type { PreparedCall } from "./prepared-call";
import { payloadOf, sendArray, sendPages, sendRecords } from "./send-list";

/** Where a list is read. */
export interface ListReading {
  readonly RED: NodeAPI;
  readonly config: RequestConfig;
  readonly msg: FlowMessage;
  readonly signal: CancelSignal;
  readonly stream: Stream;
  readonly lists: OpenLists;
  /** Where the node keeps what Zoho can't take now. */
  readonly outbox?: NodeOutbox | undefined;
}

/** True where a call asks for a list that is to be read to its end. */
export function readsList({ call, options }: PreparedCall): boolean {
  if (options.paging === "off") return false;
  return call.method !== "HEAD" && onlyReads(call);
}

/** Reads a list to its end, or its first page where the others are asked for. */
export async function readList(
  reading: ListReading,
  service: Pick<ZohoService, "zoho">,
  { call, options }: PreparedCall,
): Promise<Handled> {
  const { config, msg, lists } = reading;
  const { pageSize, maxRecords, continueFrom, paging } = options;
  // Each page that a message asks for has the time of that message, not of the one that began the list.
  const { endsAt: _ofThisMessage, ...lasting } = call;
  const asked = paging === "asked" ? lasting : call;
  const rule = pageRule(call.product, resourcePath(call.product, call.path), call.path);
  const walk = new CountedWalk(
    lists.newId(),
    call,
    openWalk(service.zoho.caller, asked, { pageSize, continueFrom }),
    maxRecords,
  );
  if (paging === "asked") {
    lists.keep(walk);
    // Not there yet: who starts it can't ask for it again where the first page fails.
    return nextPage(reading, walk.id).catch((error: unknown) => {
      lists.forget(walk.id);
      throw error;
    });
  }
  const send = { array: sendArray, pages: sendPages, records: sendRecords, off: sendArray }[paging];
  return lists.run(walk.id, (stop) =>
    send({
      ...reading,
      msg,
      walk,
      shape: config.result,
      pageSize: Math.min(pageSize ?? rule.size, rule.size),
      stop,
    }),
  );
}

/**
 * The next page of a list that waits to be asked.
 *
 * @throws ZohoError `walk_gone`; as the call, and then the same page can be asked for again
 */
export function nextPage(reading: ListReading, id: string): Promise<Handled> {
  const { lists, stream, signal, config } = reading;
  return lists.ask(id, async (walk) => {
    const page = await walk.next(signal);
    const records = page?.records ?? [];
    stream.progress(walk.records);
    const isLast = page?.isLast ?? true;
    if (isLast) lists.forget(id);
    const payload = payloadOf({ shape: config.result }, records, page?.answer);
    const result = { payload, ...walk.facts(records.length), ...(isLast && { complete: true }) };
    return { outputs: [listMessage(reading.RED, reading.msg, id, undefined, result)] };
  });
}

/** Stops lists. Those that run to their end say so by their last message; those that wait, here. */
export async function stopLists(reading: ListReading, id: string | undefined): Promise<Handled> {
  const { RED, lists, msg, stream } = reading;
  for (const walk of lists.stop(id)) {
    const result = { payload: [], complete: true, ...walk.facts(0, { stopped: true }) };
    await stream.send([listMessage(RED, msg, walk.id, undefined, result)]);
  }
  return { outputs: [] };
}
