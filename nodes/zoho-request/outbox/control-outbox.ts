import { invalidInput } from "../../../src/errors/invalid-input";
import type { ExportedEntry } from "../../../src/outbox/exported-entries";
import type { Handled } from "../../shared/handle-input";
import { type FlowMessage, own } from "../../shared/red";
import { withoutInstructions } from "../../shared/without-instructions";
import { listMessage } from "../list-message";
import type { ListReading } from "../read-list";
import { textOf } from "../checked-values";
import { toldValue } from "../told-value";
import { shownState } from "./outbox-facts";

/** What a message can ask of the outbox of a node. */
export const OUTBOX_ACTIONS = ["outbox", "pause", "resume", "drain", "export", "discard"] as const;
type OutboxAction = (typeof OUTBOX_ACTIONS)[number];

export function isOutboxAction(action: unknown): action is OutboxAction {
  return OUTBOX_ACTIONS.some((one) => one === action);
}

/**
 * Does what a message asks of what the node keeps, or of what nodes that are gone have left. The answer is how it stands
 * then; for `export`, a message for each entry.
 *
 * @throws ZohoError `invalid_input` where the node keeps nothing; those of the outbox
 */
export async function controlOutbox(reading: ListReading, action: OutboxAction): Promise<Handled> {
  const { outbox, msg, signal } = reading;
  if (outbox === undefined)
    throw invalidInput(
      "msg.zoho.action",
      `'${action}' is for a node that keeps writes and delivers them later`,
    );
  const orphan = textOf("msg.zoho.queue", toldValue(own(msg, "zoho"), "queue"));
  if (action === "export") return exportEntries(reading, outbox.exported(orphan === "" ? undefined : orphan));
  if (action === "discard") {
    if (orphan === "")
      throw invalidInput("msg.zoho.queue", "must name the node whose writes are to be discarded");
    const records = await outbox.discard(orphan);
    const payload = { action, queue: orphan, records };
    const zohoResult = { outbox: { event: "discarded", queue: orphan, records } };
    return { outputs: [withoutInstructions(msg, { payload, zohoResult })] };
  }
  const queue = await outbox.queue();
  if (action === "pause") await queue.pause();
  if (action === "resume") await queue.resume();
  if (action === "drain") await queue.drain(signal);
  const state =
    action === "outbox" ? await outbox.stateWithOrphans() : shownState(queue.state(), outbox.limits);
  const zohoResult = { outbox: { event: "state", ...state } };
  return { outputs: [withoutInstructions(msg, { payload: { action, ...state }, zohoResult })] };
}

/** A message for each entry, in order; the last one says so. Nothing is taken out. */
async function exportEntries(
  { RED, msg, stream, signal }: ListReading,
  entries: AsyncIterable<ExportedEntry>,
): Promise<Handled> {
  const id = `${msg._msgid ?? ""}.export`;
  let index = 0;
  let held: ExportedEntry | undefined;
  const message = (entry: ExportedEntry, count?: number): FlowMessage =>
    listMessage(RED, msg, id, { index, len: 1, ...(count !== undefined && { count }) }, exported(entry));
  for await (const entry of entries) {
    signal.throwIfAborted();
    if (held !== undefined) {
      await stream.send([message(held)]);
      index++;
    }
    held = entry;
  }
  if (held === undefined) {
    const nothing = { complete: true, zohoResult: { outbox: { event: "exported", records: 0 } } };
    return { outputs: [listMessage(RED, msg, id, { count: 0, len: 1 }, nothing)] };
  }
  return { outputs: [{ ...message(held, index + 1), complete: true }] };
}

/** As a `zoho-request` takes it whose fields are left blank: sent there, it is the same write again. */
function exported(entry: ExportedEntry): Record<string, unknown> {
  const { outbox, sent, key, body, items } = entry;
  const { connection, org, product, method, path, query, headers } = entry;
  const { "content-type": _set, ...others } = headers;
  return {
    payload: body === undefined ? null : (JSON.parse(body) as unknown),
    ...(outbox.topic !== undefined && { topic: outbox.topic }),
    zoho: {
      connection,
      product,
      method,
      path,
      ...(body !== undefined && { bodyFormat: "json" }),
      ...(Object.keys(query).length > 0 && { query }),
      ...(Object.keys(others).length > 0 && { headers: others }),
      ...(org !== undefined && { org }),
      ...(key !== undefined && { key }),
    },
    zohoResult: { outbox: { event: "exported", ...outbox, sent, records: items.length } },
  };
}
