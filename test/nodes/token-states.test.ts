import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FlowMessage, FlowNode } from "../support/node-red-runtime";
import { PROJECT_ROOT } from "../support/project-root";
import { authorize, client, probeIn, probeOut, refresh, request } from "./support/zoho-flow";
import { openInBrowser, startWorld, type World } from "./support/world";

/** An example as it is imported; probes stand where it shows something. */
async function example(name: string): Promise<readonly FlowNode[]> {
  const flow = JSON.parse(
    await readFile(join(PROJECT_ROOT, "examples", `${name}.json`), "utf8"),
  ) as readonly FlowNode[];
  return flow.map((node) => (node.type === "debug" ? { ...node, type: "probe-out" } : node));
}

const MORE: readonly FlowNode[] = [
  { id: "tab", type: "tab", label: "test" },
  client("more-client"),
  probeIn("start-in", "start"),
  authorize("start", { client: "zohoex6client", connection: "later" }, [["prompt"], ["connected"]]),
  probeIn("call-in", "call"),
  request("call", { client: "zohoex6client", connection: "acme-production", path: "org" }, [["answer"]]),
  probeIn("check-in", "check"),
  refresh("check", { client: "zohoex6client" }, [["state"]]),
  ...["prompt", "connected", "answer", "state"].map(probeOut),
];

describe("the examples that watch the tokens", () => {
  let world: World;
  beforeAll(async () => {
    const flows = [...(await example("5 Watch the tokens")), ...(await example("6 A health page")), ...MORE];
    world = await startWorld({ flows, env: { ZOHO_MACHINES: "16" }, ready: ["acme-production"] });
  });
  afterAll(() => world.close());
  beforeEach(() => {
    world.nodeRed.forget();
  });

  async function health(): Promise<{ readonly status: number; readonly states: readonly FlowMessage[] }> {
    const response = await fetch(`${world.nodeRed.url}/zoho-health`);
    return { status: response.status, states: (await response.json()) as readonly FlowMessage[] };
  }

  test("the health page tells all about a connection, and what many machines add up to", async () => {
    const { status, states } = await health();
    expect(status).toBe(200);
    expect(states).toHaveLength(1);
    expect(states[0]).toMatchObject({
      connection: "acme-production",
      state: "healthy",
      summary: "'acme-production' works.",
      dataCenter: "us",
      environment: "Production",
      orgName: "Acme",
      user: "Robin Vale",
      knownGrants: 1,
      usedElsewhere: false,
      fleet: { grants: 16, limit: 20, left: 4, verdict: "nearly full" },
    });
    expect(await world.emulator.requests()).toEqual([]);
  });

  test("a consent that waits is told as pending, with its end; then the connection is healthy", async () => {
    await world.emulator.settings({ autoConsent: "Robin Vale", autoConsentOrg: "Acme (Sandbox)" });
    await world.nodeRed.inject("start-in", {});
    const [prompt] = await world.nodeRed.waitFor("prompt");
    const { url, expiresAt } = prompt?.["payload"] as { url: string; expiresAt: string };
    const waiting = await health();
    expect(waiting.status).toBe(503);
    expect(waiting.states).toContainEqual(
      expect.objectContaining({ connection: "later", state: "pending", pendingUntil: expiresAt }),
    );
    await openInBrowser(url);
    await world.nodeRed.waitFor("connected");
    const { status, states } = await health();
    expect([status, ...states.map(({ state }) => state)]).toEqual([200, "healthy", "healthy"]);
  });

  test("a grant that was revoked makes one alert in plain words, and the health page fails", async () => {
    await world.emulator.action("revokeGrants", { org: "Acme (Production)" });
    for (let call = 0; call < 3; call++) await world.nodeRed.inject("call-in", {});
    const [alert] = await world.nodeRed.waitFor("zohoex5dbg");
    expect(alert).toMatchObject({ topic: "Zoho: a connection needs you" });
    expect(alert?.["payload"]).toContain("'acme-production' must be authorized again");
    expect((await health()).status).toBe(503);
    await world.nodeRed.inject("check-in", { zoho: { connection: "acme-production" } });
    const [state] = await world.nodeRed.waitFor("state");
    expect(state).toMatchObject({ statusCode: 503, payload: { state: "authorize_again" } });
    expect(await world.nodeRed.messages("zohoex5dbg")).toHaveLength(1);
  });

  test("after a start what needs somebody is told again", async () => {
    await world.nodeRed.restart();
    const [alert] = await world.nodeRed.waitFor("zohoex5dbg");
    expect(alert?.["payload"]).toContain("must be authorized again");
  });
});
