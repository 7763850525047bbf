import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { READY_MADE_SELF_CLIENT } from "../../src/emulator/ready-made-clients";
import { DATA_CENTERS } from "../../src/zoho/data-centers";
import type { ReachedOrgs } from "../../src/vault/vault";
import type { FlowMessage } from "../support/node-red-runtime";
import { refreshTokenOf } from "./support/refresh-token";
import { authorize, catcher, client, probeIn, probeOut, request, TAB } from "./support/zoho-flow";
import { startWorld, type World } from "./support/world";

/** Nothing listens there: what a gateway behind a router looks like to the person's browser. */
const UNREACHABLE = "http://127.0.0.1:9/zoho/callback";

const OUT = [["prompt"], ["connected"]];

const FLOWS = [
  TAB,
  client("client", { redirectUri: UNREACHABLE }),
  client("self-client", { clientType: "self" }),
  client("device-client", { clientType: "device" }),
  probeIn("browser-in", "browser"),
  authorize("browser", { action: "" }, OUT),
  probeIn("device-in", "device"),
  authorize("device", { client: "device-client", way: "deviceCode" }, OUT),
  probeIn("code-in", "code"),
  authorize("code", { client: "self-client", way: "grantCode", action: "" }, OUT),
  probeIn("token-in", "token"),
  authorize("token", { way: "refreshToken" }, OUT),
  probeIn("credentials-in", "credentials"),
  authorize("credentials", { client: "self-client", way: "clientCredentials" }, OUT),
  probeIn("disconnect-in", "disconnect"),
  authorize("disconnect", { action: "disconnect" }, OUT),
  catcher("catch", ["browser", "device", "code", "token", "credentials", "disconnect", "call"], "failed"),
  probeOut("failed"),
  probeOut("prompt"),
  probeOut("connected"),
  probeIn("call-in", "call"),
  request("call", { product: "", method: "" }, [["answer"]]),
  probeOut("answer"),
];

function withSomeId({ name }: { readonly name: string }): object {
  return { id: expect.stringMatching(/^\d+$/) as string, name };
}

describe("ways to connect from a flow", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ flows: FLOWS });
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.nodeRed.forget();
    await world.emulator.settings({
      autoConsent: "Robin Vale",
      autoConsentOrg: "Acme (Production)",
      autoConsentAnswer: "accept",
      deviceInterval: 1,
    });
  });

  /** What comes of a message, and that nothing secret in it went on. */
  async function sent(
    probe: string,
    msg: FlowMessage,
    to: string,
    secret = "no secret",
  ): Promise<FlowMessage> {
    await world.nodeRed.inject(probe, msg);
    const [first = {}] = await world.nodeRed.waitFor(to);
    expect(JSON.stringify(first)).not.toContain(secret);
    return first;
  }

  test("a code that is typed on another screen: the prompt says all that a display needs", async () => {
    const prompt = await sent("device-in", { zoho: { connection: "device" }, topic: "kept" }, "prompt");
    expect(prompt).toMatchObject({ topic: "kept", payload: { connection: "device" } });
    const { userCode, url, expiresAt, secondsLeft } = prompt["payload"] as Record<string, unknown>;
    expect(userCode).toMatch(/\S{4,}/);
    expect(String(url)).toContain(`${world.running.url}/${DATA_CENTERS.us.accountsHost}/`);
    expect(Date.parse(String(expiresAt))).toBeGreaterThan(Date.now());
    expect(secondsLeft).toBeGreaterThan(200);
    const [connected] = await world.nodeRed.waitFor("connected");
    expect(connected).toMatchObject({ topic: "kept", payload: { name: "device", orgName: "Acme" } });
  });

  test("an address that could not be opened is pasted: the flow goes on with both messages' properties", async () => {
    const prompt = await sent("browser-in", { zoho: { connection: "pasted" }, topic: "kept" }, "prompt");
    const { url } = prompt["payload"] as { url: string };
    const redirect = await fetch(url, { redirect: "manual" });
    const address = redirect.headers.get("location") ?? "";
    expect(address).toContain(UNREACHABLE);
    const code = new URL(address).searchParams.get("code") ?? "nothing";
    const connected = await sent("browser-in", { payload: address, chat: 42 }, "connected", code);
    expect(connected).toMatchObject({
      topic: "kept",
      chat: 42,
      payload: { name: "pasted", orgName: "Acme" },
    });
    world.nodeRed.forget();
    const again = await sent("browser-in", { payload: address }, "failed", code);
    expect(again).toMatchObject({ payload: null, error: { cause: { code: "callback_invalid" } } });
    expect(await world.nodeRed.messages("connected")).toEqual([]);
  });

  test("a refresh token from elsewhere is proven before it is in use", async () => {
    const token = await refreshTokenOf(world, "Sandbox");
    const message = { payload: token, zoho: { connection: "pasted-token" } };
    const connected = await sent("token-in", message, "connected", token);
    expect(connected).toMatchObject({ payload: { name: "pasted-token", environment: "Sandbox" } });
    world.nodeRed.forget();
    const foreign = "1000.0123456789abcdef0123456789abcdef.0123456789abcdef0123456789abcdef";
    await world.emulator.forgetRequests();
    const failed = await sent("token-in", { ...message, payload: foreign }, "failed", foreign);
    expect(failed).toMatchObject({ payload: null, error: { cause: { code: "invalid_input" } } });
    expect(await world.emulator.tokenCalls()).toBe(0);
  });

  test("client credentials need nobody and leave no grant at Zoho", async () => {
    const robin = world.running.ready.people.find(({ name }) => name === "Robin Vale");
    const acme = robin?.orgs.find(
      ({ environment, product }) => environment === "Production" && product === "crm",
    );
    const soid = `ZohoCRM.${acme?.id ?? ""}`;
    const connected = await sent("credentials-in", { zoho: { connection: "by-itself", soid } }, "connected");
    expect(connected).toMatchObject({ payload: { name: "by-itself", orgName: "Acme" } });
  });

  test("the console's file connects, as text and as an object; that of another client does not", async () => {
    const order = { scope: "ZohoCRM.modules.ALL,ZohoCRM.org.READ", org: "Sandbox" };
    const { clientId: client_id, clientSecret: client_secret } = READY_MADE_SELF_CLIENT;
    for (const form of ["text", "object"]) {
      world.nodeRed.forget();
      const code = await world.emulator.grantCode(order);
      const file = { client_id, client_secret, code, scope: [order.scope], grant_type: "authorization_code" };
      const payload = form === "text" ? JSON.stringify(file) : file;
      const message = { payload, zoho: { connection: `by-file-${form}` } };
      expect(await sent("code-in", message, "connected", code)).toMatchObject({
        payload: { name: `by-file-${form}`, environment: "Sandbox" },
      });
    }
    world.nodeRed.forget();
    const payload = { client_id: "1000.OTHER", client_secret, code: "1000.a.b" };
    const failed = await sent(
      "code-in",
      { payload, zoho: { connection: "by-file" } },
      "failed",
      client_secret,
    );
    expect(failed).toMatchObject({ error: { cause: { code: "invalid_input" } } });
  });

  test("disconnecting says first what it means, and does it when that is confirmed", async () => {
    const token = await refreshTokenOf(world, "Sandbox");
    await sent("token-in", { payload: token, zoho: { connection: "short-lived" } }, "connected", token);
    const question = await sent("disconnect-in", { zoho: { connection: "short-lived" } }, "prompt");
    expect(question["payload"]).toMatchObject({ connection: "short-lived", action: "disconnect", grants: 1 });
    expect((question["payload"] as { meaning: string }).meaning).toContain("msg.zoho.confirm");
    await sent("call-in", { zoho: { connection: "short-lived", path: "org" } }, "answer");
    world.nodeRed.forget();
    const done = await sent(
      "browser-in",
      { zoho: { connection: "short-lived", action: "disconnect", confirm: true } },
      "connected",
    );
    expect(done["payload"]).toEqual({ name: "short-lived", disconnected: true, revoked: 1, left: 0 });
    const failed = await sent("call-in", { zoho: { connection: "short-lived", path: "org" } }, "failed");
    expect(failed).toMatchObject({ error: { cause: { code: "unknown_connection" } } });
  });

  test("a connection moves to another org only on purpose", async () => {
    const scope = "ZohoCRM.modules.ALL,ZohoCRM.org.READ";
    const codeFor = (org: string): Promise<string> => world.emulator.grantCode({ scope, org });
    const zoho = { connection: "sandbox" };
    await sent("code-in", { payload: await codeFor("Acme (Sandbox)"), zoho }, "connected");
    world.nodeRed.forget();
    const refused = await sent("code-in", { payload: await codeFor("Acme (Production)"), zoho }, "failed");
    expect(refused).toMatchObject({ error: { cause: { code: "pinned_elsewhere" } } });
    const move = { payload: await codeFor("Acme (Production)"), zoho: { ...zoho, action: "move" } };
    expect(await sent("code-in", move, "connected")).toMatchObject({
      payload: { name: "sandbox", environment: "Production" },
    });
  });

  test("the org of an app is chosen by message; without one it is said which there are", async () => {
    const scope = "ZohoCRM.modules.ALL,ZohoCRM.org.READ,ZohoBooks.settings.READ";
    const payload = await world.emulator.grantCode({ scope, org: "Acme (Production)" });
    const zoho = { connection: "books" };
    await sent("code-in", { payload, zoho }, "connected");
    await world.emulator.forgetRequests();
    const order = { ...zoho, action: "chooseOrg" };
    const asked = await sent("code-in", { zoho: order }, "prompt");
    const { books } = (asked["payload"] as { orgs: Pick<Required<ReachedOrgs>, "books"> }).orgs;
    expect(books).toEqual({ reached: [{ name: "Acme" }, { name: "Acme Services" }].map(withSomeId) });
    const [, services] = books.reached;
    world.nodeRed.forget();
    const choice = { zoho: { ...order, product: "books", org: services?.id }, topic: "kept" };
    const chosen = await sent("code-in", choice, "connected");
    expect(chosen).toMatchObject({
      topic: "kept",
      payload: { name: "books", orgs: { books: { chosen: services?.id } } },
    });
    for (const [wrong, code] of [
      [{ product: "books", org: "1" }, "wrong_org"],
      [{ product: "book", org: services?.id }, "invalid_input"],
    ] as const) {
      world.nodeRed.forget();
      const failed = await sent("code-in", { zoho: { ...order, ...wrong } }, "failed");
      expect(failed).toMatchObject({ error: { cause: { code } } });
    }
    expect(await world.emulator.tokenCalls()).toBe(0);
  });

  test("a start that is repeated gets the same prompt, and one answer", async () => {
    const start = { zoho: { connection: "twice" } };
    const first = await sent("browser-in", start, "prompt");
    world.nodeRed.forget();
    const second = await sent("browser-in", start, "prompt");
    const addressOf = ({ payload }: FlowMessage): string => (payload as { url: string }).url;
    expect(addressOf(second)).toBe(addressOf(first));
    const redirect = await fetch(addressOf(second), { redirect: "manual" });
    await sent("browser-in", { payload: redirect.headers.get("location") }, "connected");
    expect(await world.nodeRed.messages("connected")).toHaveLength(1);
  });

  test("an action that is none is refused, and nothing is begun", async () => {
    const failed = await sent("browser-in", { zoho: { connection: "acme", action: "disconect" } }, "failed");
    expect(failed).toMatchObject({ error: { cause: { code: "invalid_input" } } });
    expect(await world.nodeRed.messages("prompt")).toEqual([]);
  });
});
