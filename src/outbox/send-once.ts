import { asZohoError } from "../errors/as-zoho-error";
import type { ApiCall } from "../api/api-call";
import type { RecordWrite } from "../api/writes/record-write";
import { type PartOutcome, writeParts } from "../api/writes/write-parts";
import { ZohoError } from "../errors/zoho-error";
import type { CancelSignal } from "../time/cancel-signal";
import type { Connection } from "../vault/connection";
import type { DeliveryLane } from "./delivery-lane";
import type { DeliveryOptions } from "./delivery-options";
import { isCreate, type Parcel } from "./parcel";

/** What is sent in one call. */
export interface Sending {
  readonly lane: DeliveryLane;
  readonly parcels: readonly Parcel[];
  readonly write: RecordWrite;
  readonly signal: CancelSignal;
}

/** What came of it. */
export interface Sent {
  readonly call: ApiCall;
  readonly part: PartOutcome;
}

/**
 * Sends parcels by the connection as it is now. What must not be sent twice is marked on disk before.
 *
 * @returns never throws: what keeps it from being sent is an outcome as well
 */
export async function sendOnce(
  options: DeliveryOptions,
  { lane, parcels, write, signal }: Sending,
): Promise<Sent> {
  const background = { origin: options.queue, priority: "background", signal } as const;
  let call: ApiCall = { ...write.call, ...background };
  try {
    lane.connection = await connectionOf(options, lane);
    call = { ...call, connection: lane.connection };
    lane.atOnce = withoutReserve(options.caller.callsAtOnce(call));
    await mark(options, parcels);
    const whole: RecordWrite = {
      ...write,
      size: Math.max(1, write.items.length),
      part: (start, end) => ({ ...call, ...payloadOf(write.part(start, end)) }),
    };
    const [part] = await writeParts(options.caller, whole);
    if (part !== undefined) return { call, part };
    throw new Error("there is nothing to send");
  } catch (error) {
    return { call, part: { start: 0, items: write.items, error: asZohoError(error), fate: "not written" } };
  }
}

/** A tenth of the calls that Zoho lets be in the air at once stays free for what somebody waits for. */
function withoutReserve(callsAtOnce: number): number {
  return Math.max(1, callsAtOnce - Math.ceil(callsAtOnce / 10));
}

function payloadOf({ path, query, body }: ApiCall): Pick<ApiCall, "path" | "query" | "body"> {
  return { path, ...(query !== undefined && { query }), ...(body !== undefined && { body }) };
}

/**
 * @throws ZohoError `unknown_connection`; `wrong_org` where it leads elsewhere than when the writes were kept: they are
 *   not meant for whoever is there now
 */
async function connectionOf({ connections }: DeliveryOptions, lane: DeliveryLane): Promise<Connection> {
  const { realm, connection: name, product, to } = lane.place;
  const found = await connections.find(realm, name);
  if (found === undefined) throw new ZohoError("unknown_connection", { connection: name, product });
  const isThere =
    to === undefined ||
    !found.connected ||
    (to.dataCenter === found.dataCenter && to.environment === found.environment);
  if (isThere) return found;
  const message = `kept for ${to.environment} in ${to.dataCenter}, connected to ${found.environment} in ${found.dataCenter}`;
  throw new ZohoError("wrong_org", { connection: name, product, details: { message } });
}

async function mark({ store, queue }: DeliveryOptions, parcels: readonly Parcel[]): Promise<void> {
  const entries = parcels.filter(isCreate).map(({ entry }) => entry);
  const unmarked = entries.filter(({ isMarked }) => !isMarked);
  if (unmarked.length === 0) return;
  await store.mark(
    queue,
    unmarked.map(({ stored }) => stored.seq),
  );
  for (const entry of unmarked) entry.isMarked = true;
}

/** They were certainly not sent. Where the disk refuses, they stay in memory, and are sent from there. */
export async function unmark({ store, queue }: DeliveryOptions, parcels: readonly Parcel[]): Promise<void> {
  const marked = parcels.map(({ entry }) => entry).filter(({ isMarked, isSplit }) => isMarked && !isSplit);
  if (marked.length === 0) return;
  try {
    await store.unmark(
      queue,
      marked.map(({ stored }) => stored.seq),
    );
    for (const entry of marked) entry.isMarked = false;
  } catch {
    // Nothing is lost by it: if this process ends now, they are reported as unknown.
  }
}
