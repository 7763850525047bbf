import { createHash } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fixedCases } from "../inputs/support/run-inputs";
import { allFiles } from "./support/canaries";
import { GOOD_REQUESTS, NO_SCENE } from "./support/good-requests";
import { plainRequest, type PlainAnswer } from "./support/plain-request";
import { connectionsOf, startWorld, type World } from "./support/world";
import { client, declared, TAB } from "./support/zoho-flow";

/** A consent that waits, with what Zoho would bring back for it. */
interface Live {
  readonly ticket: string;
  readonly cookie: string;
  readonly state: string;
  /** A code that Zoho would take. */
  readonly code: string;
}

const FLOWS = [TAB, client("client", { connections: [declared("acme")] })];
const OTHER_CASE = (text: string): string =>
  text.replace(/[a-z]/gi, (one) => (one === one.toUpperCase() ? one.toLowerCase() : one.toUpperCase()));

/** Queries that come near the one that would end the consent. */
const NEAR: Readonly<Record<string, (live: Live, used: Live) => string>> = {
  "no state": ({ code }) => `code=${code}`,
  "an empty state": ({ code }) => `state=&code=${code}`,
  "the state in the other case": ({ state, code }) => `state=${OTHER_CASE(state)}&code=${code}`,
  "the state without its last character": ({ state, code }) => `state=${state.slice(0, -1)}&code=${code}`,
  "the state without its first character": ({ state, code }) => `state=${state.slice(1)}&code=${code}`,
  "half of the state": ({ state, code }) => `state=${state.slice(0, state.length / 2)}&code=${code}`,
  "one character more": ({ state, code }) => `state=${state}A&code=${code}`,
  "one character before": ({ state, code }) => `state=A${state}&code=${code}`,
  "a space behind": ({ state, code }) => `state=${state}%20&code=${code}`,
  "a line break behind": ({ state, code }) => `state=${state}%0a&code=${code}`,
  "a null byte behind": ({ state, code }) => `state=${state}%00&code=${code}`,
  "padding as of base64": ({ state, code }) => `state=${state}%3d&code=${code}`,
  "one character changed": ({ state, code }) =>
    `state=${state.slice(0, -2)}${state.at(-2) === "A" ? "B" : "A"}${state.at(-1) ?? ""}&code=${code}`,
  "the state twice": ({ state, code }) => `state=${state}&state=${state}&code=${code}`,
  "the state and another": ({ state, code }) => `state=${state}&state=x&code=${code}`,
  "the state in a list": ({ state, code }) => `state[]=${state}&code=${code}`,
  "the state in an object": ({ state, code }) => `state[$eq]=${state}&code=${code}`,
  "any state but none": ({ code }) => `state[$ne]=&code=${code}`,
  "the state under another name": ({ state, code }) => `State=${state}&code=${code}`,
  "the state in __proto__": ({ state, code }) => `__proto__[state]=${state}&code=${code}`,
  "the ticket as state": ({ ticket, code }) => `state=${ticket}&code=${code}`,
  "a hash of the state": ({ state, code }) =>
    `state=${createHash("sha256").update(state).digest("hex")}&code=${code}`,
  "a path as state": ({ ticket, code }) => `state=..%2fstart%2f${ticket}&code=${code}`,
  "the state of a start that was used": ({ code }, used) => `state=${used.state}&code=${code}`,
  "an error without state": () => "error=access_denied",
  "an error with a state that was used": (_live, used) => `state=${used.state}&error=access_denied`,
  "a long query": ({ code }) => `state=${"A".repeat(7_000)}&code=${code}`,
};

describe.each(["4.1", "5"] as const)("A callback without a live state on Node-RED %s", (version) => {
  let world: World;
  let used: Live;
  let live: Live;
  beforeAll(async () => {
    world = await startWorld({ version, flows: FLOWS, ready: ["acme"] });
    await world.emulator.settings({ autoConsent: "Robin Vale", autoConsentOrg: "Acme (Production)" });
    used = await begin("used");
    expect((await callback(`state=${used.state}&code=${used.code}`, used.cookie)).status).toBe(200);
    live = await begin("live");
  });
  afterAll(() => world.close());
  beforeEach(() => world.emulator.forgetRequests());

  async function begin(connection: string): Promise<Live> {
    const { body } = GOOD_REQUESTS["POST /zoho/connect"]({
      ...NO_SCENE,
      callback: `${world.nodeRed.adminUrl}zoho/callback`,
    });
    const response = await world.nodeRed.admin("zoho/connect", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ ...body, connection }),
    });
    const { ticket, url } = (await response.json()) as { readonly ticket: string; readonly url: string };
    const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
    // The emulator consents by itself; its redirect is not followed.
    let hop = await fetch(url, { redirect: "manual" });
    while (!hop.headers.get("location")?.startsWith(world.nodeRed.url))
      hop = await fetch(new URL(hop.headers.get("location") ?? "", hop.url), { redirect: "manual" });
    const back = new URL(hop.headers.get("location") ?? "").searchParams;
    return { ticket, cookie, state: back.get("state") ?? "", code: back.get("code") ?? "" };
  }

  function callback(query: string, cookie: string, method = "GET"): Promise<PlainAnswer> {
    const headers = { cookie };
    return plainRequest(world.nodeRed.url, { method, path: `/zoho/callback?${query}`, headers });
  }

  async function standing(): Promise<unknown> {
    return {
      files: await allFiles(join(world.nodeRed.userDir, "zoho")),
      connections: await connectionsOf(world.nodeRed),
      consent: await (await world.nodeRed.admin(`zoho/connect/${live.ticket}`)).text(),
    };
  }

  async function expectNothing(ask: () => Promise<PlainAnswer>, status: number): Promise<void> {
    const before = await standing();
    const answer = await ask();
    expect(answer.status).toBe(status);
    for (const secret of [live.state, live.code, live.ticket]) expect(answer.text).not.toContain(secret);
    expect(await standing()).toEqual(before);
    expect(await world.emulator.requests()).toEqual([]);
  }

  const near = Object.entries(NEAR).map(([what, queryOf]) => ({ what: `with ${what}`, queryOf }));
  fixedCases("callbacks", near, async ({ queryOf }) => {
    await expectNothing(() => callback(queryOf(live, used), live.cookie), 400);
  });

  test.each([
    ["no cookie", () => ""],
    ["the cookie of another consent", () => used.cookie],
    ["the other's value under our name", () => `${nameOf(live.cookie)}=${valueOf(used.cookie)}`],
    ["half of the value", () => live.cookie.slice(0, -8)],
    ["the value in the other case", () => `${nameOf(live.cookie)}=${OTHER_CASE(valueOf(live.cookie))}`],
    ["nothing in the cookie", () => `${nameOf(live.cookie)}=`],
    ["the value under another name", () => `consent=${valueOf(live.cookie)}`],
  ])("its live state, but %s, changes nothing", async (_what, cookieOf) => {
    await expectNothing(() => callback(`state=${live.state}&code=${live.code}`, cookieOf()), 400);
  });

  test.each(["PUT", "DELETE", "PATCH"])("a %s of what would end it changes nothing", async (method) => {
    await expectNothing(() => callback(`state=${live.state}&code=${live.code}`, live.cookie, method), 404);
  });

  test("a POST of what would end it is no answer to a question, and changes nothing", async () => {
    const path = `/zoho/callback?state=${live.state}&code=${live.code}`;
    const body = `state=${live.state}&code=${live.code}&token=${live.ticket}&answer=yes`;
    const type = { "content-type": "application/x-www-form-urlencoded" };
    const post = (headers: Readonly<Record<string, string>>) =>
      plainRequest(world.nodeRed.url, {
        method: "POST",
        path,
        body,
        headers: { ...type, cookie: live.cookie, ...headers },
      });
    await expectNothing(() => post({ "sec-fetch-site": "same-origin" }), 400);
    await expectNothing(() => post({ "sec-fetch-site": "cross-site" }), 403);
    await expectNothing(() => post({ origin: "https://evil.example" }), 403);
  });

  test("after all of them the person still connects", async () => {
    expect((await callback(`state=${live.state}&code=${live.code}`, live.cookie)).status).toBe(200);
    expect((await connectionsOf(world.nodeRed)).map(({ name }) => name)).toContain("live");
  });

  test.each([
    ["another data center's location", "location=eu"],
    ["China's location", "location=cn"],
    ["a location that is none", "location=mars"],
    ["a foreign accounts server", "accounts-server=https%3A%2F%2Faccounts.evil.example"],
    [
      "an accounts server and a location that differ",
      "location=us&accounts-server=https%3A%2F%2Faccounts.zoho.eu",
    ],
    [
      "an accounts server that begins with Zoho's",
      "accounts-server=https%3A%2F%2Faccounts.zoho.com.evil.example",
    ],
    [
      "an accounts server behind Zoho's as user name",
      "accounts-server=https%3A%2F%2Faccounts.zoho.com%40evil.example",
    ],
  ])("with %s even the live one sends no secret and connects nothing", async (_what, forged) => {
    const consent = await begin("forged");
    await world.emulator.forgetRequests();
    const before = await connectionsOf(world.nodeRed);
    const answer = await callback(`state=${consent.state}&code=${consent.code}&${forged}`, consent.cookie);
    expect(answer.text).toContain("Not connected");
    expect(await world.emulator.requests()).toEqual([]);
    expect(await connectionsOf(world.nodeRed)).toEqual(before);
    const ended = (await (await world.nodeRed.admin(`zoho/connect/${consent.ticket}`)).json()) as object;
    expect(ended).toMatchObject({ state: "failed" });
  });
});

function nameOf(cookie: string): string {
  return cookie.split("=")[0] ?? "";
}

function valueOf(cookie: string): string {
  return cookie.slice(nameOf(cookie).length + 1);
}
