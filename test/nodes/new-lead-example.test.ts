import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FlowNode } from "../support/flow";
import type { FlowMessage } from "../support/node-red-runtime";
import { PROJECT_ROOT } from "../support/project-root";
import { isAgain, toldChange } from "./support/changes-stage";
import { probeIn, probeOut } from "./support/zoho-flow";
import { startWorld, type World } from "./support/world";

const EXAMPLE = JSON.parse(
  readFileSync(join(PROJECT_ROOT, "examples", "15 New Lead to a chat message.json"), "utf8"),
) as readonly FlowNode[];

const CHANNEL = "/api/v3/channelsbyname/channel1/message";

/** A node that changes a Lead. */
const PUT = { id: "put", type: "zoho-request", method: "PUT", path: "", wires: [["changed"]] };

/** As it is, but for how soon what could not be posted comes again, that it looks when told to, and who watches. */
const FLOWS: readonly FlowNode[] = [
  ...EXAMPLE.map((node) => {
    if (node.type === "debug") return { ...node, type: "probe-out" };
    if (node.id === "zohoex15post") return { ...node, maxTime: 10 };
    if (node.type !== "zoho-changes") return node;
    const wires = [["zohoex15new", "seen"]];
    return { ...node, wires, takenMinutes: 0.2, interval: 24, intervalUnit: "hours" };
  }),
  probeOut("seen"),
  probeIn("leads", "zohoex15lead"),
  probeIn("steer", "zohoex15watch"),
  probeIn("change", "put"),
  { ...EXAMPLE.find(({ id }) => id === "zohoex15lead"), ...PUT },
  probeOut("changed"),
];

interface Greeting {
  readonly text: string;
}

describe("the example that greets each new Lead in a chat", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ flows: FLOWS, ready: ["acme-leads"] });
    await steer({ action: "poll" });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.nodeRed.forget();
    await world.emulator.forgetRequests();
  });

  let asked = 0;

  /** Asks the node that watches for something, and waits for its answer: what it has found is posted by then. */
  async function steer(zoho: Readonly<Record<string, string>>): Promise<void> {
    const id = `asked-${String(++asked)}`;
    await world.nodeRed.inject("steer", { zoho, asked: id });
    await world.nodeRed.waitFor("seen", (msg) => msg["asked"] === id);
  }

  async function press(button: "in" | "look"): Promise<void> {
    await world.nodeRed.admin(`inject/zohoex15${button}`, { method: "POST" });
  }

  /** What the flow says that it has posted. */
  async function posted(): Promise<readonly string[]> {
    return (await world.nodeRed.messages("zohoex15ok")).map(({ chat }) => (chat as Greeting).text);
  }

  /** How often the channel has taken a message, and how often it was asked to. */
  async function channel(): Promise<{ readonly taken: number; readonly asked: number }> {
    const calls = (await world.emulator.requests()).filter(({ path }) => path === CHANNEL);
    return { taken: calls.filter(({ status }) => status === 204).length, asked: calls.length };
  }

  test("a new Lead becomes one message with its name, also where it is told of again", async () => {
    const before = new Date(Date.now() - 2_000).toISOString();
    await press("in");
    await world.nodeRed.waitFor("zohoex15made");
    await press("look");
    await world.nodeRed.waitFor("zohoex15ok");
    await steer({ action: "replay", from: before });
    await steer({ action: "poll" });
    await world.nodeRed.waitFor("seen", (msg) => isCreated(msg) && isAgain(msg));
    expect(await posted()).toEqual(["New Lead: Rivera, Northwind"]);
    expect(await channel()).toEqual({ taken: 1, asked: 1 });
    expect(await world.nodeRed.messages("zohoex15wrong")).toEqual([]);
  });

  test("a Lead that is changed afterwards is not greeted", async () => {
    await world.nodeRed.inject("leads", { payload: { Last_Name: "Okafor", Company: "Harbour Tools" } });
    const [made] = await world.nodeRed.waitFor("zohoex15made");
    await steer({ action: "poll" });
    const { id } = made?.["payload"] as { id: string };
    await world.nodeRed.inject("change", { zoho: { path: `Leads/${id}` }, payload: { Company: "Quay" } });
    await world.nodeRed.waitFor("changed");
    await steer({ action: "poll" });
    await world.nodeRed.waitFor("seen", (msg) => "zohoChange" in msg && toldChange(msg).kind === "changed");
    expect(await posted()).toEqual(["New Lead: Okafor, Harbour Tools"]);
    expect(await channel()).toEqual({ taken: 1, asked: 1 });
  });

  test("while the chat can't be reached none is lost, over a crash too, and each is greeted once in the end", async () => {
    await world.emulator.faults({ match: { path: CHANNEL }, fault: "reset", times: null });
    for (const Last_Name of ["Marsh", "Lindqvist"]) {
      const before = (await world.nodeRed.messages("zohoex15made")).length;
      await world.nodeRed.inject("leads", { payload: { Last_Name, Company: "Northwind" } });
      await world.nodeRed.waitFor("zohoex15made", before + 1);
    }
    await press("look");
    await world.nodeRed.waitFor("zohoex15wrong");
    await world.nodeRed.restart("SIGKILL");
    await press("look");
    await world.nodeRed.waitFor("zohoex15wrong", 2, 60_000);
    expect(await channel()).toMatchObject({ taken: 0 });
    await world.emulator.clearFaults();
    await world.nodeRed.waitFor("zohoex15ok", 2, 60_000);
    await steer({ action: "poll" });
    expect((await posted()).toSorted()).toEqual([
      "New Lead: Lindqvist, Northwind",
      "New Lead: Marsh, Northwind",
    ]);
    expect(await channel()).toMatchObject({ taken: 2 });
  });
});

function isCreated(msg: FlowMessage): boolean {
  return "zohoChange" in msg && toldChange(msg).kind === "created";
}
