import { describe, expect, it } from "vitest";
import { DeployedClients } from "../../../nodes/shared/deployed-clients";
import { BudgetLooks } from "../../../nodes/shared/overview/budget-looks";
import { connectionRows } from "../../../nodes/shared/overview/connection-rows";
import { laneRows } from "../../../nodes/shared/overview/lane-rows";
import { LeftQueues } from "../../../nodes/shared/overview/left-queues";
import type { OverviewConnection } from "../../../nodes/shared/overview/overview-api";
import type { NodeAPI } from "../../../nodes/shared/red";
import { laneOf } from "../../../src/api/governor/governor";
import { ZohoError } from "../../../src/errors/zoho-error";
import type { BudgetRecord } from "../../../src/vault/vault";
import { connected, library } from "../support/library";
import { HeldClock, settled } from "../support/held-clock";

/** A library with connections, and one deployed client that has most of them. */
async function world(names: readonly string[]) {
  const { zoho, vault, clock } = library();
  for (const name of names) await connected(vault, name);
  const clients = new DeployedClients();
  clients.add("node", {
    realm: "zoho",
    clientId: "1000.CLIENT",
    dataCenterSecrets: {},
    dataCenter: "us",
    readOnly: [],
    declaredDataCenters: [],
  });
  const rows = async (budgets: Readonly<Record<string, Partial<BudgetRecord>>> = {}) =>
    connectionRows({ zoho, clients }, await zoho.connections.all(), {
      of: async (id) => ({ id, issues: [], ...budgets[id] }),
    });
  return { zoho, vault, clock, clients, rows };
}

function names(rows: readonly OverviewConnection[]): readonly string[] {
  return rows.map(({ name }) => name);
}

describe("the connections of the overview", () => {
  it("begin with those that need somebody; what is well comes last, by name", async () => {
    const { vault, zoho, rows } = await world(["delta", "alpha", "beta"]);
    await connected(vault, "lost", { record: { clientId: "1000.GONE" } });
    const [beta, delta] = await Promise.all(
      ["beta", "delta"].map((name) => zoho.connections.find("zoho", name)),
    );
    const now = zoho.zohoTime.now();
    const found = await rows({
      [beta?.id ?? ""]: { brokenGeneration: 100 },
      [delta?.id ?? ""]: { throttledUntil: now + 60_000, issues: [now, now] },
    });
    expect(names(found)).toEqual(["beta", "delta", "lost", "alpha"]);
    expect(found.map(({ state }) => state)).toEqual(["authorize_again", "throttled", "healthy", "healthy"]);
    expect(found[1]?.tokens).toEqual({
      sent: 2,
      limit: 10,
      retryAt: new Date(now + 60_000).toISOString(),
    });
    expect(found[2]).toMatchObject({ clients: [], clientId: "1000.GONE" });
    expect(found[3]).toMatchObject({ clients: ["node"], orgName: "Acme", tokens: { sent: 0 } });
    expect(found[3]).not.toHaveProperty("clientId");
  });

  it("hold no secret and no token", async () => {
    const { rows } = await world(["acme"]);
    expect(JSON.stringify(await rows())).not.toMatch(/secret|refreshToken|1000\.[0-9a-f]{8}/i);
  });

  it("are read from the vault once, however often somebody looks, and changes of this process show at once", async () => {
    const { zoho, vault, clock, rows } = await world(["acme"]);
    await zoho.connections.all(60_000);
    await clock.pass(30_000);
    await connected(vault, "made-by-another-process");
    expect(await zoho.connections.all(60_000)).toHaveLength(1);
    zoho.connections.remember(await connected(vault, "made-here"));
    expect(await zoho.connections.all(60_000)).toHaveLength(2);
    await clock.pass(30_000);
    expect(names(await rows())).toEqual(["acme", "made-by-another-process", "made-here"]);
  });

  it("have their budgets opened anew only when their tokens have changed", async () => {
    const reads: string[] = [];
    let changed: (id: string) => void = () => undefined;
    const looks = new BudgetLooks({
      zoho: { tokens: { budgets: { read: async (id) => void reads.push(id) as undefined } } },
      onChange: (listener) => {
        changed = listener;
        return () => undefined;
      },
    });
    for (const id of ["one", "two", "one", "two", "one"]) await looks.of(id);
    expect(reads).toEqual(["one", "two"]);
    changed("one");
    for (const id of ["one", "two"]) await looks.of(id);
    expect(reads).toEqual(["one", "two", "one"]);
  });
});

describe("the calls of the overview", () => {
  it("stand by org and product, the busiest first, with the nodes that wait and the credits that are left", async () => {
    const { zoho } = await world(["acme"]);
    const acme = await zoho.connections.find("zoho", "acme");
    if (acme === undefined) throw new Error("no acme");
    const crm = laneOf(acme, "crm", "700001");
    const desk = laneOf(acme, "desk", undefined);
    for (let count = 0; count < 13; count++) zoho.governor.enter(crm, { origin: "a node" });
    zoho.governor.enter(desk, { origin: "another" }).leave();
    zoho.credits.learn(crm, { "x-api-credits-remaining": "1234" });
    const rows = laneRows(zoho, await zoho.connections.all());
    expect(rows).toEqual([
      {
        product: "crm",
        of: "Acme",
        environment: "Production",
        inFlight: 10,
        waiting: 3,
        waitingNodes: [{ node: "a node", waiting: 3 }],
        creditsLeft: 1234,
      },
      { product: "desk", of: "acme", inFlight: 0, waiting: 0, waitingNodes: [] },
    ]);
  });
});

describe("what nodes have left", () => {
  const RED = { nodes: { getNode: () => null } } as unknown as NodeAPI;

  it("is looked for now and then, and at once when the last queue has closed", async () => {
    const clock = new HeldClock();
    let looks = 0;
    let open = 0;
    const outbox = {
      states: () => Array.from({ length: open }, () => ({})),
      orphans: async () => [{ queue: "gone", records: ++looks }],
    };
    const left = new LeftQueues(RED, clock);
    const records = async () => {
      const { orphans } = await left.of({ outbox } as never);
      return orphans[0]?.records;
    };
    expect([await records(), await records()]).toEqual([1, 1]);
    open = 1;
    expect([await records(), await records()]).toEqual([2, 3]);
    open = 0;
    expect([await records(), await records()]).toEqual([4, 4]);
    await clock.pass(60_000);
    expect(await records()).toBe(5);
  });

  it("lets nobody wait for an outbox that does not open, and says what is in the way", async () => {
    const clock = new HeldClock();
    let fail: (error: Error) => void = () => undefined;
    const outbox = {
      states: () => [{}],
      orphans: () => new Promise((_resolve, reject) => (fail = reject)),
    };
    const left = new LeftQueues(RED, clock);
    const answer = left.of({ outbox } as never);
    await settled();
    await clock.pass(1_000);
    expect(await answer).toEqual({ orphans: [], isOpening: true });
    const next = left.of({ outbox } as never);
    fail(new ZohoError("outbox_missing", { details: { problem: "not installed" } }));
    expect(await next).toMatchObject({ isOpening: false, problem: { reason: /classic-level/ } });
  });
});
