import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { FlowMessage } from "../support/node-red-runtime";
import { client, declared, probeIn, probeOut, request, TAB } from "./support/zoho-flow";
import { startWorld, type World } from "./support/world";

const FREE = { product: "", method: "", connection: "acme", errors: "output" } as const;

const FLOWS = [
  TAB,
  client("client", { connections: [declared("acme")] }),
  probeIn("free-in", "free"),
  request("free", FREE, [["out"], ["failed"]]),
  probeIn("late-in", "late"),
  request("late", { ...FREE, maxTime: 1 }, [["out"], ["failed"]]),
  probeIn("filled-in", "filled"),
  request(
    "filled",
    {
      ...FREE,
      path: "Leads/search",
      query: [{ name: "criteria", value: "(Last_Name:equals:{{payload.name}})", type: "str" }],
      headers: [{ name: "X-Note", value: "for {{payload.name}}", type: "str" }],
      dryRun: true,
    },
    [["out"], ["failed"]],
  ),
  probeIn("delete-in", "delete"),
  request("delete", { ...FREE, method: "DELETE", workflows: "none", dryRun: true }, [["out"], ["failed"]]),
  probeOut("out"),
  probeOut("failed"),
];

const LEADS = { method: "GET", path: "Leads", query: { fields: "Last_Name", per_page: 1 } };

describe("messages that end before their time", () => {
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

  const hang = (path = "/crm/v8/Leads"): Promise<unknown> =>
    world.emulator.send("POST", "faults", { match: { path }, times: null, fault: "hang" });

  function causeOf(message: FlowMessage | undefined): Record<string, unknown> {
    return (message as { error: { cause: Record<string, unknown> } }).error.cause;
  }

  async function answer(input: string, zoho: unknown, payload?: unknown): Promise<FlowMessage> {
    await world.nodeRed.inject(input, { zoho, payload });
    const [out] = await world.nodeRed.waitFor("out");
    return out ?? {};
  }

  test("a message cancels all others, in the air and waiting, each with one error", async () => {
    await hang();
    for (let count = 0; count < 30; count++) await world.nodeRed.inject("free-in", { zoho: LEADS, count });
    const out = await answer("free-in", { action: "cancel" }, "mine");
    expect(out["payload"]).toEqual({ action: "cancel", cancelled: 30 });
    const failed = await world.nodeRed.waitFor("failed", 30);
    expect(failed.map((message) => message["count"]).sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 30 }, (_, index) => index),
    );
    expect(causeOf(failed[0])).toMatchObject({ class: "unreachable", code: "cancelled" });
    expect(causeOf(failed[0])["reason"]).toContain("a message asked for it");
  });

  test("a message cancels one other by its ID", async () => {
    await hang();
    await world.nodeRed.inject("free-in", { zoho: { ...LEADS, id: "one" }, count: 1 });
    await world.nodeRed.inject("free-in", { zoho: { ...LEADS, id: "two" }, count: 2 });
    const out = await answer("free-in", { action: "cancel", id: "two" });
    expect(out["payload"]).toEqual({ action: "cancel", cancelled: 1 });
    const [failed] = await world.nodeRed.waitFor("failed");
    expect(failed).toMatchObject({ count: 2 });
    world.nodeRed.forget();
    expect((await answer("free-in", { action: "cancel" }))["payload"]).toMatchObject({ cancelled: 1 });
    await world.nodeRed.waitFor("failed");
  });

  test("a create that may have been sent is not called cancelled", async () => {
    await hang();
    const create = { method: "POST", path: "Leads" };
    await world.nodeRed.inject("free-in", { zoho: create, payload: { Last_Name: "Perhaps" } });
    await vi.waitFor(async () => {
      expect(await world.emulator.apiCalls()).toHaveLength(1);
    }, 20_000);
    await answer("free-in", { action: "cancel" });
    const [failed] = await world.nodeRed.waitFor("failed");
    expect(causeOf(failed)).toMatchObject({ class: "unknown", code: "write_unknown" });
  });

  test("a message has a limit for all of it", async () => {
    await hang();
    const begun = Date.now();
    await world.nodeRed.inject("late-in", { zoho: LEADS });
    const [failed] = await world.nodeRed.waitFor("failed");
    expect(causeOf(failed)).toMatchObject({ class: "unreachable", code: "overdue", details: { seconds: 1 } });
    expect(Date.now() - begun).toBeLessThan(5_000);
  });

  test("a message may bring its own limit", async () => {
    await hang();
    await world.nodeRed.inject("free-in", { zoho: { ...LEADS, maxTime: 1 } });
    const [late] = await world.nodeRed.waitFor("failed");
    expect(causeOf(late)).toMatchObject({ code: "overdue", details: { seconds: 1 } });
  });

  test("a wait that would outlast a message's limit is told at once, with what to do", async () => {
    const headers = { "Retry-After": "2" };
    const match = { path: "/crm/v8/Leads" };
    await world.emulator.faults({ match, times: 1, fault: "status", status: 429, headers, body: "" });
    await world.nodeRed.inject("free-in", { zoho: { ...LEADS, maxTime: 1.5 } });
    const [told] = await world.nodeRed.waitFor("failed");
    expect(causeOf(told)).toMatchObject({ class: "rate_limited", code: "api_limit", retryAfterMs: 2_000 });
    expect(causeOf(told)["remedy"]).toContain("the limit for the whole message");
  });

  test("what has not changed is an answer without records, and what somebody else changed is a conflict", async () => {
    const future = new Date(Date.now() + 400 * 86_400_000);
    const out = await answer("free-in", { ...LEADS, headers: { "If-Modified-Since": future } });
    expect(out).toMatchObject({ payload: [], statusCode: 304, zohoResult: { notModified: true } });
    world.nodeRed.forget();
    const [lead] = (await answer("free-in", LEADS))["payload"] as readonly { id: string }[];
    const headers = { "If-Unmodified-Since": new Date(0) };
    const zoho = { method: "PUT", path: `Leads/${lead?.id ?? ""}`, headers };
    await world.nodeRed.inject("free-in", { zoho, payload: { Company: "Late" } });
    const [failed] = await world.nodeRed.waitFor("failed");
    expect(causeOf(failed)).toMatchObject({ class: "rejected", code: "conflict", status: 412 });
  });

  test("gaps in query values and headers are filled, and a value stays a value", async () => {
    const out = await answer("filled-in", {}, { name: "O'Neil) or (id:equals:1" });
    const { url, headers } = out["payload"] as { url: string; headers: Record<string, string> };
    expect(new URL(url).searchParams.get("criteria")).toBe("(Last_Name:equals:O'Neil\\) or \\(id:equals:1)");
    expect(headers["x-note"]).toBe("for O'Neil) or (id:equals:1");
    await world.nodeRed.inject("filled-in", { zoho: {}, payload: { name: "a\r\nX-Evil: 1" } });
    const [failed] = await world.nodeRed.waitFor("failed");
    expect(causeOf(failed)).toMatchObject({ code: "invalid_input" });
  });

  test("a DELETE says in its query that no workflow runs", async () => {
    const out = await answer("delete-in", { path: "Leads", query: { ids: "554023000000527002" } });
    expect((out["payload"] as { url: string }).url).toContain("wf_trigger=false");
  });
});
