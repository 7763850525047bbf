import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { ChangesStage, changesFlow, isAgain, told, toldChange } from "./support/changes-stage";

/** As Zoho writes the times of its own, in UTC. */
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string;

describe.each(["4.1", "5"] as const)("zoho-changes in Node-RED %s", (version) => {
  let stage: ChangesStage;
  afterEach(() => stage.close());

  test("sends what is created, changed and deleted from now on, over a restart, a crash and a Deploy", async () => {
    stage = await ChangesStage.open({}, { version });
    const { nodeRed } = stage.world;
    expect(await stage.poll()).toEqual([]);
    const [ada, bob] = await stage.write("POST", { Last_Name: "Ada" }, { Last_Name: "Bob" });
    const created = await stage.poll();
    expect(created.map(told).toSorted()).toEqual(["created Ada", "created Bob"]);
    const first = created.find((msg) => toldChange(msg).id === ada);
    expect(first).toMatchObject({
      topic: "Contacts",
      payload: { id: ada, Last_Name: "Ada" },
      zohoChange: {
        kind: "created",
        id: ada,
        at: TIME,
        product: "crm",
        module: "Contacts",
        connection: "acme",
        environment: "Production",
        org: expect.stringMatching(/^\d+$/) as string,
        batch: expect.stringMatching(/^[0-9a-f]{16}$/) as string,
      },
      parts: { id: toldChange(first).batch, type: "array", count: 2, len: 1 },
    });
    expect(toldChange(first).again).toBeUndefined();
    expect(first).not.toHaveProperty("zohoResult");

    await stage.write("PUT", { id: ada, Last_Name: "Ada L." });
    await nodeRed.restart();
    expect((await stage.poll()).map(told)).toEqual(["changed Ada L."]);
    await stage.remove(bob ?? "");
    await nodeRed.restart("SIGKILL");
    const [gone] = await stage.poll();
    expect(toldChange(gone)).toMatchObject({ kind: "deleted", id: bob });
    await stage.write("PUT", { id: ada, Last_Name: "Ada King" });
    await nodeRed.deploy(changesFlow({ fields: ["Last_Name", "Email"], firstRun: "everything" }), "full");
    const [changed, ...none] = await stage.poll();
    expect([changed?.["payload"], none]).toEqual([
      expect.objectContaining({ id: ada, Last_Name: "Ada King", Email: null }),
      [],
    ]);
    expect(await nodeRed.messages("failed")).toEqual([]);
  });

  test("waits until the flow says that it has taken a batch, and sends it again where nobody does", async () => {
    stage = await ChangesStage.open(
      { advance: "asked", takenMinutes: 0.02, output: "batch", batchSize: 2 },
      { version },
    );
    const { nodeRed } = stage.world;
    await stage.poll();
    await stage.write("POST", ...["A", "B", "C"].map((Last_Name) => ({ Last_Name })));
    await nodeRed.inject("control", { zoho: { action: "poll" } });
    const [sent, again] = await stage.waitForChanges(2);
    expect(sent?.["payload"]).toMatchObject([{ kind: "created" }, { kind: "created" }]);
    expect(again).toMatchObject({ payload: sent?.["payload"] as object, zohoChange: { again: true } });
    expect(toldChange(again).batch).toBe(toldChange(sent).batch);
    expect(toldChange(sent).again).toBeUndefined();
    await nodeRed.waitForStatus("watch", ({ text }) => text === "waiting for the flow");
    expect(await stage.control({ action: "state" })).toMatchObject({
      state: "waiting",
      batch: toldChange(sent).batch,
    });

    await nodeRed.inject("control", { zoho: { action: "taken", batch: toldChange(sent).batch } });
    const third = await nodeRed.waitFor("out", (msg) => (msg["payload"] as unknown[]).length === 1);
    const last = third.at(-1);
    // The message itself, as a flow gives it back.
    await nodeRed.inject("control", { ...last });
    // A poll comes behind the one that still had a batch to give: were it not taken, this would wait.
    expect(await stage.control({ action: "poll" })).toMatchObject({ changes: 0 });
  });
});

describe("a batch that was not taken", () => {
  let stage: ChangesStage;
  afterEach(() => stage.close());

  test("comes again after a crash, marked, and record by record it is taken with its last message", async () => {
    stage = await ChangesStage.open({ advance: "asked", takenMinutes: 60 });
    const { nodeRed } = stage.world;
    await stage.poll();
    await stage.write("POST", { Last_Name: "A" }, { Last_Name: "B" });
    await nodeRed.inject("control", { zoho: { action: "poll" } });
    const sent = await stage.waitForChanges(2);
    expect(sent.map(({ zohoChange }) => (zohoChange as { again?: true }).again)).toEqual([
      undefined,
      undefined,
    ]);
    await nodeRed.restart("SIGKILL");
    const all = await stage.waitForChanges(4);
    expect(all.slice(2).map((msg) => toldChange(msg).again)).toEqual([true, true]);
    expect(all.slice(2).map(told)).toEqual(sent.map(told));

    await nodeRed.inject("control", { ...all[2] });
    expect(await stage.control({ action: "state" })).toMatchObject({ state: "waiting" });
    await nodeRed.inject("control", { ...all[3] });
    expect(await stage.control({ action: "poll" })).toMatchObject({ changes: 0 });
  });
});

describe("messages that steer the node", () => {
  let stage: ChangesStage;
  afterEach(() => stage.close());

  test("pause it over a restart, move it, and have it give again what was given", async () => {
    stage = await ChangesStage.open({});
    const { nodeRed } = stage.world;
    await stage.poll();
    const began = new Date();
    await stage.write("POST", { Last_Name: "A" });
    expect((await stage.poll()).map(told)).toEqual(["created A"]);

    // A poll that is under way ends first.
    expect(await stage.control({ action: "pause" })).toMatchObject({ action: "pause" });
    await nodeRed.waitForStatus("watch", ({ text }) => text === "paused");
    await nodeRed.restart();
    await nodeRed.waitForStatus("watch", ({ text }) => text === "paused");
    await stage.write("POST", { Last_Name: "B" });
    expect((await stage.poll()).map(told)).toEqual(["created B"]);
    await stage.write("POST", { Last_Name: "C" });
    await stage.control({ action: "resume" });
    await nodeRed.waitFor("out", (msg) => told({ zohoChange: {}, ...msg }).endsWith(" C"));

    const from = new Date(began.getTime() - 2_000).toISOString();
    expect(await stage.control({ action: "replay", from })).toEqual({ action: "replay", from });
    const replayed = await nodeRed.waitFor("out", isAgain);
    await stage.poll();
    const marked = (await nodeRed.messages("out")).filter(isAgain);
    expect(replayed.length).toBeGreaterThan(0);
    expect(marked.map(told).toSorted()).toEqual(["created A", "created B", "created C"]);

    expect(await stage.control({ action: "reset", to: "everything" })).toEqual({
      action: "reset",
      to: "everything",
    });
    await stage.poll();
    const ids = new Set((await stage.changes()).map((msg) => toldChange(msg).id));
    expect(ids.size).toBeGreaterThan(200);
    expect(await stage.control({ action: "reset", to: "now" })).toEqual({ action: "reset", to: "now" });
    // Zoho tells its time in whole seconds, so what was written a moment ago may be among what comes from now on.
    const fresh = ["created A", "created B", "created C"];
    expect((await stage.poll()).map(told).filter((one) => !fresh.includes(one))).toEqual([]);
    expect(await nodeRed.messages("failed")).toEqual([]);
  });
});

describe("messages that can't steer the node", () => {
  let stage: ChangesStage;
  beforeAll(async () => {
    stage = await ChangesStage.open({});
  });
  afterAll(() => stage.close());

  test.each([
    ["no action", {}, /msg\.zoho\.action must be one of poll/],
    ["an action that is none", { action: "cancel" }, /msg\.zoho\.action must be one of poll/],
    ["no place", { action: "reset" }, /msg\.zoho\.to must be a date/],
    ["a date that is none", { action: "replay", from: "yesterday" }, /msg\.zoho\.from must be a date/],
    ["no batch", { action: "taken" }, /msg\.zoho\.batch is missing/],
  ])("end in an error with %s", async (_what, zoho, problem) => {
    stage.world.nodeRed.forget();
    await stage.world.nodeRed.inject("control", { zoho, payload: "mine" });
    const [failed] = await stage.world.nodeRed.waitFor("failed");
    expect(failed).toMatchObject({
      payload: "mine",
      error: { cause: { code: "invalid_input", reason: expect.stringMatching(problem) as string } },
    });
  });
});
