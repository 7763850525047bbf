import { describe, expect, test } from "vitest";
import { BatchDelivery } from "../../../nodes/zoho-changes/batch-delivery";
import type { FlowMessage } from "../../../nodes/shared/red";
import type { Change } from "../../../src/changes/change";
import { Cancellation } from "../../../src/time/cancel-signal";
import { HeldClock } from "../support/held-clock";

const FACTS = { product: "crm", module: "Leads", connection: "acme", environment: "Production" };
const WITHIN_MS = 60_000;

function change(id: string): Change {
  return { kind: "changed", id, at: "2026-03-10T12:00:00.000Z", record: { id } };
}

const THREE = ["1", "2", "3"].map(change);

/** A delivery whose flow says when it has taken a batch, and what it has sent. */
function asking(flow: (delivery: BatchDelivery, message: FlowMessage) => void) {
  const sent: FlowMessage[] = [];
  const clock = new HeldClock();
  const delivery: BatchDelivery = new BatchDelivery({
    output: "record",
    advance: "asked",
    takenWithinMs: WITHIN_MS,
    clock,
    send: (message) => {
      sent.push(message);
      flow(delivery, message);
    },
    changed: () => undefined,
  });
  return { delivery, sent, clock };
}

function batchIn(message: FlowMessage): string {
  return (message["zohoChange"] as { batch: string }).batch;
}

function idsIn(sent: readonly FlowMessage[]): readonly unknown[] {
  return sent.map((message) => (message["payload"] as { id: string }).id);
}

describe("a batch that the flow takes when it says so", () => {
  test("is sent whole, also where it is taken while its first message is under way", async () => {
    const { delivery, sent } = asking((one, message) => one.taken(batchIn(message)));
    await delivery.give(FACTS, THREE, { again: "first time", signal: new Cancellation() });
    expect(idsIn(sent)).toEqual(["1", "2", "3"]);
  });

  test("is taken with the last message that comes back, and each was sent once", async () => {
    const { delivery, sent } = asking((one, message) => {
      const { id } = message["payload"] as { id: string };
      one.cameBack(batchIn(message), change(id));
    });
    await delivery.give(FACTS, THREE, { again: "first time", signal: new Cancellation() });
    expect(idsIn(sent)).toEqual(["1", "2", "3"]);
  });

  test("comes again when the time is over that it has, not before, and ends when it is taken", async () => {
    const { delivery, sent, clock } = asking(() => undefined);
    const given = delivery.give(FACTS, THREE, { again: "first time", signal: new Cancellation() });
    await expect.poll(() => clock.sleeps).toEqual([WITHIN_MS]);
    await clock.pass(WITHIN_MS - 1);
    expect(sent).toHaveLength(3);
    await clock.pass(1);
    await expect.poll(() => clock.sleeps).toEqual([WITHIN_MS, WITHIN_MS]);
    expect(idsIn(sent)).toEqual(["1", "2", "3", "1", "2", "3"]);
    expect(sent.map((message) => (message["zohoChange"] as { again?: true }).again === true)).toEqual([
      ...[false, false, false],
      ...[true, true, true],
    ]);
    expect(delivery.taken(delivery.waiting ?? "")).toBe(true);
    await given;
    expect(delivery.waiting).toBeUndefined();
  });

  test("is given up with the node: nothing more of it is sent", async () => {
    const signal = new Cancellation();
    const { delivery, sent } = asking(() => {
      signal.abort(new Error("the node was stopped"));
    });
    const given = delivery.give(FACTS, THREE, { again: "first time", signal });
    await expect(given).rejects.toThrow("the node was stopped");
    expect(idsIn(sent)).toEqual(["1"]);
  });
});
