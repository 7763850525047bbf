import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { CLIENT_DEFAULTS } from "../../nodes/zoho-client/config";
import { READY_MADE_SERVER_CLIENT } from "../../src/emulator/ready-made-clients";
import { catcher, client, declared, probeIn, probeOut, refresh, request, TAB } from "./support/zoho-flow";
import type { FlowMessage } from "../support/node-red-runtime";
import { startWorld, type World } from "./support/world";

const FLOWS = [
  TAB,
  client("client", { connections: [declared("acme"), declared("acme-test", "Sandbox")] }),
  probeIn("check-in", "check"),
  refresh("check", {}, [["state"]]),
  probeIn("all-in", "all"),
  refresh("all", { connection: "*" }, [["state"]]),
  probeIn("force-in", "force"),
  refresh("force", { mode: "force" }, [["state"]]),
  refresh("watch", { connection: "*", watch: true }, [["watched"]]),
  refresh("watch-one", { watch: true }, [["watched-one"]]),
  probeOut("watched-one"),
  probeIn("call-in", "call"),
  request("call", { product: "", method: "" }, [["answer"]]),
  catcher("catch", ["check", "force", "call"], "failed"),
  probeOut("state"),
  probeOut("watched"),
  probeOut("answer"),
  probeOut("failed"),
];

describe("zoho-refresh and the tokens behind it", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ flows: FLOWS, ready: ["acme", "acme-test"] });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.nodeRed.forget();
    await world.emulator.forgetRequests();
  });

  /** What the watch sent about changes; the first state of each connection is no change. */
  async function changes(state: string): Promise<readonly unknown[]> {
    const isWanted = ({ payload }: FlowMessage): boolean =>
      (payload as { before?: string }).before !== undefined && (payload as { state: string }).state === state;
    const all = await world.nodeRed.waitFor("watched", isWanted);
    return all.filter(isWanted).map(({ payload }) => payload);
  }

  test("a check tells the state and spends nothing", async () => {
    await world.nodeRed.inject("check-in", { zoho: { connection: "acme" }, topic: "kept" });
    const [msg] = await world.nodeRed.waitFor("state");
    expect(msg).toMatchObject({
      topic: "kept",
      payload: { connection: "acme", state: "healthy", accessToken: true, issuesLeft: 10, knownGrants: 1 },
    });
    const { secondsLeft, scopes } = msg?.["payload"] as { secondsLeft: number; scopes: string[] };
    expect(secondsLeft).toBeGreaterThan(3_000);
    expect(scopes).toContain("ZohoCRM.modules.ALL");
    expect(await world.emulator.requests()).toEqual([]);
  });

  test("all connections are told at once", async () => {
    await world.nodeRed.inject("all-in", {});
    const [msg] = await world.nodeRed.waitFor("state");
    expect((msg?.["payload"] as { connection: string }[]).map(({ connection }) => connection)).toEqual([
      "acme",
      "acme-test",
    ]);
  });

  test("a renewal on purpose costs one token call and is counted", async () => {
    await world.nodeRed.inject("force-in", { zoho: { connection: "acme-test" } });
    const [msg] = await world.nodeRed.waitFor("state");
    expect(msg?.["payload"]).toMatchObject({ connection: "acme-test", issuesLeft: 9 });
    expect(await world.emulator.tokenCalls()).toBe(1);
  });

  test("calls after a Deploy and a restart spend no token", async () => {
    await world.nodeRed.deploy(FLOWS);
    await world.nodeRed.restart();
    await world.nodeRed.inject("call-in", { zoho: { connection: "acme", path: "org" } });
    await world.nodeRed.waitFor("answer");
    await world.nodeRed.restart("SIGKILL");
    await world.nodeRed.inject("call-in", { zoho: { connection: "acme-test", path: "org" } });
    await world.nodeRed.waitFor("answer", 2);
    expect(await world.emulator.tokenCalls()).toBe(0);
  });

  test("a token that was evicted at Zoho is renewed once for fifty calls at once", async () => {
    await world.emulator.action("evictAccessTokens");
    for (let index = 0; index < 50; index++) {
      await world.nodeRed.inject("call-in", { zoho: { connection: "acme", path: "org" } });
    }
    await world.nodeRed.waitFor("answer", 50);
    expect(await world.nodeRed.messages("failed")).toEqual([]);
    expect(await world.emulator.tokenCalls()).toBe(1);
  });

  test("a watch of the client's only connection says where there are several", async () => {
    await world.nodeRed.deploy(FLOWS);
    const shown = await world.nodeRed.waitForStatus("watch-one", ({ text }) => text !== undefined);
    expect(shown.at(-1)).toMatchObject({ fill: "red" });
    expect(world.nodeRed.log()).toContain("The client has several connections (acme, acme-test)");
    expect(await world.nodeRed.messages("watched-one")).toEqual([]);
  });

  test("a connection that is made or removed is reported by the watch, and a removed one leaves no trace", async () => {
    const code = await world.emulator.grantCode({
      scope: "ZohoCRM.org.READ",
      org: "Sandbox",
      clientId: READY_MADE_SERVER_CLIENT.clientId,
    });
    const response = await world.nodeRed.admin("zoho/grant-code", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        client: { ...CLIENT_DEFAULTS, id: "client", realm: "emulator", credentials: {} },
        connection: "short-lived",
        code,
      }),
    });
    expect(response.status).toBe(200);
    const [made] = await changes("healthy");
    expect(made).toMatchObject({
      connection: "short-lived",
      before: "not_connected",
      state: "healthy",
    });
    const { connection } = (await response.json()) as { connection: { id: string } };
    await world.nodeRed.admin(`zoho/connections/${connection.id}`, { method: "DELETE" });
    const [gone] = await changes("not_connected");
    expect(gone).toMatchObject({
      connection: "short-lived",
      before: "healthy",
      state: "not_connected",
      knownGrants: 0,
    });
  });

  test("a grant that was revoked at Zoho is reported once by the watch, and Zoho is not asked again", async () => {
    await world.emulator.action("revokeGrants", { org: "Acme (Sandbox)" });
    for (let index = 0; index < 5; index++) {
      await world.nodeRed.inject("call-in", { zoho: { connection: "acme-test", path: "org" } });
      await world.nodeRed.waitFor("failed", index + 1);
    }
    const [watched, second] = await changes("authorize_again");
    expect(watched).toMatchObject({
      connection: "acme-test",
      before: "healthy",
      state: "authorize_again",
    });
    expect(second).toBeUndefined();
    await world.nodeRed.restart();
    await world.nodeRed.inject("call-in", { zoho: { connection: "acme-test", path: "org" } });
    const failed = await world.nodeRed.waitFor("failed", 6);
    expect(failed.at(-1)).toMatchObject({
      error: { cause: { class: "expired_token", code: "grant_revoked", connection: "acme-test" } },
    });
    expect(await world.emulator.tokenCalls()).toBe(1);
  });
});
