import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FlowNode } from "../support/flow";
import type { FlowMessage } from "../support/node-red-runtime";
import { PROJECT_ROOT } from "../support/project-root";
import { testDirectory } from "../support/test-directory";
import { startWorld, type World } from "./support/world";

const EXAMPLES = join(PROJECT_ROOT, "examples");

/** The examples that work with data; those that connect, watch and try again have tests of their own. */
const NUMBERS = [8, 9, 10, 11, 12, 14];

/** All of them as they are, but for where their files are, how long they wait, and who watches. */
function examplesIn(directory: string): readonly FlowNode[] {
  const files = readdirSync(EXAMPLES).filter((file) => NUMBERS.includes(Number.parseInt(file, 10)));
  expect(files).toHaveLength(NUMBERS.length);
  const flows = files.map((file) => JSON.parse(readFileSync(join(EXAMPLES, file), "utf8")) as FlowNode[]);
  return flows.flat().map((node) => {
    if (node.type === "debug") return { ...node, type: "probe-out" };
    if (node.type === "file") return { ...node, filename: join(directory, String(node["filename"])) };
    if (node.type === "delay")
      return { ...node, pauseType: "delay", timeout: "20", timeoutUnits: "milliseconds" };
    return node;
  });
}

interface Lead {
  readonly id: string;
  readonly Last_Name: string;
}

describe("the examples that work with data", () => {
  let world: World;
  let directory: string;
  beforeAll(async () => {
    directory = await testDirectory("examples");
    world = await startWorld({
      flows: examplesIn(directory),
      ready: ["acme-production", "acme-sandbox", "acme-desk", "acme-books"],
    });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.nodeRed.forget();
    await world.emulator.clearFaults();
    await world.emulator.forgetRequests();
  });

  async function press(example: number): Promise<void> {
    await world.nodeRed.admin(`inject/zohoex${String(example)}in`, { method: "POST" });
  }

  /** What arrives at a debug node of an example. */
  function shown(example: number, debug: string, count = 1): Promise<readonly FlowMessage[]> {
    return world.nodeRed.waitFor(`zohoex${String(example)}${debug}`, count);
  }

  function lines(file: string): Promise<readonly string[]> {
    return readFile(join(directory, file), "utf8").then((text) => text.trimEnd().split(/\r?\n/));
  }

  test("a module becomes a CSV file, each record once", async () => {
    for (let time = 1; time <= 2; time++) {
      await press(8);
      await shown(8, "done", time);
      const [head, ...rows] = await lines("zoho-leads.csv");
      expect(head).toBe("id,Last_Name,Company,Email");
      expect(rows.length).toBeGreaterThanOrEqual(450);
      expect(new Set(rows.map((row) => /^(\d{18,19}),/.exec(row)?.[1])).size).toBe(rows.length);
    }
  });

  test("readings go together, and each comes out with its record", async () => {
    await press(9);
    const out = await shown(9, "ok", 25);
    expect(new Set(out.map(({ payload }) => (payload as Lead).id)).size).toBe(25);
    expect(out[0]).toMatchObject({ payload: { action: "insert" }, zohoResult: { collected: 25 } });
    const calls = await world.emulator.apiCalls();
    expect(calls.map(({ credits }) => credits)).toEqual([3]);
    await press(9);
    const again = await shown(9, "ok", 50);
    expect(again[49]).toMatchObject({ payload: { action: "update" } });
  });

  test("an alarm becomes a ticket", async () => {
    await press(10);
    const [ticket] = await shown(10, "ok");
    expect(ticket).toMatchObject({
      payload: {
        subject: "press 7: oil pressure below 2 bar",
        priority: "High",
        id: expect.stringMatching(/^\d+$/) as string,
      },
    });
  });

  test("all invoices of the organization that is chosen by its name", async () => {
    await press(11);
    const [out] = await shown(11, "ok");
    expect(out?.["payload"]).toHaveLength(410);
    expect(out?.["zohoResult"]).toMatchObject({ orgName: "Acme" });
  });

  test("a file is attached to the newest Lead", async () => {
    await press(12);
    const [out] = await shown(12, "ok");
    expect(out).toMatchObject({ payload: { id: expect.stringMatching(/^\d+$/) as string } });
    expect(await world.nodeRed.messages("zohoex12wrong")).toEqual([]);
  });

  test("what changed in one org is upserted into the other, and only that the next time", async () => {
    await press(14);
    const [first] = await shown(14, "kept");
    const written = (first?.["zohoResult"] as { counts: { written: number } }).counts.written;
    expect(written).toBeGreaterThan(100);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await world.emulator.forgetRequests();
    await press(14);
    await shown(14, "kept", 2);
    const calls = await world.emulator.apiCalls();
    expect(calls.filter(({ method }) => method === "POST")).toEqual([]);
    expect(await world.nodeRed.messages("zohoex14bad")).toEqual([]);
  });
});
