import type { ApiCall } from "../../../src/api/api-call";
import type { ZohoError } from "../../../src/errors/zoho-error";
import type { Kept } from "../../../src/outbox/entries-to-keep";
import type { QueueState } from "../../../src/outbox/report";
import type { KeepLimits } from "./keep-limits";

/** `msg.zohoResult` of a message whose records are on disk. */
export function keptFacts({ connection, product, method }: ApiCall, kept: Kept): Record<string, unknown> {
  const { name, environment, dataCenter } = connection;
  const { id, lastId, records, depth } = kept;
  const outbox = { event: "kept", id, ...(lastId !== id && { lastId }), records, depth };
  return { connection: name, environment, dataCenter, product, method, outbox };
}

/** How a queue stands, as plain values. */
export function shownState(state: QueueState, limits: KeepLimits): Record<string, unknown> {
  const { held, heldConnections, ...rest } = state;
  return {
    ...rest,
    ...(held !== undefined && { held: shownCause(held), heldConnections }),
    limits: {
      records: limits.maxRecords,
      bytes: limits.maxBytes,
      days: limits.maxAgeMs / 86_400_000,
    },
  };
}

function shownCause({ cause }: ZohoError): Record<string, unknown> {
  const { class: kind, code, reason, remedy, retryAt } = cause;
  return { class: kind, code, reason, remedy, ...(retryAt !== undefined && { retryAt }) };
}
