import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { allThrough, events, reading, waitForEvents } from "./support/outbox";
import { catcher, client, declared, probeIn, probeOut, request, TAB } from "./support/zoho-flow";
import { startWorld, type World } from "./support/world";

const UPSERT = { connection: "acme", method: "POST", path: "Leads/upsert", ifUnreachable: "keep" } as const;

const FLOWS = [
  TAB,
  client("client", { connections: [declared("acme")] }),
  probeIn("in", "keeping"),
  request("keeping", { ...UPSERT, errors: "output" }, [["out"], ["failed"]]),
  probeIn("caught-in", "caught"),
  request("caught", UPSERT, [["out"]]),
  catcher("catch", ["caught"], "failed"),
  probeIn("small-in", "small"),
  request("small", { ...UPSERT, keepRecords: 5, errors: "output" }, [["out"], ["failed"]]),
  probeIn("dry-in", "dry"),
  request("dry", { ...UPSERT, dryRun: true }, [["out"]]),
  probeIn("told-in", "told"),
  request("told", { ...UPSERT, method: "", path: "", errors: "output" }, [["out"], ["failed"]]),
  probeOut("out"),
  probeOut("failed"),
];

const DOWN = { match: { path: "/crm" }, fault: "reset", times: null };

describe.each(["4.1", "5"] as const)("a zoho-request of Node-RED %s that keeps writes", (version) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ version, flows: FLOWS, ready: ["acme"] });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.nodeRed.forget();
    await world.emulator.clearFaults();
    await world.emulator.forgetRequests();
  });

  test("delivers after outage, Deploy and kill what it took in meanwhile, in order, and says how it stands", async () => {
    const { nodeRed, emulator } = world;
    await emulator.faults(DOWN);
    for (const [index, sensor] of [1, 2, 1].entries())
      await nodeRed.inject("in", {
        topic: `t${String(index)}`,
        payload: reading(sensor, { Annual_Revenue: index }),
      });
    const kept = await waitForEvents(nodeRed, "out", "kept", 3);
    expect(kept).toMatchObject([
      { topic: "t0", payload: reading(1, { Annual_Revenue: 0 }), statusCode: 202 },
      { topic: "t1" },
      { topic: "t2", zohoResult: { connection: "acme", product: "crm", outbox: { records: 1, depth: 3 } } },
    ]);
    expect(await nodeRed.waitForDone("keeping", 3)).toMatchObject([{}, {}, {}]);
    const [held] = await waitForEvents(nodeRed, "out", "held");
    expect(held?.["payload"]).toMatchObject({
      paused: false,
      held: { class: "unreachable" },
      heldConnections: ["acme"],
    });
    await nodeRed.waitForStatus("keeping", ({ text }) => text === "3 kept, oldest 1 min: unreachable");

    await nodeRed.deploy(FLOWS);
    await nodeRed.inject("in", { topic: "t3", payload: reading(3) });
    await waitForEvents(nodeRed, "out", "kept", 4);
    await nodeRed.restart("SIGKILL");
    await nodeRed.waitForStatus("keeping", ({ text }) => text === "4 kept, oldest 1 min: unreachable");
    expect(await nodeRed.messages("failed")).toEqual([]);

    await emulator.clearFaults();
    const { written, failed, unknown } = await allThrough(nodeRed, "out", 4);
    expect([failed, unknown]).toEqual([[], []]);
    expect(written.map(({ outbox }) => outbox.topic).sort()).toEqual(["t0", "t1", "t2", "t3"]);
    const ofFirst = written.filter(({ item }) => item["Email"] === "sensor-1@example.com");
    expect(ofFirst.map(({ item }) => item["Annual_Revenue"])).toEqual([0, 2]);
    await nodeRed.waitForStatus("keeping", ({ text }) => /^all delivered, \d\d:\d\d$/.test(text ?? ""));
    await waitForEvents(nodeRed, "out", "recovered");
  });

  test("tells of refused records as of any write of many, and answers reads as ever", async () => {
    const { nodeRed } = world;
    await nodeRed.inject("in", { payload: [reading(10), { Email: "nobody@example.com" }] });
    const { written, failed } = await allThrough(nodeRed, "out", 2);
    expect([written.length, failed.length]).toEqual([1, 1]);
    const [refused] = await nodeRed.waitFor("failed");
    expect(refused).toMatchObject({
      payload: { failed: [{ index: 1, code: "MANDATORY_NOT_FOUND" }] },
      zohoResult: { connection: "acme", outbox: { event: "delivered" } },
      error: { source: { id: "keeping" }, cause: { class: "rejected", code: "partly_written" } },
    });
    await nodeRed.inject("told-in", { zoho: { method: "GET", path: "Leads", query: { fields: "Email" } } });
    await nodeRed.waitFor("out", ({ statusCode, payload }) => statusCode === 200 && Array.isArray(payload));
  });

  test("shows in a dry run that it would be kept", async () => {
    await world.nodeRed.inject("dry-in", { payload: reading(20) });
    const [shown] = await world.nodeRed.waitFor("out");
    expect(shown?.["payload"]).toMatchObject({ dryRun: true, kept: true, method: "POST" });
    expect(await world.emulator.apiCalls()).toEqual([]);
  });

  test("refuses what is too much, each message with its own error, and warns before", async () => {
    const { nodeRed, emulator } = world;
    await emulator.faults(DOWN);
    for (let sensor = 0; sensor < 4; sensor++)
      await nodeRed.inject("small-in", { payload: reading(30 + sensor) });
    const filling = await nodeRed.waitFor("failed");
    expect(filling).toMatchObject([
      {
        payload: { records: 4, limits: { records: 5 } },
        zohoResult: { outbox: { event: "filling" } },
        error: { cause: { class: "rate_limited", code: "outbox_filling", details: { percent: 80 } } },
      },
    ]);
    await nodeRed.inject("small-in", { payload: [reading(34), reading(35)], topic: "too many" });
    const [, full] = await nodeRed.waitFor("failed", 2);
    expect(full).toMatchObject({
      topic: "too many",
      payload: [reading(34), reading(35)],
      error: { cause: { class: "rate_limited", code: "outbox_full" } },
    });
    await nodeRed.waitForStatus("small", ({ text }) => text === "outbox full, 4 kept");
    await emulator.clearFaults();
    expect((await allThrough(nodeRed, "out", 4)).written).toHaveLength(4);
    expect(events(await nodeRed.messages("out"), "filling")).toHaveLength(1);
  });

  test("asks for a person where only one can help, and goes on when the connection is there again", async () => {
    const { nodeRed, emulator } = world;
    await emulator.action("revokeGrants");
    await emulator.action("expireAccessTokens");
    await nodeRed.inject("caught-in", { payload: reading(40) });
    const [held] = await nodeRed.waitFor("failed");
    expect(held).toMatchObject({
      payload: { records: 1, held: { class: "expired_token" } },
      zohoResult: { outbox: { event: "held" } },
      error: { source: { id: "caught" }, cause: { class: "expired_token", connection: "acme" } },
    });
    expect(await nodeRed.completions("caught")).toMatchObject([{ error: undefined }]);
    await nodeRed.waitForStatus("caught", ({ text }) => text === "1 kept, oldest 1 min: authorize again");
  });
});
