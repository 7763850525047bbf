import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { FlowNode } from "../support/flow";
import type { FlowMessage } from "../support/node-red-runtime";
import { PROJECT_ROOT } from "../support/project-root";
import { startWorld, type World } from "./support/world";

const EXAMPLE = JSON.parse(
  readFileSync(join(PROJECT_ROOT, "examples", "17 A gateway that was offline for two days.json"), "utf8"),
) as readonly FlowNode[];

let world: World;
beforeAll(async () => {
  const flows = EXAMPLE.map((node) => (node.type === "debug" ? { ...node, type: "probe-out" } : node));
  world = await startWorld({ flows, ready: ["acme-production"] });
});
afterAll(() => world.close());

function press(button: "in" | "down" | "up"): Promise<unknown> {
  return world.nodeRed.admin(`inject/zohoex17${button}`, { method: "POST" });
}

interface Delivered {
  readonly written: readonly { readonly item: { readonly Email: string; readonly Description: string } }[];
  readonly failed: readonly unknown[];
  readonly unknown: readonly unknown[];
}

function itemsOf(messages: readonly FlowMessage[]): Delivered["written"] {
  return messages.flatMap(({ payload }) => {
    const { written, failed, unknown } = payload as Delivered;
    expect([failed, unknown]).toEqual([[], []]);
    return written;
  });
}

test("what was measured while the link was down, and Node-RED was started again, arrives in order and whole", async () => {
  const { nodeRed } = world;
  await press("down");
  expect((await nodeRed.waitFor("zohoex17told"))[0]).toMatchObject({ statusCode: 200 });
  await press("in");
  await nodeRed.waitFor("zohoex17kept", 30);
  await press("in");
  const kept = await nodeRed.waitFor("zohoex17kept", 60);
  expect(kept[59]).toMatchObject({ statusCode: 202, zohoResult: { outbox: { event: "kept", depth: 60 } } });
  await nodeRed.waitFor("zohoex17state");
  expect(await nodeRed.messages("zohoex17ok")).toEqual([]);

  await nodeRed.restart("SIGKILL");
  await press("up");
  const items = await vi.waitFor(
    async () => {
      const all = itemsOf(await nodeRed.messages("zohoex17ok"));
      expect(all.length).toBeGreaterThanOrEqual(60);
      return all;
    },
    { timeout: 60_000, interval: 100 },
  );
  expect(items).toHaveLength(60);
  for (let sensor = 1; sensor <= 30; sensor++) {
    const ofOne = items.filter(({ item }) => item.Email === `sensor-${String(sensor)}@example.com`);
    const times = ofOne.map(({ item }) => item.Description.slice(-24));
    expect(times).toHaveLength(2);
    expect(times).toEqual([...times].sort());
  }
  expect(await nodeRed.messages("zohoex17bad")).toEqual([]);
});
