import { readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { exampleFlows } from "../../scripts/launch/example-flows";
import type { FlowNode } from "../support/flow";
import { testDirectory } from "../support/test-directory";
import { startWorld, type World } from "./support/world";
import { probeIn } from "./support/zoho-flow";

const LETTERS = "zoho-dead-letters.jsonl";

/** What the button sends. */
const SENT = [
  { Last_Name: "Okafor", Company: "Harbour Tools" },
  { Company: "No Name Ltd" },
  { Last_Name: "Marsh", Company: "Quay Systems" },
];
/** The one that Zoho refuses. */
const REFUSED = { item: SENT[1], code: "MANDATORY_NOT_FOUND" };

/** After so many tries a message is kept. */
const TRIES = 2;

/** Seconds that a call waits for a limit in the node itself: less than Zoho asks for here. */
const PATIENCE = "1";
const RETRY_AFTER = "2";

/** As it is, but for where its file is, how long the first wait is where Zoho says nothing, and who watches. */
function exampleIn(directory: string): readonly FlowNode[] {
  const nodes = exampleFlows().filter(({ id }) => id.startsWith("zohoex13"));
  return [
    ...nodes.map((node) => {
      if (node.type === "debug") return { ...node, type: "probe-out" };
      if (node.type === "file") return { ...node, filename: join(directory, String(node["filename"])) };
      if (node.type !== "function") return node;
      const func = String(node["func"]);
      expect(func).toContain("5000 * 2");
      return { ...node, func: func.replace("5000 * 2", "20 * 2") };
    }),
    { ...probeIn("strange-in", "zohoex13sw"), z: "zohoex13tab" },
  ];
}

interface Letter {
  readonly class: string;
  readonly reason?: string;
  readonly left: readonly { readonly item: unknown; readonly code?: string }[];
}

describe("the example that tries again and loses nothing", () => {
  let world: World;
  let directory: string;
  beforeAll(async () => {
    directory = await testDirectory("retry-example");
    const env = { ZOHO_TRIES: String(TRIES), ZOHO_PATIENCE_SECONDS: PATIENCE };
    world = await startWorld({ flows: exampleIn(directory), ready: ["acme-production"], env });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    await rm(join(directory, LETTERS), { force: true });
    world.nodeRed.forget();
    await world.emulator.clearFaults();
    await world.emulator.forgetRequests();
  });

  const leads = { path: "/crm/v8/Leads", method: "POST" };

  /** Presses the button and waits for so many lines. @returns them */
  async function letters(count = 1): Promise<readonly Letter[]> {
    await world.nodeRed.admin("inject/zohoex13in", { method: "POST" });
    await world.nodeRed.waitFor("zohoex13dead", count, 30_000);
    return lines();
  }

  function lines(): readonly Letter[] {
    const text = readFileSync(join(directory, LETTERS), "utf8").trimEnd();
    return text.split("\n").map((line) => JSON.parse(line) as Letter);
  }

  async function written(): Promise<readonly unknown[]> {
    const out = await world.nodeRed.messages("zohoex13ok");
    return out.flatMap(({ payload }) =>
      (payload as { written: { item: unknown }[] }).written.map(({ item }) => item),
    );
  }

  async function creates(): Promise<number> {
    return (await world.emulator.apiCalls()).filter(({ method }) => method === "POST").length;
  }

  /** Of what was sent each record is in Zoho or in a line, once. */
  async function expectNothingLost(): Promise<void> {
    const kept = lines().flatMap(({ left }) => left.flatMap(({ item }) => item));
    const all = [...(await written()), ...kept].map((item) => JSON.stringify(item));
    expect(all.toSorted()).toEqual(SENT.map((item) => JSON.stringify(item)).toSorted());
  }

  test("rejected: keeps what Zoho refused and writes the rest", async () => {
    expect(await letters()).toMatchObject([{ class: "rejected", left: [REFUSED] }]);
    expect(await written()).toHaveLength(2);
    await expectNothingLost();
    expect(await creates()).toBe(1);
  });

  test("rate_limited: waits as long as Zoho says, and writes everything once", async () => {
    await world.emulator.faults({ match: leads, fault: "throttle", retryAfter: RETRY_AFTER, times: 1 });
    const begun = Date.now();
    expect(await letters()).toMatchObject([{ class: "rejected", left: [REFUSED] }]);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(Number(RETRY_AFTER) * 1000);
    await expectNothingLost();
    expect(await creates()).toBe(2);
  });

  test("rate_limited for longer than it tries: keeps everything", async () => {
    await world.emulator.faults({ match: leads, fault: "throttle", retryAfter: RETRY_AFTER, times: null });
    expect(await letters()).toMatchObject([{ class: "rate_limited", left: [{ item: SENT }] }]);
    await expectNothingLost();
    expect(await creates()).toBe(TRIES + 1);
  });

  test("unreachable: tries again when the pause is over, and writes everything once", async () => {
    await world.emulator.action("evictAccessTokens");
    await world.emulator.faults({ match: { path: "/oauth/v2/token" }, fault: "reset", times: 1 });
    expect(await letters()).toMatchObject([{ class: "rejected", left: [REFUSED] }]);
    await expectNothingLost();
    expect(await world.emulator.tokenCalls()).toBe(2);
  });

  test.each([
    ["no_org", { status: 403, code: "OAUTH_ORG_MISMATCH" }],
    ["invalid_scope", { status: 401, code: "OAUTH_SCOPE_MISMATCH" }],
    ["rejected", { status: 403, code: "NO_PERMISSION" }],
  ])("%s: keeps everything for a person", async (errorClass, { status, code }) => {
    const body = JSON.stringify({ code, status: "error", message: "no", details: {} });
    await world.emulator.faults({ match: leads, fault: "status", status, body, times: 1 });
    expect(await letters()).toMatchObject([{ class: errorClass, left: [{ item: SENT }] }]);
    await expectNothingLost();
    expect(await creates()).toBe(1);
  });

  test("unknown: keeps what may have been written, and does not send it again", async () => {
    await world.emulator.faults({ match: leads, fault: "status", status: 500, times: 1 });
    expect(await letters()).toMatchObject([{ class: "unknown" }]);
    await expectNothingLost();
    expect(await creates()).toBe(1);
  });

  test.each([
    ["an error of another node", { message: "not mine" }, "not mine"],
    [
      "an error of this package that is no failure of a call",
      { message: "walk is gone", code: "walk_gone", cause: { class: "other", code: "walk_gone" } },
      "walk is gone",
    ],
  ])("other: keeps %s with its reason", async (_what, error, reason) => {
    await world.nodeRed.inject("strange-in", { payload: SENT, error });
    await world.nodeRed.waitFor("zohoex13dead");
    expect(lines()).toMatchObject([{ class: "other", reason, left: [{ item: SENT }] }]);
    expect(await creates()).toBe(0);
  });

  // The last one: it takes the connection away.
  test("expired_token: keeps everything for a person", async () => {
    await world.emulator.action("revokeGrants");
    await world.emulator.action("evictAccessTokens");
    expect(await letters()).toMatchObject([{ class: "expired_token", left: [{ item: SENT }] }]);
    await expectNothingLost();
    expect(await world.emulator.tokenCalls()).toBe(1);
  });
});
