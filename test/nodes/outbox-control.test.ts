import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FlowMessage } from "../support/node-red-runtime";
import { allThrough, reading, waitForEvents } from "./support/outbox";
import { client, declared, probeIn, probeOut, request, TAB } from "./support/zoho-flow";
import { startWorld, type World } from "./support/world";

const UPSERT = { connection: "acme", method: "POST", path: "Leads/upsert", ifUnreachable: "keep" } as const;

const KEEPING = [
  probeIn("in", "keeping"),
  request("keeping", { ...UPSERT, errors: "output" }, [["out"], ["failed"]]),
];

const REST = [
  TAB,
  client("client", { connections: [declared("acme")] }),
  probeIn("other-in", "other"),
  request("other", { ...UPSERT, errors: "output" }, [["other-out"], ["failed"]]),
  probeIn("plain-in", "plain"),
  request("plain", { method: "", path: "", product: "", errors: "output" }, [["plain-out"], ["failed"]]),
  probeOut("out"),
  probeOut("other-out"),
  probeOut("plain-out"),
  probeOut("failed"),
];

describe("what a message asks of an outbox", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ flows: [...REST, ...KEEPING], ready: ["acme"] });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.nodeRed.forget();
    await world.emulator.clearFaults();
    await world.emulator.forgetRequests();
  });

  /** The answer to an action, and how it stands. */
  async function ask(action: string, probe = "in", out = "out"): Promise<FlowMessage> {
    const id = `ask-${action}-${String(Math.random())}`;
    await world.nodeRed.inject(probe, { zoho: { action }, ask: id });
    const answers = await world.nodeRed.waitFor(out, (msg) => msg["ask"] === id);
    return answers.find((msg) => msg["ask"] === id) ?? {};
  }

  test("pause keeps what comes, over a restart too; drain answers at once then, and after resume when all is delivered", async () => {
    const { nodeRed, emulator } = world;
    expect((await ask("pause"))["payload"]).toMatchObject({ action: "pause", paused: true, records: 0 });
    await nodeRed.waitForStatus("keeping", ({ text }) => text === "paused, 0 kept");
    await nodeRed.inject("in", { payload: [reading(1), reading(2)] });
    await waitForEvents(nodeRed, "out", "kept");
    await nodeRed.restart();
    await nodeRed.waitForStatus("keeping", ({ text }) => text === "paused, 2 kept");
    expect((await ask("drain"))["payload"]).toMatchObject({ action: "drain", paused: true, records: 2 });
    expect(await emulator.apiCalls()).toEqual([]);

    expect((await ask("resume"))["payload"]).toMatchObject({ action: "resume", paused: false });
    expect((await ask("drain"))["payload"]).toMatchObject({ action: "drain", records: 0, entries: 0 });
    expect((await allThrough(nodeRed, "out", 2)).written).toHaveLength(2);
  });

  test("export gives each write as any zoho request sends it again, and takes nothing out", async () => {
    const { nodeRed } = world;
    await ask("pause");
    expect(await ask("export")).toMatchObject({ complete: true, parts: { count: 0 } });
    const zoho = { key: "machine 7" };
    await nodeRed.inject("in", {
      topic: "first",
      zoho,
      payload: { data: [reading(11)], duplicate_check_fields: ["Email"] },
    });
    await nodeRed.inject("in", { payload: [reading(12), reading(13)] });
    await waitForEvents(nodeRed, "out", "kept", 2);
    await nodeRed.inject("in", { zoho: { action: "export" } });
    const exported = await waitForEvents(nodeRed, "out", "exported", 3);
    expect(exported.slice(1)).toMatchObject([
      {
        topic: "first",
        payload: { data: [reading(11)], duplicate_check_fields: ["Email"] },
        zoho: { connection: "acme", product: "crm", method: "POST", path: "Leads/upsert", key: "machine 7" },
        parts: { index: 0 },
        zohoResult: { outbox: { sent: "no", records: 1, topic: "first" } },
      },
      { parts: { index: 1, count: 2 }, complete: true, zohoResult: { outbox: { records: 2 } } },
    ]);
    expect((await ask("outbox"))["payload"]).toMatchObject({ records: 3, entries: 2 });
    for (const { payload, zoho: instructions } of exported.slice(1))
      await nodeRed.inject("plain-in", { payload, zoho: instructions });
    const answers = await nodeRed.waitFor("plain-out", 2);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201]);
    await ask("resume");
    const { written } = await allThrough(nodeRed, "out", 3);
    expect(written).toHaveLength(3);
  });

  test("a node that is removed leaves its writes on disk; the log and others tell of them, and one with its ID delivers them", async () => {
    const { nodeRed, emulator } = world;
    await emulator.faults({ match: { path: "/crm" }, fault: "reset", times: null });
    await nodeRed.inject("in", { payload: [reading(21), reading(22)] });
    await waitForEvents(nodeRed, "out", "kept");
    await nodeRed.deploy(REST);
    await expect
      .poll(() => nodeRed.log(), { timeout: 20_000 })
      .toMatch(/2 records of the node keeping are kept on disk and not/);
    await emulator.clearFaults();
    expect((await ask("outbox", "other-in", "other-out"))["payload"]).toMatchObject({
      records: 0,
      orphans: [{ queue: "keeping", records: 2 }],
    });
    await nodeRed.deploy([...REST, ...KEEPING]);
    expect((await allThrough(nodeRed, "out", 2)).written).toHaveLength(2);
    expect((await ask("outbox", "other-in", "other-out"))["payload"]).toMatchObject({ orphans: [] });
  });

  test("what a node that is removed has left is exported, sent by another one, and discarded where it was", async () => {
    const { nodeRed, emulator } = world;
    await nodeRed.deploy([...REST, ...KEEPING]);
    await emulator.faults({ match: { path: "/crm" }, fault: "reset", times: null });
    await nodeRed.inject("in", { payload: [reading(31), reading(32)] });
    await waitForEvents(nodeRed, "out", "kept");
    const refusals = ["", "other", "nobody", "keeping"];
    for (const queue of refusals) await nodeRed.inject("other-in", { zoho: { action: "discard", queue } });
    // Deployed, it is nobody's to discard.
    for (const { error } of await nodeRed.waitFor("failed", refusals.length))
      expect(error).toMatchObject({ cause: { code: "invalid_input" } });

    await nodeRed.deploy(REST);
    await nodeRed.inject("other-in", { zoho: { action: "export", queue: "keeping" } });
    const [exported] = await waitForEvents(nodeRed, "other-out", "exported");
    expect(exported).toMatchObject({ complete: true, parts: { count: 1 } });
    await emulator.clearFaults();
    await nodeRed.inject("plain-in", { ...exported });
    const [sent] = await nodeRed.waitFor("plain-out");
    expect(sent?.["payload"]).toMatchObject({ written: [{ item: reading(31) }, { item: reading(32) }] });

    const about = { action: "discard", queue: "keeping" };
    await nodeRed.inject("other-in", { zoho: about });
    const [discarded] = await waitForEvents(nodeRed, "other-out", "discarded");
    expect(discarded?.["payload"]).toEqual({ ...about, records: 2 });
    expect((await ask("outbox", "other-in", "other-out"))["payload"]).toMatchObject({ orphans: [] });
    await nodeRed.deploy([...REST, ...KEEPING]);
    expect((await ask("outbox"))["payload"]).toMatchObject({ records: 0 });
  });

  test("a node that keeps nothing says so, and an action that nobody knows is an error", async () => {
    const { nodeRed } = world;
    await nodeRed.inject("plain-in", { zoho: { action: "pause" } });
    await nodeRed.inject("in", { zoho: { action: "stash" } });
    const failed = await nodeRed.waitFor("failed", 2);
    expect(failed).toMatchObject(
      [
        { error: { cause: { code: "invalid_input", reason: /'pause' is for a node that keeps writes/ } } },
        { error: { cause: { code: "invalid_input", reason: /must be one of .*export/ } } },
      ].map(({ error }) => ({
        error: {
          cause: { code: error.cause.code, reason: expect.stringMatching(error.cause.reason) as unknown },
        },
      })),
    );
  });
});
