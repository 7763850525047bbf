import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Overview } from "../../nodes/shared/overview/overview-api";
import type { DeclaredConnection } from "../../nodes/zoho-client/config";
import { type FlowMessage, type FlowNode, startNodeRed } from "../support/node-red-runtime";
import { refreshTokenOf } from "./support/refresh-token";
import { catcher, client, declared, probeIn, probeOut, request, TAB } from "./support/zoho-flow";
import { startWorld, type World } from "./support/world";

const CALL: readonly FlowNode[] = [
  TAB,
  probeIn("in", "call"),
  request("call", { product: "", method: "" }, [["out"]]),
  catcher("catch", ["call"], "failed"),
  probeOut("out"),
  probeOut("failed"),
];

const ASK_ORG = { zoho: { connection: "acme", path: "org" } };

function acme(properties: Partial<DeclaredConnection>): DeclaredConnection {
  return { ...declared("acme", "Sandbox"), ...properties };
}

function flows(connection: DeclaredConnection, credentials: object = {}): readonly FlowNode[] {
  return [...CALL, client("client", { connections: [connection], credentials })];
}

/** @returns what comes of a call, well or not */
async function call({ nodeRed }: World): Promise<FlowMessage> {
  nodeRed.forget();
  await nodeRed.inject("in", ASK_ORG);
  const failed = nodeRed.waitFor("failed");
  const [first] = await Promise.race([nodeRed.waitFor("out"), failed]);
  void failed.catch(() => undefined);
  return first ?? {};
}

describe("connections declared as code", () => {
  let world: World | undefined;
  afterEach(async () => {
    await world?.close();
  });

  async function start(): Promise<World> {
    world = await startWorld({ flows: CALL });
    return world;
  }

  test("a refresh token among the node's credentials is used, and stands in no flow file", async () => {
    const current = await start();
    const token = await refreshTokenOf(current, "Sandbox");
    await current.nodeRed.deploy(flows(acme({ refreshToken: "refreshToken3" }), { refreshToken3: token }));
    expect(await call(current)).toMatchObject({ statusCode: 200, zohoResult: { environment: "Sandbox" } });
    const deployed = await (await current.nodeRed.admin("flows")).text();
    expect(deployed).toContain("refreshToken3");
    expect(deployed).not.toContain(token);
  });

  test("a credential may name a variable, and so may the row itself", async () => {
    const first = await start();
    const token = await refreshTokenOf(first, "Sandbox");
    const env = { ACME_TOKEN: token, ZOHO_EMULATOR_URL: first.running.url };
    await first.nodeRed.stop();
    for (const [connection, credentials] of [
      [acme({ refreshToken: "refreshToken1" }), { refreshToken1: "${ACME_TOKEN}" }],
      [acme({ refreshToken: "${ACME_TOKEN}" }), {}],
    ] as const) {
      const nodeRed = await startNodeRed({ version: "4.1", flows: CALL, env });
      await nodeRed.deploy(flows(connection, credentials));
      await nodeRed.inject("in", ASK_ORG);
      const [msg] = await nodeRed.waitFor("out");
      expect(msg).toMatchObject({ statusCode: 200 });
      await nodeRed.stop();
    }
  });

  test("what was declared wrongly is mended by declaring it right, with the same token", async () => {
    const current = await start();
    const credentials = { refreshToken1: await refreshTokenOf(current, "Sandbox") };
    const wrong = acme({ refreshToken: "refreshToken1", environment: "Production" });
    await current.nodeRed.deploy(flows(wrong, credentials));
    expect(await call(current)).toMatchObject({ error: { cause: { code: "wrong_environment" } } });
    await current.nodeRed.deploy(flows({ ...wrong, environment: "Sandbox" }, credentials));
    expect(await call(current)).toMatchObject({ statusCode: 200 });
  });
});

describe("a declared connection whose variables are not there", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ flows: CALL, env: { EMPTY: "" } });
  });
  afterAll(() => world.close());

  test.each<[what: string, connection: DeclaredConnection, credentials: object]>([
    ["the refresh token of 'acme'", acme({ refreshToken: "${NOT_THERE}" }), {}],
    ["the refresh token of 'acme'", acme({ refreshToken: "${EMPTY}" }), {}],
    [
      "the refresh token of 'acme'",
      acme({ refreshToken: "refreshToken1" }),
      { refreshToken1: "${NOT_THERE}" },
    ],
    ["the refresh token of 'acme'", acme({ refreshToken: "refreshToken1" }), { refreshToken1: "${EMPTY}" }],
    ["the client ID", acme({}), { clientId: "${NOT_THERE}" }],
    ["the client secret", acme({}), { clientSecret: "${EMPTY}" }],
  ])("a variable that is missing or empty is named: %s", async (field, connection, credentials) => {
    // Node-RED keeps the credentials of a node that is deployed with others, but not those of one that is gone.
    await world.nodeRed.deploy(CALL);
    const before = world.nodeRed.log().length;
    await world.nodeRed.deploy(flows(connection, credentials));
    const name = JSON.stringify([connection, credentials]).includes("EMPTY") ? "EMPTY" : "NOT_THERE";
    await call(world);
    expect(world.nodeRed.log().slice(before)).toContain(
      `The environment variable ${name}, which holds ${field}, is empty or not set.`,
    );
    expect(await world.emulator.tokenCalls()).toBe(0);
  });
});

describe("what may be done at all", () => {
  let world: World | undefined;
  afterEach(async () => {
    await world?.close();
  });

  test("a read-only connection reads and does not write, until the switch is taken out", async () => {
    const connections = [{ ...declared("acme"), readOnly: true }];
    world = await startWorld({ flows: [...CALL, client("client", { connections })], ready: ["acme"] });
    const write = {
      zoho: { connection: "acme", path: "Leads", method: "POST" },
      payload: { Last_Name: "X" },
    };
    await world.nodeRed.inject("in", write);
    const [failed] = await world.nodeRed.waitFor("failed");
    expect(failed).toMatchObject({ error: { cause: { class: "rejected", code: "read_only" } } });
    expect(await world.emulator.requests()).toEqual([]);
    await world.nodeRed.inject("in", ASK_ORG);
    await world.nodeRed.waitFor("out");
    world.nodeRed.forget();
    await world.nodeRed.deploy([...CALL, client("client", { connections: [declared("acme")] })]);
    await world.nodeRed.inject("in", write);
    const [written] = await world.nodeRed.waitFor("out");
    expect(written).toMatchObject({ statusCode: 201 });
  });

  test("a gateway that may only use Sandbox refuses Production, and says so", async () => {
    const connections = [declared("acme"), declared("acme-test", "Sandbox")];
    world = await startWorld({
      flows: [...CALL, client("client", { connections })],
      settings: { zohoClientAllowedEnvironments: ["Sandbox"] },
      ready: ["acme-test"],
    });
    expect(world.nodeRed.log()).toContain("may only use: Sandbox");
    const overview = (await (await world.nodeRed.admin("zoho/overview")).json()) as Overview;
    expect(overview.errors.map(({ node, code }) => `${node.id} ${code}`)).toContain(
      "client environment_forbidden",
    );
    await world.nodeRed.inject("in", ASK_ORG);
    const [failed] = await world.nodeRed.waitFor("failed");
    expect(failed).toMatchObject({ error: { cause: { code: "not_connected", connection: "acme" } } });
    await world.nodeRed.inject("in", { zoho: { connection: "acme-test", path: "org" } });
    await world.nodeRed.waitFor("out");
  });
});
