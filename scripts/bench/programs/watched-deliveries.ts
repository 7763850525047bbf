import type { EmbeddedNodeRed } from "./embedded-node-red";

/** Part of what was delivered. */
export interface DeliveredHalf {
  readonly records: number;
  readonly calls: number;
  readonly ms: number;
}

/** What a node sends in these measurements. */
export interface OutMessage {
  readonly payload?: { readonly written: unknown[]; readonly failed: unknown[]; readonly unknown: unknown[] };
  readonly zohoResult?: { readonly outbox?: { readonly event: string } };
}

/** What became of readings so far. */
export interface Deliveries {
  readonly written: number;
  readonly failed: number;
  readonly unknown: number;
  /** Begins to count. @returns what ends it */
  half(): () => DeliveredHalf;
  /** Resolves when so many records have come to an end. */
  of(count: number): Promise<void>;
}

/** Counts what the node `zoho` says that it has delivered. */
export function watchDeliveries(RED: EmbeddedNodeRed): Deliveries {
  const counts = { written: 0, failed: 0, unknown: 0 };
  let calls = 0;
  const ended = (): number => counts.written + counts.failed + counts.unknown;
  let came = (): void => undefined;
  RED.events.on("bench:zoho-out", ({ payload, zohoResult }: OutMessage) => {
    if (zohoResult?.outbox?.event !== "delivered" || payload === undefined) return;
    calls++;
    counts.written += payload.written.length;
    counts.failed += payload.failed.length;
    counts.unknown += payload.unknown.length;
    came();
  });
  return Object.assign(counts, {
    of: (count: number) =>
      new Promise<void>((resolve) => {
        came = () => {
          if (ended() >= count) resolve();
        };
        came();
      }),
    half: () => {
      const begun = { at: performance.now(), records: ended(), calls };
      return () => ({
        records: ended() - begun.records,
        calls: calls - begun.calls,
        ms: performance.now() - begun.at,
      });
    },
  });
}
