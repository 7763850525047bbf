import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FlowMessage } from "../support/node-red-runtime";
import { reading } from "./support/outbox";
import { client, declared, probeIn, probeOut, request, TAB } from "./support/zoho-flow";
import { startWorld, type World } from "./support/world";

const UPSERT = { connection: "acme", method: "POST", path: "Leads/upsert", errors: "output" } as const;

const FLOWS = [
  TAB,
  client("client", { connections: [declared("acme")] }),
  probeIn("hundred-in", "hundred"),
  request("hundred", { ...UPSERT, collect: 100, collectSeconds: 600 }, [["out"], ["failed"]]),
  probeIn("soon-in", "soon"),
  request("soon", { ...UPSERT, collect: 100, collectSeconds: 0.3 }, [["out"], ["failed"]]),
  probeIn("told-in", "told"),
  request("told", { ...UPSERT, method: "", path: "" }, [["out"], ["failed"]]),
  probeOut("out"),
  probeOut("failed"),
];

describe("writes that are collected", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ flows: FLOWS, ready: ["acme"] });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.nodeRed.forget();
    await world.emulator.clearFaults();
    await world.emulator.forgetRequests();
  });

  async function send(node: string, messages: readonly FlowMessage[]): Promise<void> {
    for (const message of messages) await world.nodeRed.inject(node, message);
  }

  test("cost a tenth of a credit each, and every message gets its own record", async () => {
    await send(
      "hundred-in",
      Array.from({ length: 100 }, (_, sensor) => ({ topic: sensor, payload: reading(sensor) })),
    );
    const out = await world.nodeRed.waitFor("out", 100);
    expect(out.map(({ topic }) => topic)).toEqual([...Array(100).keys()]);
    expect(new Set(out.map(({ payload }) => (payload as { id: string }).id)).size).toBe(100);
    expect(out[7]).toMatchObject({
      payload: { action: "insert" },
      zohoResult: { collected: 100, counts: { written: 1, failed: 0, unknown: 0 } },
    });
    const calls = await world.emulator.apiCalls();
    expect(calls.map(({ credits }) => credits)).toEqual([10]);
  });

  test("go after their time however few there are; what Zoho refuses is the error of its own message", async () => {
    await send("soon-in", [
      { topic: "good", payload: reading(200) },
      { topic: "bad", payload: { Email: "sensor-201@example.com" } },
      { topic: "several", payload: [reading(202), { Email: "nobody" }] },
    ]);
    const out = await world.nodeRed.waitFor("out", 2);
    const failed = await world.nodeRed.waitFor("failed", 2);
    expect(await world.emulator.apiCalls()).toHaveLength(1);
    expect(out.map(({ topic }) => topic)).toEqual(["good", "several"]);
    expect(out[1]?.["payload"]).toMatchObject({ written: [{ index: 0 }], failed: [{ index: 1 }] });
    expect(failed).toMatchObject([
      { topic: "bad", payload: { Email: "sensor-201@example.com" }, error: { cause: { class: "rejected" } } },
      { topic: "several", error: { cause: { code: "partly_written", details: { total: 2 } } } },
    ]);
  });

  test("that fail as a whole are one error for each message", async () => {
    const path = "/crm/v8/Leads/upsert";
    await world.emulator.faults({ match: { path }, fault: "status", status: 400, times: 1 });
    await send("soon-in", [{ payload: reading(300) }, { payload: reading(301) }]);
    const failed = await world.nodeRed.waitFor("failed", 2);
    expect(failed.map(({ payload }) => payload)).toEqual([reading(300), reading(301)]);
    expect(await world.nodeRed.messages("out")).toEqual([]);
  });

  test("are collected where the message says so", async () => {
    const zoho = { method: "POST", path: "Leads/upsert", collect: 2, collectSeconds: 600 };
    await send("told-in", [
      { zoho, payload: reading(400) },
      { zoho, payload: reading(401) },
    ]);
    await world.nodeRed.waitFor("out", 2);
    expect(await world.emulator.apiCalls()).toHaveLength(1);
    await send("told-in", [{ zoho: { ...zoho, collect: "many" }, payload: reading(402) }]);
    const [failed] = await world.nodeRed.waitFor("failed");
    expect(failed).toMatchObject({ error: { cause: { code: "invalid_input" } } });
  });
});
