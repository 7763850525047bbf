import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FlowMessage } from "../support/node-red-runtime";
import { client, declared, probeIn, probeOut, request, TAB } from "./support/zoho-flow";
import { startWorld, type World } from "./support/world";

const FLOWS = [
  TAB,
  client("client", { connections: [declared("acme")] }),
  probeIn("in", "write"),
  request("write", { product: "", method: "", connection: "acme", errors: "output" }, [["out"], ["failed"]]),
  probeIn("dry-in", "dry"),
  request("dry", { product: "", method: "", connection: "acme", dryRun: true }, [["out"]]),
  probeOut("out"),
  probeOut("failed"),
];

interface Lists {
  readonly written: readonly { readonly index: number; readonly item: unknown; readonly id: string }[];
  readonly failed: readonly { readonly index: number; readonly item: unknown; readonly code: string }[];
  readonly unknown: readonly { readonly index: number; readonly item: unknown }[];
}

function leads(count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, index) => ({
    Last_Name: `Many ${String(index)}`,
    Company: "Many",
  }));
}

describe("a write of more records than one call takes", () => {
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

  async function write(
    zoho: unknown,
    payload?: unknown,
  ): Promise<FlowMessage & { readonly payload: Lists; readonly zohoResult: unknown }> {
    await world.nodeRed.inject("in", { zoho, payload });
    const [out] = await world.nodeRed.waitFor("out");
    return out as FlowMessage & { payload: Lists; zohoResult: unknown };
  }

  test("goes in as few calls as there can be, is answered in its order, and can be deleted the same way", async () => {
    const items = leads(250);
    const out = await write({ method: "POST", path: "Leads" }, items);
    expect(out.payload.written.map(({ index, item }) => [index, item])).toEqual([...items.entries()]);
    expect(out).toMatchObject({
      statusCode: 201,
      payload: { failed: [], unknown: [] },
      zohoResult: { counts: { written: 250, failed: 0, unknown: 0, calls: 3 }, attempts: 3 },
    });
    const calls = await world.emulator.apiCalls();
    expect(calls.map(({ credits }) => credits).sort()).toEqual([10, 10, 5]);
    world.nodeRed.forget();
    const ids = out.payload.written.map(({ id }) => id);
    const gone = await write({ method: "DELETE", path: "Leads", query: { ids } });
    expect(gone.payload.written.map(({ id }) => id)).toEqual(ids);
    expect(await world.nodeRed.messages("failed")).toEqual([]);
  });

  test("tells what was refused and what may have been written, with one error for all of it", async () => {
    await world.emulator.faults({ match: { path: "/crm/v8/Leads" }, fault: "status", status: 500, times: 1 });
    const items = leads(230);
    delete items[229]?.["Last_Name"];
    const out = await write({ method: "POST", path: "Leads" }, items);
    const { written, failed, unknown } = out.payload;
    expect(unknown).toHaveLength(100);
    expect(failed).toMatchObject([{ index: 229, item: { Company: "Many" }, code: "MANDATORY_NOT_FOUND" }]);
    expect(written).toHaveLength(129);
    const indexes = [...written, ...failed, ...unknown].map(({ index }) => index);
    expect(indexes.sort((a, b) => a - b)).toEqual([...items.keys()]);
    const errors = await world.nodeRed.waitFor("failed");
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({
      payload: items,
      error: { cause: { class: "rejected", code: "partly_written", product: "crm", connection: "acme" } },
    });
  });

  test.each(["reset", "resetAfter", "cut"])(
    "is told truly when a connection ends in %s: what is written is there, what failed is not",
    async (fault) => {
      const path = "/crm/v8/Contacts";
      await world.emulator.faults({ match: { path, method: "POST" }, fault, times: 1 });
      const items = leads(450).map((lead, index) => ({ ...lead, Last_Name: `${fault} ${String(index)}` }));
      const out = await write({ method: "POST", path: "Contacts" }, items);
      await world.nodeRed.waitFor("failed");
      const { written, failed, unknown } = out.payload;
      expect([...written, ...failed, ...unknown].map(({ index }) => index).sort((a, b) => a - b)).toEqual([
        ...items.keys(),
      ]);
      expect(unknown).toHaveLength(100);
      world.nodeRed.forget();
      const query = { fields: "Last_Name" };
      const list = await write({ method: "GET", path: "Contacts", query, paging: "array" });
      const there = new Set(
        (list["payload"] as unknown as { Last_Name: string }[]).map((one) => one.Last_Name),
      );
      expect(written.every(({ index }) => there.has(`${fault} ${String(index)}`))).toBe(true);
      expect(failed.some(({ index }) => there.has(`${fault} ${String(index)}`))).toBe(false);
      // Whether those were written is just what nobody can tell.
      expect(unknown.some(({ index }) => there.has(`${fault} ${String(index)}`))).toBe(fault !== "reset");
    },
  );

  test("that is only tried out says how many calls it would take", async () => {
    await world.nodeRed.inject("dry-in", { zoho: { method: "POST", path: "Leads" }, payload: leads(250) });
    const [out] = await world.nodeRed.waitFor("out");
    expect(out?.["payload"]).toMatchObject({ dryRun: true, calls: 3 });
    expect(await world.emulator.apiCalls()).toEqual([]);
  });

  test("that meets a missing module is one error, and the message stays what it was", async () => {
    const items = leads(500);
    await world.nodeRed.inject("in", { zoho: { method: "POST", path: "Loads" }, payload: items });
    const [failed] = await world.nodeRed.waitFor("failed");
    expect(failed).toMatchObject({ payload: items, error: { cause: { code: "not_found" } } });
    expect(await world.nodeRed.messages("out")).toEqual([]);
    expect((await world.emulator.apiCalls()).length).toBeLessThanOrEqual(4);
  });
});
