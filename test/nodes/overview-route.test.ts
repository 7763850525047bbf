import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { Overview } from "../../nodes/shared/overview/overview-api";
import { READY_MADE_SERVER_CLIENT } from "../../src/emulator/ready-made-clients";
import { reading, waitForEvents } from "./support/outbox";
import { CRM_DOWN, FLOWS_WITHOUT_CLIENT, OVERVIEW_FLOWS, TOKENS_THROTTLED } from "./support/overview-flows";
import { startWorld, type World } from "./support/world";

/** bcrypt of "secret". */
const PASSWORD = "$2b$08$JTyB4LrytzosSjZhCkVq/.zb4lO/LW2BFQXsni/WVP5WQHifFXt/i";

async function overview(world: World): Promise<Overview> {
  const response = await world.nodeRed.admin("zoho/overview");
  expect(response.status).toBe(200);
  return (await response.json()) as Overview;
}

describe.each(["4.1", "5"] as const)("the overview of Node-RED %s", (version) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ version, flows: OVERVIEW_FLOWS, ready: ["acme", "acme-sandbox"] });
  });
  afterAll(() => world.close());
  beforeEach(() => world.nodeRed.forget());

  test("tells of connections, their tokens and calls, and asks Zoho nothing", async () => {
    const { nodeRed, emulator } = world;
    await nodeRed.inject("in", { zoho: { method: "GET", path: "Leads", query: { fields: "Last_Name" } } });
    await nodeRed.waitFor("out");
    await emulator.forgetRequests();
    const told = await overview(world);
    expect(await emulator.requests()).toEqual([]);
    expect(told).toMatchObject({
      clients: ["client"],
      connections: [
        {
          name: "acme",
          state: "healthy",
          realm: "emulator",
          clients: ["client"],
          orgName: "Acme",
          environment: "Production",
          tokens: { limit: 10 },
        },
        { name: "acme-sandbox", state: "healthy", environment: "Sandbox" },
      ],
      connectionsLeftOut: 0,
      errors: [],
    });
    expect(told.connections[0]?.lastCallAt).toMatch(/^\d{4}-/);
    const lane = told.lanes.find(({ environment }) => environment === "Production");
    expect(lane).toMatchObject({ product: "crm", of: "Acme", inFlight: 0, waiting: 0 });
  });

  test("tells of errors without the records, once for each failure", async () => {
    const { nodeRed } = world;
    const payload = { Company: "CONFIDENTIAL LTD" };
    for (let call = 0; call < 3; call++)
      await nodeRed.inject("in", { payload, zoho: { method: "POST", path: "Leads" } });
    await nodeRed.waitFor("failed", 3);
    const told = await overview(world);
    const error = told.errors.find(({ class: kind }) => kind === "rejected");
    expect(error).toMatchObject({
      node: { id: "call", type: "zoho-request", name: "read leads" },
      connection: "acme",
      product: "crm",
      count: 3,
    });
    expect(error?.reason).not.toBe("");
    expect(error?.remedy).not.toBe("");
    expect(JSON.stringify(told)).not.toContain("CONFIDENTIAL");
  });

  test("tells of a client that Zoho throttles, and when it may ask again", async () => {
    const { nodeRed, emulator } = world;
    await emulator.faults(TOKENS_THROTTLED);
    await nodeRed.inject("force-in", { zoho: { connection: "acme" } });
    await nodeRed.waitFor("failed");
    const [first] = (await overview(world)).connections;
    expect(first).toMatchObject({ name: "acme", state: "throttled" });
    expect(Date.parse(first?.tokens?.retryAt ?? "")).toBeGreaterThan(Date.now());
    expect(first?.tokens?.sent).toBeGreaterThan(0);
  });

  test("tells what is kept, and of connections and writes that nobody has any more", async () => {
    const { nodeRed, emulator } = world;
    await emulator.faults(CRM_DOWN);
    await nodeRed.inject("keep-in", { payload: reading(1) });
    await waitForEvents(nodeRed, "out", "kept");
    await vi.waitFor(
      async () => {
        const { queues } = (await overview(world)).outbox;
        expect(queues).toMatchObject([
          { node: "keeping", records: 1, paused: false, held: { class: "unreachable" } },
        ]);
      },
      { timeout: 30_000, interval: 100 },
    );
    await nodeRed.deploy(FLOWS_WITHOUT_CLIENT.filter(({ id }) => id !== "keeping"));
    await vi.waitFor(
      async () => {
        const told = await overview(world);
        expect(told.clients).toEqual(["other"]);
        const acme = told.connections.find(({ name }) => name === "acme");
        expect(acme).toMatchObject({ clients: [], clientId: READY_MADE_SERVER_CLIENT.clientId });
        expect(told.outbox).toMatchObject({ queues: [], orphans: [{ node: "keeping", records: 1 }] });
      },
      { timeout: 30_000, interval: 100 },
    );
    await emulator.clearFaults();
  });

  test("tells of calls in flight and of those that wait, by their node", async () => {
    const { nodeRed, emulator } = world;
    await nodeRed.deploy(OVERVIEW_FLOWS);
    await emulator.faults({ match: { path: "/crm/v8/Contacts" }, fault: "hang", times: null });
    // The edition of Acme allows 25 at once at most.
    for (let call = 0; call < 40; call++)
      await nodeRed.inject("in", { zoho: { method: "GET", path: "Contacts" } });
    await vi.waitFor(
      async () => {
        const lane = (await overview(world)).lanes.find(({ inFlight }) => inFlight > 0);
        expect(lane?.of).toBe("Acme");
        // What the tests before have kept on disk may wait there too.
        const ofOthers = lane?.waitingNodes.filter(({ node }) => node !== "call") ?? [];
        expect(lane?.waitingNodes.length).toBeGreaterThan(ofOthers.length);
        expect((lane?.inFlight ?? 0) + (lane?.waiting ?? 0)).toBeGreaterThanOrEqual(40);
      },
      { timeout: 30_000, interval: 100 },
    );
  });
});

describe("the overview under adminAuth", () => {
  let world: World;
  const user = (username: string, permissions: string | readonly string[]) => ({
    username,
    password: PASSWORD,
    permissions,
  });
  beforeAll(async () => {
    const users = [user("reader", "read"), user("guest", ["flows.read"])];
    world = await startWorld({
      flows: OVERVIEW_FLOWS,
      settings: { adminAuth: { type: "credentials", users } },
    });
  });
  afterAll(() => world.close());

  test("is for those who may read, and for nobody else", async () => {
    const url = new URL("zoho/overview", world.nodeRed.adminUrl);
    expect((await fetch(url)).status).toBe(401);
    await world.nodeRed.login("guest", "secret", "flows.read");
    expect((await world.nodeRed.admin("zoho/overview")).status).toBe(401);
    await world.nodeRed.login("reader", "secret", "read");
    expect((await world.nodeRed.admin("zoho/overview")).status).toBe(200);
    const headers = { origin: "https://evil.example" };
    expect((await world.nodeRed.admin("zoho/overview", { headers })).status).toBe(403);
  });
});
