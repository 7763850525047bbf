import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { FlowMessage } from "../support/node-red-runtime";
import { authorize, catcher, client, probeIn, probeOut, request, TAB } from "./support/zoho-flow";
import { openInBrowser, startWorld, type World } from "./support/world";

const EVERYBODY = "Robin Vale";

const FLOWS = [
  TAB,
  client("client"),
  client("self-client", { clientType: "self" }),
  probeIn("browser-in", "browser"),
  authorize("browser", { errors: "output" }, [["prompt"], ["connected"], ["failed"]]),
  probeIn("hasty-in", "hasty"),
  authorize("hasty", { timeout: 1, errors: "output" }, [["prompt"], ["connected"], ["failed"]]),
  probeIn("code-in", "code"),
  authorize("code", { client: "self-client", way: "grantCode" }, [["prompt"], ["connected"]]),
  catcher("catch", ["code"], "code-failed"),
  probeOut("code-failed"),
  probeOut("prompt"),
  probeOut("connected"),
  probeOut("failed"),
  probeIn("call-in", "call"),
  request("call", { product: "", method: "" }, [["answer"]]),
  probeOut("answer"),
];

describe("connecting from a flow", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ flows: FLOWS });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.nodeRed.forget();
    await world.emulator.settings({
      autoConsent: EVERYBODY,
      autoConsentOrg: "Acme (Production)",
      autoConsentAnswer: "accept",
    });
  });

  async function prompt(
    connection: string,
    probe = "browser-in",
  ): Promise<{ url: string; message: FlowMessage }> {
    await world.nodeRed.inject(probe, { zoho: { connection }, topic: "kept", payload: "in" });
    const [message = {}] = await world.nodeRed.waitFor("prompt");
    return { url: (message["payload"] as { url: string }).url, message };
  }

  test("the prompt names the address, the connection and when it ends; then the flow learns what was connected", async () => {
    const { url, message } = await prompt("acme");
    expect(message).toMatchObject({ topic: "kept", payload: { connection: "acme" } });
    expect(Date.parse((message["payload"] as { expiresAt: string }).expiresAt)).toBeGreaterThan(Date.now());
    const page = await openInBrowser(url);
    expect(page.text).toContain("Connected");
    const [connected] = await world.nodeRed.waitFor("connected");
    expect(connected).toMatchObject({
      topic: "kept",
      payload: {
        name: "acme",
        orgName: "Acme",
        environment: "Production",
        dataCenter: "us",
        pins: "verified",
      },
    });
    expect(connected).not.toHaveProperty("zoho");
    await world.nodeRed.inject("call-in", { zoho: { connection: "acme", path: "org" } });
    const [answer] = await world.nodeRed.waitFor("answer");
    expect(answer?.["statusCode"]).toBe(200);
  });

  test("an answer can be given once: its address opened again changes nothing", async () => {
    const { url } = await prompt("acme-once");
    const page = await openInBrowser(url);
    expect(page.text).toContain("Connected");
    await world.nodeRed.waitFor("connected");
    const state = new URL(url).searchParams.get("state") ?? "";
    const again = await fetch(`${world.nodeRed.url}/zoho/callback?state=${state}&code=1000.a.b`);
    expect(again.status).toBe(400);
    expect(await again.text()).toContain("unknown, used, or too old");
  });

  test("a rejected consent leaves by the error output", async () => {
    await world.emulator.settings({ autoConsentAnswer: "reject" });
    const { url } = await prompt("rejected");
    await openInBrowser(url);
    const [failed] = await world.nodeRed.waitFor("failed");
    expect(failed).toMatchObject({
      payload: "in",
      topic: "kept",
      error: { cause: { class: "rejected", code: "access_denied", connection: "rejected" } },
    });
  });

  test("a consent that nobody ends says what may have happened", async () => {
    await prompt("abandoned", "hasty-in");
    const [failed] = await world.nodeRed.waitFor("failed");
    const cause = (failed?.["error"] as { cause: { code: string; reason: string } }).cause;
    expect(cause).toMatchObject({
      class: "expired_token",
      code: "consent_abandoned",
      details: { apps: ["CRM"] },
    });
    expect(cause.reason).toContain("no_org");
  });

  test("a forged accounts server is refused, and no secret leaves", async () => {
    await world.emulator.forgetRequests();
    const { url } = await prompt("forged");
    const state = new URL(url).searchParams.get("state") ?? "";
    const query = `state=${state}&code=1000.a.b&location=us&accounts-server=https%3A%2F%2Faccounts.zoho.com.evil.example`;
    await openInBrowser(`${world.nodeRed.url}/zoho/callback?${query}`);
    const [failed] = await world.nodeRed.waitFor("failed");
    expect(failed).toMatchObject({ error: { cause: { class: "rejected", code: "forged_callback" } } });
    expect(await world.emulator.tokenCalls()).toBe(0);
  });

  test("a consent survives a restart, and the flow learns of it", async () => {
    const { url } = await prompt("patient");
    await world.nodeRed.restart();
    world.nodeRed.forget();
    await openInBrowser(url);
    const [connected] = await world.nodeRed.waitFor("connected");
    expect(connected).toMatchObject({ payload: { name: "patient", orgName: "Acme" } });
  });

  test("a consent that ends in the middle of a restart is told when the flows run", async () => {
    await world.emulator.forgetRequests();
    await world.emulator.faults({ match: { path: "/oauth/v2/token" }, fault: "hang", times: 1 });
    const { url } = await prompt("cut-short");
    const page = openInBrowser(url).catch(() => undefined);
    await vi.waitFor(async () => {
      expect(await world.emulator.tokenCalls()).toBe(1);
    }, 20_000);
    world.nodeRed.forget();
    await world.nodeRed.restart("SIGKILL");
    await page;
    const [failed] = await world.nodeRed.waitFor("failed");
    expect(failed).toMatchObject({
      error: { cause: { code: "consent_interrupted", connection: "cut-short" } },
    });
    await world.emulator.clearFaults();
  });

  test("a Self Client code connects, and is in no message that goes on", async () => {
    const code = await world.emulator.grantCode({
      scope: "ZohoCRM.modules.ALL,ZohoCRM.org.READ",
      org: "Sandbox",
    });
    await world.nodeRed.inject("code-in", { payload: code, zoho: { connection: "by-code" } });
    const [connected] = await world.nodeRed.waitFor("connected");
    expect(connected).toMatchObject({ payload: { name: "by-code", environment: "Sandbox" } });
    world.nodeRed.forget();
    await world.nodeRed.inject("code-in", { payload: { code }, zoho: { connection: "by-code" } });
    const [failed] = await world.nodeRed.waitFor("code-failed");
    expect(failed).toMatchObject({
      payload: null,
      error: { cause: { class: "expired_token", code: "grant_code_invalid" } },
    });
    expect(JSON.stringify([connected, failed])).not.toContain(code);
  });
});
