import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { CLIENT_DEFAULTS } from "../../nodes/zoho-client/config";
import type { RequestConfig } from "../../nodes/zoho-request/config";
import type { FlowMessage } from "../support/node-red-runtime";
import { client, declared, probeIn, probeOut, request, TAB } from "./support/zoho-flow";
import { startWorld, type World } from "./support/world";

/** Leads of the emulator: four pages, the last one short. */
const LEADS = 650;

const FIELDS = { name: "fields", value: "Last_Name,Email", type: "str" } as const;

const LIST: Partial<RequestConfig> = { connection: "acme", path: "Leads", query: [FIELDS], errors: "output" };

function join(id: string, next: string): { id: string; type: string; [name: string]: unknown } {
  const properties = {
    mode: "auto",
    build: "object",
    property: "payload",
    propertyType: "msg",
    count: "",
    timeout: "",
  };
  return { id, type: "join", z: "tab", ...properties, wires: [[next]] };
}

/** What is not tried again by itself. */
const REFUSED = {
  ...{ match: { path: "/crm" }, fault: "status", status: 403, times: 1 },
  body: JSON.stringify({ code: "NO_PERMISSION", details: {}, message: "permission denied", status: "error" }),
};

const FLOWS = [
  TAB,
  client("client", {
    scopes: [...CLIENT_DEFAULTS.scopes, "ZohoCRM.coql.READ"],
    connections: [declared("acme")],
  }),
  probeIn("pages-in", "pages"),
  request("pages", { ...LIST, paging: "pages" }, [["out", "pages-join"], ["failed"]]),
  join("pages-join", "joined"),
  probeIn("records-in", "records"),
  request("records", { ...LIST, paging: "records", path: "" }, [["out", "records-join"], ["failed"]]),
  join("records-join", "joined"),
  probeIn("asked-in", "asked"),
  request("asked", { ...LIST, paging: "asked" }, [["out"], ["failed"]]),
  probeIn("loop-in", "loop"),
  request("loop", { ...LIST, paging: "asked" }, [["out", "loop"], ["failed"]]),
  probeIn("free-in", "free"),
  request("free", { errors: "output", product: "", method: "" }, [["out"], ["failed"]]),
  {
    id: "done",
    type: "complete",
    z: "tab",
    scope: ["pages", "records", "asked", "loop", "free"],
    wires: [["completed"]],
  },
  probeOut("completed"),
  probeOut("out"),
  probeOut("joined"),
  probeOut("failed"),
];

interface Sent extends FlowMessage {
  readonly payload: readonly { readonly id: string }[];
  readonly complete?: true;
  readonly parts?: { readonly id: string; readonly index: number; readonly count?: number };
  readonly zohoResult: { readonly walk: string; readonly counts: Readonly<Record<string, unknown>> };
}

describe("lists of zoho-request", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ flows: FLOWS, ready: ["acme"], emulator: { records: { Leads: LEADS } } });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.nodeRed.forget();
    await world.emulator.forgetRequests();
    await world.emulator.clearFaults();
  });

  const out = async (wanted: number | ((msg: FlowMessage) => boolean)): Promise<readonly Sent[]> =>
    (await world.nodeRed.waitFor("out", wanted)) as readonly Sent[];
  const isComplete = (msg: FlowMessage): boolean => msg["complete"] === true;
  const ids = (messages: readonly Sent[]): string[] =>
    messages.flatMap(({ payload }) => payload.map(({ id }) => id));
  const failed = async (): Promise<FlowMessage & { error: { cause: Record<string, unknown> } }> => {
    const [message] = await world.nodeRed.waitFor("failed");
    return message as FlowMessage & { error: { cause: Record<string, unknown> } };
  };
  const completions = async (): Promise<number> => (await world.nodeRed.messages("completed")).length;

  test("a message for each page, the last one complete, each with a copy of what came in", async () => {
    await world.nodeRed.inject("pages-in", { topic: "t", own: { x: 1 }, complete: "stale", payload: "in" });
    const messages = await out(isComplete);
    expect(messages.map(({ payload }) => payload.length)).toEqual([200, 200, 200, 50]);
    expect(new Set(ids(messages)).size).toBe(LEADS);
    expect(messages.map(({ complete }) => complete)).toEqual([undefined, undefined, undefined, true]);
    expect(messages.map(({ parts }) => parts?.index)).toEqual([0, 1, 2, 3]);
    expect(messages.map(({ parts }) => parts?.count)).toEqual([undefined, undefined, undefined, 4]);
    expect(messages[2]).toMatchObject({
      topic: "t",
      own: { x: 1 },
      statusCode: 200,
      zohoResult: { counts: { records: 200, total: 600, pages: 3, moreRecords: true } },
    });
    expect(messages[3]?.zohoResult.counts).toEqual({ records: 50, total: 650, pages: 4, moreRecords: false });
    await world.nodeRed.waitFor("completed");
    expect(await completions()).toBe(1);
    expect(await world.nodeRed.messages("failed")).toEqual([]);
  });

  test("pages and records are put together again by a join node, and know what they were a part of", async () => {
    const before = { id: "outer", index: 4, count: 9 };
    await world.nodeRed.inject("pages-in", { parts: before });
    await world.nodeRed.inject("records-in", { parts: before, zoho: { path: "Leads" } });
    const joined = (await world.nodeRed.waitFor("joined", 2)) as readonly Sent[];
    for (const message of joined) {
      expect(new Set(ids([message])).size).toBe(LEADS);
      expect(message.parts).toEqual(before);
      expect(message.complete).toBeUndefined();
    }
    await world.nodeRed.waitFor("completed", 2);
  });

  test("a message for each record; the last one says how many there were", async () => {
    // A status stands for half a second, so that a shorter list would show none of its progress.
    await world.emulator.faults({ match: { path: "/crm" }, fault: "slow", delayMs: 400, times: 4 });
    await world.nodeRed.inject("records-in", { zoho: { path: "Leads" } });
    const messages = (await world.nodeRed.waitFor("out", isComplete)) as readonly FlowMessage[];
    expect(messages).toHaveLength(LEADS);
    expect(new Set(messages.map(({ payload }) => (payload as { id: string }).id)).size).toBe(LEADS);
    expect(messages.filter(isComplete)).toHaveLength(1);
    expect(messages.at(-1)).toMatchObject({ parts: { index: 649, count: 650, type: "array", len: 1 } });
    expect(messages[0]).toMatchObject({ parts: { index: 0 }, zohoResult: { counts: { records: 1 } } });
    await world.nodeRed.waitFor("completed");
    expect(await completions()).toBe(1);
    expect(
      (await world.nodeRed.statuses("records")).some(({ text }) => /^\d+ records$/.test(text ?? "")),
    ).toBe(true);
  });

  test.each(["pages", "records"])("an empty list says so, also to a join node: %s", async (mode) => {
    const none = { name: "ids", value: "554023000099999999", type: "str" };
    const flow = FLOWS.map((node) =>
      node.id === mode ? { ...node, path: "Leads", query: [FIELDS, none] } : node,
    );
    await world.nodeRed.deploy(flow);
    try {
      await world.nodeRed.inject(`${mode}-in`, { payload: "in" });
      const [message] = await out(1);
      expect(message).toMatchObject({ complete: true });
      expect(message?.payload).toEqual(mode === "pages" ? [] : undefined);
      const [joined] = await world.nodeRed.waitFor("joined");
      expect(joined?.["payload"]).toEqual([]);
    } finally {
      await world.nodeRed.deploy(FLOWS);
    }
  });

  test("no more records than are wanted, in pages as large as is wanted", async () => {
    const zoho = {
      connection: "acme",
      path: "Leads",
      query: { fields: "Last_Name" },
      maxRecords: 250,
      pageSize: 100,
    };
    for (const paging of ["array", "pages"]) {
      world.nodeRed.forget();
      await world.nodeRed.inject("free-in", { zoho: { ...zoho, paging } });
      const messages = await out(paging === "array" ? 1 : isComplete);
      expect(messages.map(({ payload }) => payload.length)).toEqual(
        paging === "array" ? [250] : [100, 100, 50],
      );
      expect(messages.at(-1)?.zohoResult.counts).toMatchObject({ total: 250, pages: 3, moreRecords: true });
    }
    expect(await world.emulator.apiCalls()).toHaveLength(6);
  });

  test.each([
    ["maxRecords", -1],
    ["pageSize", "many"],
    ["continueFrom", "here"],
    ["continueFrom", { query: { page: 1 } }],
    ["action", "jump"],
    ["paging", "all"],
  ])("what can't be is refused: %s %j", async (name, value) => {
    await world.nodeRed.inject("free-in", {
      zoho: { connection: "acme", path: "Leads", paging: "pages", [name]: value },
    });
    expect((await failed()).error.cause).toMatchObject({ code: "invalid_input" });
    expect(await world.emulator.apiCalls()).toEqual([]);
  });

  test("a COQL query is read to its end as well", async () => {
    const payload = { select_query: "select Last_Name from Leads where id is not null" };
    const zoho = { connection: "acme", method: "POST", path: "coql", paging: "pages", pageSize: 300 };
    await world.nodeRed.inject("free-in", { zoho, payload });
    const messages = await out(isComplete);
    expect(messages.map((message) => message.payload.length)).toEqual([300, 300, 50]);
    expect(new Set(ids(messages)).size).toBe(LEADS);
  });

  describe("next page when asked", () => {
    test("nothing is asked of Zoho before the flow asks; messages keep what the asking one has", async () => {
      await world.nodeRed.inject("asked-in", { payload: "x" });
      const [first] = await out(1);
      expect(first?.payload).toHaveLength(200);
      expect(await world.emulator.apiCalls()).toHaveLength(1);
      const all = [...(first?.payload ?? [])];
      for (const page of [2, 3, 4]) {
        const { walk } = first?.zohoResult ?? {};
        await world.nodeRed.inject("asked-in", { zoho: { action: "next", walk }, topic: `page ${page}` });
        const message = (await out(page)).at(-1);
        expect(message).toMatchObject({ topic: `page ${page}` });
        expect(message?.["zoho"]).toBeUndefined();
        expect(message?.complete).toBe(page === 4 ? true : undefined);
        all.push(...(message?.payload ?? []));
      }
      expect(new Set(all.map(({ id }) => id)).size).toBe(LEADS);
      await world.nodeRed.waitFor("completed", 4);
      await world.nodeRed.inject("asked-in", { zoho: { action: "next", walk: first?.zohoResult.walk } });
      expect((await failed()).error.cause).toMatchObject({ code: "walk_gone", class: "rejected" });
    });

    test("a page wired back to the node asks for the next one; the last one ends the loop", async () => {
      await world.nodeRed.inject("loop-in", {});
      const messages = await out(isComplete);
      expect(messages).toHaveLength(4);
      await world.nodeRed.waitFor("completed", 5);
      expect(await world.emulator.apiCalls()).toHaveLength(4);
      expect(await world.nodeRed.messages("out")).toHaveLength(4);
    });

    test("a page that failed is asked for again", async () => {
      await world.nodeRed.inject("asked-in", {});
      const [first] = await out(1);
      await world.emulator.faults(REFUSED);
      const next = { zoho: { action: "next" }, zohoResult: first?.zohoResult };
      await world.nodeRed.inject("asked-in", next);
      expect((await failed()).error.cause).toMatchObject({
        class: "rejected",
        details: { records: 200, pages: 1 },
      });
      for (let page = 2; page <= 4; page++) {
        await world.nodeRed.inject("asked-in", next);
        await out(page);
      }
      expect(new Set(ids(await out(4))).size).toBe(LEADS);
    });

    test("two that ask at once get two pages", async () => {
      await world.nodeRed.inject("asked-in", {});
      const [first] = await out(1);
      const next = { zoho: { action: "next", walk: first?.zohoResult.walk } };
      await Promise.all([1, 2, 3].map(() => world.nodeRed.inject("asked-in", next)));
      expect(new Set(ids(await out(4))).size).toBe(LEADS);
    });

    test("a Deploy ends the list, and who asks then is told", async () => {
      await world.nodeRed.inject("asked-in", {});
      const [first] = await out(1);
      await world.nodeRed.deploy(
        FLOWS.map((node) => (node.id === "asked" ? { ...node, name: "anew" } : node)),
      );
      await world.nodeRed.inject("asked-in", { ...first });
      expect((await failed()).error.cause).toMatchObject({ code: "walk_gone" });
      await world.nodeRed.deploy(FLOWS);
    });
  });

  describe("stop", () => {
    test("ends a list that runs; its last message says so", async () => {
      await world.emulator.faults({ match: { path: "/crm" }, fault: "slow", delayMs: 150, times: null });
      await world.nodeRed.inject("pages-in", {});
      const [first] = await out(1);
      await world.nodeRed.inject("pages-in", { zoho: { action: "stop", walk: first?.zohoResult.walk } });
      const messages = await out(isComplete);
      expect(messages.length).toBeLessThan(4);
      expect(messages.at(-1)).toMatchObject({
        payload: [],
        zohoResult: { stopped: true, counts: { moreRecords: true } },
      });
      await world.nodeRed.waitFor("completed", 2);
      expect(await world.nodeRed.messages("failed")).toEqual([]);
    });

    test("ends one that waits to be asked", async () => {
      await world.nodeRed.inject("asked-in", {});
      await out(1);
      await world.nodeRed.inject("asked-in", { zoho: { action: "stop" } });
      expect((await out(2))[1]).toMatchObject({ complete: true, payload: [], zohoResult: { stopped: true } });
      await world.nodeRed.waitFor("completed", 2);
      expect(await world.emulator.apiCalls()).toHaveLength(1);
    });

    test("is nothing where nothing runs", async () => {
      await world.nodeRed.inject("pages-in", { zoho: { action: "stop" } });
      await world.nodeRed.waitFor("completed");
      expect(await world.nodeRed.messages("out")).toEqual([]);
    });
  });

  test.each(["pages", "records"])(
    "an error in the middle says how far it came and how to go on: %s",
    async (mode) => {
      await world.emulator.faults({ match: { path: "/crm" }, fault: "slow", delayMs: 100, times: 2 });
      await world.emulator.faults(REFUSED);
      await world.nodeRed.inject(`${mode}-in`, { zoho: { path: "Leads" }, payload: "in" });
      const failure = await failed();
      expect(failure).toMatchObject({
        payload: "in",
        error: { cause: { details: { records: 400, pages: 2 } } },
      });
      await world.nodeRed.waitFor("completed");
      const { continueFrom } = failure.error.cause["details"] as { continueFrom: unknown };
      // A record is held back as long as it is not known whether it is the last.
      const before = await world.nodeRed.messages("out");
      await world.nodeRed.inject(`${mode}-in`, { zoho: { path: "Leads", continueFrom } });
      const after = await world.nodeRed.waitFor("out", isComplete);
      const all = after.flatMap(({ payload }) => payload as readonly { id: string }[] | { id: string });
      expect(new Set(all.map(({ id }) => id)).size).toBe(LEADS);
      expect(all).toHaveLength(LEADS);
      expect(before.length).toBe(mode === "pages" ? 2 : 400);
      expect(await completions()).toBe(2);
    },
  );

  test("closing in the middle ends the list at once, without an unhandled rejection", async () => {
    await world.emulator.faults({ match: { path: "/crm" }, fault: "hang", times: 1 });
    await world.nodeRed.inject("pages-in", {});
    await vi.waitFor(async () => {
      expect(await world.emulator.apiCalls()).toHaveLength(1);
    }, 20_000);
    const began = Date.now();
    await world.nodeRed.deploy(
      FLOWS.map((node) => (node.id === "pages" ? { ...node, name: "x" } : node)),
      "nodes",
    );
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(await world.nodeRed.messages("out")).toEqual([]);
    expect(world.nodeRed.log()).not.toMatch(/unhandled/i);
    await world.nodeRed.deploy(FLOWS);
  });
});
