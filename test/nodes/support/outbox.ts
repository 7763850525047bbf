import { expect, vi } from "vitest";
import type { FlowMessage, NodeRed } from "../../support/node-red-runtime";

/** A reading as a record of CRM; the email tells sensors apart. */
export function reading(sensor: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  return { Email: `sensor-${String(sensor)}@example.com`, Last_Name: "Sensor", Company: "Depot", ...more };
}

/** What `msg.zohoResult.outbox` says. */
export interface OutboxTold {
  readonly event: string;
  readonly id?: number;
  readonly depth?: number;
  readonly records?: number;
  readonly paused?: boolean;
}

export function toldOf({ zohoResult }: FlowMessage): OutboxTold {
  return (zohoResult as { outbox?: OutboxTold }).outbox ?? { event: "" };
}

/** Messages of one kind. */
export function events(messages: readonly FlowMessage[], event: string): readonly FlowMessage[] {
  return messages.filter((msg) => toldOf(msg).event === event);
}

interface DeliveredItem {
  readonly index: number;
  readonly item: Record<string, unknown>;
  readonly outbox: { readonly id: number; readonly acceptedAt: string; readonly topic?: string };
}

export interface Delivered {
  readonly written: readonly DeliveredItem[];
  readonly failed: readonly DeliveredItem[];
  readonly unknown: readonly DeliveredItem[];
}

/** The lists of all deliveries, put together. */
export function delivered(messages: readonly FlowMessage[]): Delivered {
  const all = events(messages, "delivered").map(({ payload }) => payload as Delivered);
  return {
    written: all.flatMap(({ written }) => written),
    failed: all.flatMap(({ failed }) => failed),
    unknown: all.flatMap(({ unknown }) => unknown),
  };
}

/** Waits for messages of one kind. */
export async function waitForEvents(
  nodeRed: Pick<NodeRed, "messages">,
  probe: string,
  event: string,
  count = 1,
): Promise<readonly FlowMessage[]> {
  return vi.waitFor(
    async () => {
      const found = events(await nodeRed.messages(probe), event);
      expect(found.length).toBeGreaterThanOrEqual(count);
      return found;
    },
    { timeout: 20_000, interval: 100 },
  );
}

/** Waits until so many records have come to an end. @returns the lists of all deliveries */
export async function allThrough(
  nodeRed: Pick<NodeRed, "messages">,
  probe: string,
  count: number,
): Promise<Delivered> {
  return vi.waitFor(
    async () => {
      const lists = delivered(await nodeRed.messages(probe));
      expect(lists.written.length + lists.failed.length + lists.unknown.length).toBe(count);
      return lists;
    },
    { timeout: 20_000, interval: 100 },
  );
}
