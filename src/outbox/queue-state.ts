import type { ZohoError } from "../errors/zoho-error";
import type { Clock } from "../time/clock";
import type { DeliveryLane } from "./delivery-lane";
import type { QueueNote } from "./queue-note";
import type { QueueState } from "./report";
import type { QueueDepth, StoredEntry } from "./store";

/** What is known of a queue. */
export interface QueueFacts {
  readonly depth: QueueDepth;
  /** What is reported, and still on the disk. */
  readonly leaving: Iterable<StoredEntry>;
  readonly held: readonly DeliveryLane[];
  /** What keeps all of it from being delivered. */
  readonly trouble: ZohoError | undefined;
  readonly note: QueueNote;
}

/** A queue for people. What is reported is no longer in it, for whoever asks. */
export function queueState(
  { depth, leaving, held, trouble, note }: QueueFacts,
  clock: Pick<Clock, "now" | "monotonic">,
): QueueState {
  let { records, entries, bytes } = depth;
  for (const stored of leaving) {
    records -= stored.records;
    entries--;
    bytes -= Buffer.byteLength(stored.text);
  }
  const error = trouble ?? held[0]?.error;
  const waitMs = Math.min(...held.map((lane) => lane.retryAt)) - clock.monotonic();
  const { oldestAt } = depth;
  const { isPaused: paused, lastDeliveryAt } = note;
  return {
    records: Math.max(0, records),
    entries: Math.max(0, entries),
    bytes: Math.max(0, bytes),
    ...(oldestAt !== undefined && entries > 0 && { oldestAt: isoTime(oldestAt) }),
    ...(lastDeliveryAt !== undefined && { lastDeliveryAt: isoTime(lastDeliveryAt) }),
    paused,
    ...(error !== undefined && { held: error }),
    heldConnections: [...new Set(held.map(({ place }) => place.connection))],
    ...(waitMs > 0 && Number.isFinite(waitMs) && { retryAt: isoTime(clock.now() + waitMs) }),
  };
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
