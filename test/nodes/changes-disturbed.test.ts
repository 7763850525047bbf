/** What a flow sees of a watch that is disturbed: by Zoho, by its grant, by its disk, and by whoever deploys. */
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { ChangesStage, changesFlow, told, toldChange } from "./support/changes-stage";
import { openInBrowser } from "./support/world";
import { authorize, probeIn, probeOut } from "./support/zoho-flow";

const EVERY_TEN_SECONDS = { interval: 10, intervalUnit: "seconds" } as const;

const CONNECT = [
  probeIn("connect-in", "connect"),
  authorize("connect", { connection: "acme" }, [["prompt"], ["connected"]]),
  probeOut("prompt"),
  probeOut("connected"),
];

let stage: ChangesStage;
afterEach(() => stage.close());

async function namesSeen(): Promise<readonly string[]> {
  return (await stage.changes()).map(told).toSorted();
}

describe.each(["4.1", "5"] as const)("a watch in Node-RED %s", (version) => {
  test("polls by itself, also behind a breakdown of Zoho, which is told once", async () => {
    stage = await ChangesStage.open(EVERY_TEN_SECONDS, { version });
    const { nodeRed, emulator } = stage.world;
    await stage.poll();
    await stage.write("POST", { Last_Name: "Ada" });
    await emulator.faults({
      match: { path: "/crm/v8/Contacts" },
      fault: "status",
      status: 503,
      times: null,
    });
    const [failed] = await nodeRed.waitFor("failed");
    expect(failed).toMatchObject({ error: { cause: { class: "unreachable" }, source: { id: "watch" } } });
    await emulator.clearFaults();
    const [first] = await stage.waitForChanges(1);
    expect(told(first ?? {})).toBe("created Ada");
    expect(await nodeRed.messages("failed")).toHaveLength(1);
  });

  test("says what is lost where its place is damaged, and goes on when told where", async () => {
    stage = await ChangesStage.open({}, { version });
    const { nodeRed } = stage.world;
    await stage.poll();
    await stage.write("POST", { Last_Name: "Ada" });
    expect((await stage.poll()).map(told)).toEqual(["created Ada"]);
    await nodeRed.stop();
    const directory = join(nodeRed.userDir, "zoho", "changes");
    const [file, ...others] = await readdir(directory);
    expect(others).toEqual([]);
    await writeFile(join(directory, file ?? ""), '{"version":1,"cur');
    nodeRed.forget();
    await nodeRed.start();

    await nodeRed.inject("control", { zoho: { action: "poll" } });
    const [failed] = await nodeRed.waitFor("failed");
    expect(failed).toMatchObject({ error: { cause: { code: "changes_place_damaged" } } });
    // Not even another start forgets it: to begin from now on would leave changes out without a word.
    await nodeRed.restart();
    nodeRed.forget();
    await nodeRed.inject("control", { zoho: { action: "poll" } });
    const again = await nodeRed.waitFor("failed");
    expect(again[0]).toMatchObject({ error: { cause: { code: "changes_place_damaged" } } });
    await stage.control({ action: "reset", to: new Date(Date.now() - 60_000).toISOString() });
    const [ada] = await stage.waitForChanges(1);
    expect(ada?.["payload"]).toMatchObject({ Last_Name: "Ada" });
  });
});

describe("a watch", () => {
  test("waits where Zoho throttles it, and loses nothing", async () => {
    stage = await ChangesStage.open({});
    const { nodeRed, emulator } = stage.world;
    await stage.poll();
    await stage.write("POST", { Last_Name: "Ada" }, { Last_Name: "Bob" });
    await emulator.faults({
      match: { path: "/crm/v8/Contacts" },
      fault: "throttle",
      retryAfter: "1",
      times: 2,
    });
    expect((await stage.poll()).map(told).toSorted()).toEqual(["created Ada", "created Bob"]);
    expect(await nodeRed.messages("failed")).toEqual([]);
  });

  test("whose grant was revoked tells it once, and goes on by itself behind a new consent, where it was", async () => {
    stage = await ChangesStage.open({}, { more: CONNECT });
    const { nodeRed, emulator } = stage.world;
    await stage.poll();
    await stage.write("POST", { Last_Name: "Ada" });
    expect((await stage.poll()).map(told)).toEqual(["created Ada"]);
    await stage.write("POST", { Last_Name: "Bob" });
    await emulator.action("revokeGrants");
    await emulator.action("evictAccessTokens");
    for (let times = 0; times < 2; times++) await nodeRed.inject("control", { zoho: { action: "poll" } });
    const failed = await nodeRed.waitFor("failed", 2);
    for (const { error } of failed)
      expect(error).toMatchObject({ cause: { class: "expired_token", connection: "acme" } });
    await nodeRed.waitForStatus("watch", ({ text }) => text === "authorize again");

    await emulator.settings({ autoConsent: "Robin Vale", autoConsentOrg: "Acme (Production)" });
    await nodeRed.inject("connect-in", {});
    const [prompt] = await nodeRed.waitFor("prompt");
    await openInBrowser((prompt?.["payload"] as { url: string }).url);
    await nodeRed.waitFor("connected");
    // Nobody asks for it: it looks by itself when its connection has changed.
    await stage.waitForChanges(2);
    expect(await namesSeen()).toEqual(["created Ada", "created Bob"]);
  });

  test("begins with all records that there are, or with those since a date", async () => {
    stage = await ChangesStage.open({ firstRun: "everything" });
    const { nodeRed } = stage.world;
    await stage.poll();
    const everything = (await stage.changes()).map((msg) => toldChange(msg).id);
    expect(everything.length).toBeGreaterThan(200);
    expect(new Set(everything).size).toBe(everything.length);

    const before = new Date(Date.now() - 60_000).toISOString();
    await stage.write("POST", { Last_Name: "Ada" });
    const other = changesFlow({ module: "Leads", firstRun: "date", firstDate: before });
    await nodeRed.deploy(other, "full");
    nodeRed.forget();
    // What it watches now is something else: the place of what it watched before does not count.
    await stage.control({ action: "poll" });
    expect((await stage.changes()).length).toBeLessThan(everything.length);
    await nodeRed.deploy(changesFlow({ firstRun: "date", firstDate: before }), "full");
    nodeRed.forget();
    await stage.control({ action: "poll" });
    expect(await namesSeen()).toContain("created Ada");
  });

  test("that is deployed again in the middle of a poll leaves nothing out", async () => {
    stage = await ChangesStage.open({ firstRun: "everything", batchSize: 20, output: "batch" });
    const { nodeRed, emulator } = stage.world;
    // Before the second page come a look at the newest record, what was deleted, and the first page.
    await emulator.faults({ match: { path: "/crm/v8/Contacts" }, fault: "hang", times: null, after: 3 });
    await nodeRed.inject("control", { zoho: { action: "poll" } });
    // All of the first page: 200 records.
    await stage.waitForChanges(10);
    const flow = changesFlow({
      firstRun: "everything",
      batchSize: 20,
      output: "batch",
      name: "deployed again",
    });
    await nodeRed.deploy(flow, "full");
    await emulator.clearFaults();
    await stage.control({ action: "poll" });
    const batches = await stage.changes();
    const ids = batches.flatMap((msg) => (msg["payload"] as { id: string }[]).map(({ id }) => id));
    const { count } = await countContacts();
    expect(new Set(ids).size).toBe(count);
    expect(ids).toHaveLength(count);
    expect(await nodeRed.messages("failed")).toEqual([]);
  });
});

async function countContacts(): Promise<{ readonly count: number }> {
  const { nodeRed } = stage.world;
  await nodeRed.inject("in", {
    zoho: { method: "GET", path: "Contacts", query: { fields: "id" }, paging: "array" },
  });
  const [listed] = await nodeRed.waitFor("written");
  return { count: (listed?.["payload"] as unknown[]).length };
}
