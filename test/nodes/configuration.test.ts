import { afterEach, describe, expect, test } from "vitest";
import { READY_MADE_SERVER_CLIENT } from "../../src/emulator/ready-made-clients";
import { EMULATOR_TOKEN_PREFIX } from "../../src/emulator/token-form";
import type { FlowMessage, FlowNode } from "../support/node-red-runtime";
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

const ORG = { zoho: { connection: "acme", path: "org" } };

describe("a wrong configuration", () => {
  let world: World | undefined;
  afterEach(async () => {
    await world?.close();
  });

  async function failure(current: World, msg: FlowMessage = ORG): Promise<Record<string, unknown>> {
    current.nodeRed.forget();
    await current.nodeRed.inject("in", msg);
    const [failed] = await current.nodeRed.waitFor("failed");
    return (failed?.["error"] as { cause: Record<string, unknown> }).cause;
  }

  test("a client without credentials, a node without a client, a client that is gone: each says what to do", async () => {
    const missing = { name: "my client", realm: "zoho" } as const;
    world = await startWorld({ flows: [...CALL, client("client", missing)] });
    expect(await failure(world)).toMatchObject({ class: "rejected", code: "missing_credentials" });
    expect((await failure(world))["reason"]).toBe("The client 'my client' has no client ID.");
    await world.nodeRed.deploy([
      ...CALL,
      client("client", { ...missing, credentials: { clientId: "1000.SOMETHING" } }),
    ]);
    expect((await failure(world))["reason"]).toBe("The client 'my client' has no client secret.");
    await world.nodeRed.deploy(CALL);
    expect(await failure(world)).toMatchObject({ class: "rejected", code: "missing_client" });
  });

  test("a wrong client secret is asked about once, and a right one mends it", async () => {
    const connections = [declared("acme")];
    world = await startWorld({ flows: [...CALL, client("client", { connections })], ready: ["acme"] });
    await world.nodeRed.deploy([
      ...CALL,
      client("client", { connections, credentials: { ...READY_MADE_SERVER_CLIENT, clientSecret: "wrong" } }),
    ]);
    await world.emulator.action("evictAccessTokens");
    for (let call = 0; call < 3; call++) {
      expect(await failure(world)).toMatchObject({
        class: "rejected",
        code: "invalid_client_secret",
        connection: "acme",
      });
    }
    expect(await world.emulator.tokenCalls()).toBe(1);
    const credentials = READY_MADE_SERVER_CLIENT;
    await world.nodeRed.deploy([...CALL, client("client", { connections, credentials })]);
    await world.nodeRed.inject("in", ORG);
    await world.nodeRed.waitFor("out");
  });

  test("a refresh token typed into the flow file is refused without being repeated", async () => {
    const token = "1000.0123456789abcdef0123456789abcdef.0123456789abcdef0123456789abcdef";
    const connections = [{ ...declared("acme"), refreshToken: token }];
    world = await startWorld({ flows: [...CALL, client("client", { connections })] });
    expect(await failure(world)).toMatchObject({ class: "expired_token", code: "not_connected" });
    const warnings = world.nodeRed
      .log()
      .split("\n")
      .filter((line) => line.includes("[warn]"));
    expect(warnings.join()).toContain("flow files are no place for secrets");
    expect(warnings.join()).not.toContain(token);
  });

  test("a declared refresh token is taken over once, and a later consent of a person stays", async () => {
    const connections = [{ ...declared("acme", ""), refreshToken: "${ACME_TOKEN}" }];
    const flows = [...CALL, client("client", { connections })];
    const token = `${EMULATOR_TOKEN_PREFIX}0123456789abcdef.0123456789abcdef0123456789abcdef`;
    world = await startWorld({ flows, env: { ACME_TOKEN: token } });
    expect(await failure(world)).toMatchObject({ class: "expired_token", code: "grant_revoked" });
    await world.nodeRed.restart();
    expect(await failure(world)).toMatchObject({ class: "expired_token", code: "grant_revoked" });
    expect(await world.emulator.tokenCalls()).toBe(1);
  });

  test("a real secret or refresh token that stands in the emulator's realm is not sent there", async () => {
    const secret = "5ec2e75ec2e75ec2e75ec2e75ec2e75ec2e75ec2e7";
    const token = "1000.0123456789abcdef0123456789abcdef.0123456789abcdef0123456789abcdef";
    const connections = [declared("by-itself"), { ...declared("acme"), refreshToken: "${ACME_TOKEN}" }];
    // A wrong secret would keep 'by-itself' from coming.
    world = await startWorld({
      flows: [...CALL, client("client", { connections, credentials: { clientSecret: secret } })],
      env: { ACME_TOKEN: token },
      ready: ["by-itself"],
    });
    expect(await failure(world)).toMatchObject({ class: "expired_token", code: "not_connected" });
    expect(await world.emulator.tokenCalls()).toBe(0);
    expect(world.nodeRed.log()).toContain("was not issued by the emulator");
    expect(world.nodeRed.log()).not.toContain(token);
  });

  test("a message that comes before the declared connections are set up waits for them", async () => {
    world = await startWorld({ flows: CALL });
    await world.emulator.faults({ match: { path: "/oauth/v2/token" }, fault: "slow", delayMs: 1_500 });
    await world.nodeRed.deploy([...CALL, client("client", { connections: [declared("acme")] })]);
    await world.nodeRed.inject("in", ORG);
    await world.nodeRed.waitFor("out");
    expect(await world.nodeRed.messages("failed")).toEqual([]);
  });

  test("a Deploy ends calls that hang, and Node-RED runs on", async () => {
    world = await startWorld({
      flows: [...CALL, client("client", { connections: [declared("acme")] })],
      ready: ["acme"],
    });
    await world.emulator.faults({ match: { host: "www.zohoapis.com" }, fault: "hang", times: 20 });
    for (let call = 0; call < 20; call++) await world.nodeRed.inject("in", ORG);
    await world.nodeRed.waitForStatus("call", (status) => status.text !== undefined);
    await world.nodeRed.deploy([...CALL, client("client", { connections: [declared("acme")] })]);
    await world.emulator.clearFaults();
    world.nodeRed.forget();
    await world.nodeRed.inject("in", ORG);
    await world.nodeRed.waitFor("out");
    expect(world.nodeRed.log()).not.toMatch(/Error stopping node|Unhandled|Uncaught/);
  });
});
