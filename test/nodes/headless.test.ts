import { afterEach, describe, expect, test } from "vitest";
import { freePort } from "../support/free-port";
import type { FlowMessage, FlowNode } from "../support/node-red-runtime";
import { authorize, client, declared, probeIn, probeOut, refresh, request, TAB } from "./support/zoho-flow";
import { openInBrowser, startWorld, type World } from "./support/world";

/** `user` with the password `pass`, as Node-RED wants it. */
const NODE_AUTH = { user: "user", pass: "$2b$08$RU20jeowLAWWRvmrOJnede6QmU5qUEk8R4KJtiMroGfH6cstR4rU2" };

function httpIn(id: string, url: string, next: string): FlowNode {
  return { id, type: "http in", z: "tab", url, method: "get", upload: false, wires: [[next]] };
}

function httpResponse(id: string): FlowNode {
  return { id, type: "http response", z: "tab", statusCode: "", headers: {}, wires: [] };
}

/** A page that starts a consent, one that Zoho's redirect may come back to, and a call with what was connected. */
function flows(redirectUri: string): readonly FlowNode[] {
  return [
    TAB,
    client("client", { connections: [declared("acme-test", "Sandbox")] }),
    client("own-page", { redirectUri }),
    httpIn("start", "/start", "own-callback"),
    authorize("own-callback", { connection: "acme" }, [["prompt-page"], ["connected"]]),
    httpIn("start-page", "/start-page", "by-page"),
    httpIn("back", "/back", "by-page"),
    authorize("by-page", { client: "own-page", connection: "by-page", errors: "output" }, [
      ["prompt-page"],
      ["back-page"],
      ["back-page"],
    ]),
    httpResponse("prompt-page"),
    httpResponse("back-page"),
    probeOut("connected"),
    probeIn("call-in", "call"),
    request("call", { product: "", method: "" }, [["answer"]]),
    probeIn("check-in", "check"),
    refresh("check", { connection: "acme" }, [["answer"]]),
    probeOut("answer"),
  ];
}

interface Prompt {
  readonly url: string;
}

describe("without an editor", () => {
  let world: World | undefined;
  afterEach(async () => {
    await world?.close();
  });

  async function start(settings: object): Promise<{ world: World; root: string }> {
    const port = await freePort();
    const root = `http://127.0.0.1:${String(port)}/api`;
    world = await startWorld({
      port,
      flows: flows(`${root}/back`),
      settings: { httpNodeRoot: "/api", ...settings },
    });
    await world.emulator.settings({
      autoConsent: "Robin Vale",
      autoConsentOrg: "Acme (Production)",
      autoConsentAnswer: "accept",
    });
    return { world, root };
  }

  async function promptOf(address: string, init: RequestInit = {}): Promise<Prompt> {
    return (await (await fetch(address, init)).json()) as Prompt;
  }

  async function calls(current: World, connection: string): Promise<FlowMessage> {
    current.nodeRed.forget();
    await current.nodeRed.inject("call-in", { zoho: { connection, path: "org" } });
    const [answer = {}] = await current.nodeRed.waitFor("answer");
    return answer;
  }

  test("with httpAdminRoot off, a page of a flow starts a consent whose callback is on the HTTP node server", async () => {
    const { world: current, root } = await start({ httpAdminRoot: false });
    expect((await fetch(`http://127.0.0.1:${String(current.nodeRed.port)}/zoho/connections`)).status).toBe(
      404,
    );
    const { url } = await promptOf(`${root}/start`);
    expect(new URL(url).searchParams.get("redirect_uri")).toBe(`${root}/zoho/callback`);
    expect((await openInBrowser(url)).text).toContain("to Acme (Production)");
    const [connected] = await current.nodeRed.waitFor("connected");
    expect(connected).toMatchObject({ payload: { name: "acme", orgName: "Acme" } });
    expect(await calls(current, "acme")).toMatchObject({ statusCode: 200 });
    expect(await calls(current, "acme-test")).toMatchObject({ zohoResult: { environment: "Sandbox" } });
    await current.nodeRed.restart();
    expect(await calls(current, "acme")).toMatchObject({ statusCode: 200 });
    await current.nodeRed.inject("check-in", {});
    await current.nodeRed.waitFor("answer", 2);
  });

  test("with httpAdminRoot off, the redirect may end in a flow, which answers the browser", async () => {
    const { world: current, root } = await start({ httpAdminRoot: false });
    const { url } = await promptOf(`${root}/start-page`);
    const page = await openInBrowser(url);
    expect(JSON.parse(page.text)).toMatchObject({ name: "by-page", orgName: "Acme" });
    await current.emulator.settings({ autoConsentAnswer: "reject" });
    const second = await promptOf(`${root}/start-page`);
    const refused = await openInBrowser(second.url);
    // The page is the message as it left by the error output: what Zoho sent was taken out.
    expect(refused.status).toBe(200);
    expect(refused.text).not.toContain("access_denied");
  });

  test("with only the editor disabled, the callback on the HTTP node server keeps its password", async () => {
    const { world: current, root } = await start({ disableEditor: true, httpNodeAuth: NODE_AUTH });
    const authorization = `Basic ${Buffer.from("user:pass").toString("base64")}`;
    expect((await fetch(`${root}/start-page`)).status).toBe(401);
    const { url } = await promptOf(`${root}/start-page`, { headers: { authorization } });
    const redirect = await fetch(url, { redirect: "manual" });
    const back = redirect.headers.get("location") ?? "";
    expect((await fetch(back)).status).toBe(401);
    const page = await fetch(back, { headers: { authorization } });
    expect(await page.json()).toMatchObject({ name: "by-page" });
    // The editor's own callback is on the admin server, which still answers.
    const own = await promptOf(`${root}/start`, { headers: { authorization } });
    expect((await openInBrowser(own.url)).text).toContain("to Acme (Production)");
    expect(await calls(current, "acme")).toMatchObject({ statusCode: 200 });
  });
});
