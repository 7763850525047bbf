import { describe, expect, test } from "vitest";
import type { ApiCall, Connection } from "../../src/index";
import type { EmulatorSettings } from "../../src/emulator/index";
import { startConsent } from "../../src/connect/consent-start";
import { DATA_CENTERS } from "../../src/zoho/data-centers";
import { control, emulator } from "../emulator/support/running";
import { errorOf, everythingIn, expectCode, expectNoSecret } from "../unit/support/expect-zoho-error";
import { settled } from "../unit/support/held-clock";
import { reply } from "../unit/support/scripted-transport";
import {
  askedBy,
  comeBack,
  connect,
  consent,
  libraryWorld,
  type LibraryWorld,
  pass,
  queryOf,
  signIn,
  type WorldParts,
} from "./support/library-world";
import { secretsSent } from "./support/wire";
import { bodyText } from "../unit/support/body-text";

/*
 * The lines of "Strict-client rules". Lines 1 and 2 (which accounts servers and API domains are taken) have a file of
 * their own: forged-places.test.ts. What the design decides otherwise:
 * - line 3, "bound to config node + user session": a start from the dialog is bound to its browser by a cookie; a link
 *   that was made for another person is not.
 * - line 5, "never more than 9 mints in 10 min": 8 by itself, 10 where a person asks.
 * - line 10, "revoke the old refresh token after a successful re-authorization": it is retired, because revoking it
 *   might kill the new grant or another machine's copy, and revoked once 15 would live.
 */

async function begin(
  settings: Partial<EmulatorSettings> = {},
  parts: WorldParts = {},
): Promise<LibraryWorld> {
  return libraryWorld(await emulator({ settings }), parts);
}

function crm(connection: Connection, path = "org"): ApiCall {
  return { connection, product: "crm", method: "GET", path };
}

/** How many requests for a token went out so far. */
function tokenCalls({ sent }: LibraryWorld): number {
  return sent.filter(({ url }) => url.pathname === "/oauth/v2/token").length;
}

function apiCalls({ sent }: LibraryWorld): number {
  return sent.filter(({ url }) => !url.pathname.startsWith("/oauth/")).length;
}

async function act(world: LibraryWorld, action: string): Promise<void> {
  const { status, text } = await control(world.emulator, "POST", "actions", { action });
  if (status !== 200) throw new Error(text);
}

async function fault(world: LibraryWorld, order: Readonly<Record<string, unknown>>): Promise<void> {
  const { status, text } = await control(world.emulator, "POST", "faults", order);
  if (status !== 200) throw new Error(text);
}

describe("1. accounts-server and location", () => {
  test("accounts-server is URL-encoded; one trailing slash is stripped", async () => {
    const world = await begin();
    await signIn(world, "eu");
    const started = await world.zoho.consents.start(askedBy(world, "eu"));
    const { location } = await world.visit(started.url);
    expect(location?.search).toContain("accounts-server=https%3A%2F%2Faccounts.zoho.eu");
    const query = { ...queryOf(location), "accounts-server": "https://accounts.zoho.eu/" };
    expect((await comeBack(world, query)).state).toBe("connected");
  });
});

describe("3. state", () => {
  test("≥128 bit random, and never the same", async () => {
    const world = await begin();
    const states = new Set<string>();
    for (let count = 0; count < 50; count++) {
      const { url } = await world.zoho.consents.start({
        ...askedBy(world, "us"),
        connectionName: `c${count}`,
      });
      const state = url.searchParams.get("state") ?? "";
      expect(Buffer.from(state, "base64url").length).toBeGreaterThanOrEqual(16);
      states.add(state);
    }
    expect(states.size).toBe(50);
  });

  test("it is all that the random source gave, not less", () => {
    const asked: number[] = [];
    const random = (size: number): Buffer => Buffer.alloc(size, (asked.push(size), asked.length));
    const request = { ...REQUEST, boundTo: "browser" } as const;
    const { url } = startConsent(request, 0, random);
    expect(Math.min(...asked)).toBeGreaterThanOrEqual(16);
    expect(url.searchParams.get("state")).toBe(Buffer.alloc(asked[0] ?? 0, 1).toString("base64url"));
  });

  test("single use: what comes a second time with it is refused, whatever it is", async () => {
    const world = await begin();
    await signIn(world, "us");
    const { url } = await world.zoho.consents.start(askedBy(world, "us"));
    const query = queryOf((await world.visit(url)).location);
    expect((await comeBack(world, query)).state).toBe("connected");
    const calls = world.sent.length;
    await expectCode(comeBack(world, query), "callback_invalid");
    await expectCode(comeBack(world, { state: query["state"], error: "access_denied" }), "callback_invalid");
    expect(world.sent.length).toBe(calls);
  });

  test("TTL: after it nothing is exchanged", async () => {
    const world = await begin();
    await signIn(world, "us");
    const { url } = await world.zoho.consents.start({ ...askedBy(world, "us"), timeoutMs: 60_000 });
    const query = queryOf((await world.visit(url)).location);
    await world.clock.pass(60_001);
    await expectCode(comeBack(world, query), "callback_invalid");
    expect(world.sent).toEqual([]);
  });

  test("bound to the browser that began it: another one's answer is refused, and the right one still comes through", async () => {
    const world = await begin();
    await signIn(world, "us");
    const { url, cookie } = await world.zoho.consents.start({ ...askedBy(world, "us"), boundTo: "browser" });
    const query = queryOf((await world.visit(url)).location);
    await expectCode(comeBack(world, query), "callback_invalid");
    await expectCode(comeBack(world, query, "another browser's"), "callback_invalid");
    expect(world.sent).toEqual([]);
    expect((await comeBack(world, query, cookie)).state).toBe("connected");
  });

  test("checked before error is interpreted", async () => {
    const world = await begin();
    const { ticket } = await world.zoho.consents.start(askedBy(world, "us"));
    await expectCode(comeBack(world, { state: "invented", error: "no_org" }), "callback_invalid");
    expect(world.zoho.consents.outcomes.of(ticket)).toBeUndefined();
    expect(world.zoho.consents.outcomes.lastHint()).toBeUndefined();
  });

  test("PKCE S256 is always sent, and its verifier with the code", async () => {
    const world = await begin();
    await signIn(world, "us");
    const { url } = await world.zoho.consents.start(askedBy(world, "us"));
    expect(url.searchParams.get("code_challenge_method")).toBe("S256");
    expect(url.searchParams.get("code_challenge")).toMatch(/^[\w-]{43}$/);
    await comeBack(world, queryOf((await world.visit(url)).location));
    const form = new URLSearchParams(bodyText(world.sent[0]?.body));
    expect(form.get("code_verifier")).toMatch(/^[\w-]{43,128}$/);
  });
});

describe("4. Exchange immediately; one attempt per code", () => {
  test("the exchange is the first thing after the redirect", async () => {
    const world = await begin();
    await connect(world, "us");
    const [first] = world.sent;
    expect(first?.url.pathname).toBe("/oauth/v2/token");
    expect(world.clock.sleeps.filter((ms) => ms < 600_000)).toEqual([]);
  });

  test("a lost answer is not asked for again, because a retry gives invalid_code", async () => {
    const world = await begin();
    await fault(world, { match: { path: "/oauth/v2/token" }, fault: "resetAfter" });
    const outcome = await consent(world, "us");
    expect(outcome).toMatchObject({ state: "failed", error: { code: "grant_code_lost" } });
    expect(tokenCalls(world)).toBe(1);
  });
});

describe("5. Single-flight refresh per (DC, client, refresh token), and its budget", () => {
  test("all flows share it", async () => {
    const world = await begin();
    const connection = await connect(world, "us");
    await pass(world, 3_600);
    const before = tokenCalls(world);
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => world.zoho.caller.call(crm(connection))),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array<number>(50).fill(200));
    expect(tokenCalls(world) - before).toBe(1);
  });

  test("refresh ahead of expiry, and no call waits for it", async () => {
    const world = await begin();
    const connection = await connect(world, "us");
    // A third of an hour in which nobody calls, then a call every minute, past the token's end.
    await pass(world, 1_200);
    const renewedAt: number[] = [];
    for (let minute = 20; minute < 65; minute++) {
      const seen = tokenCalls(world);
      const { attempts, waitedMs } = await world.zoho.caller.call(crm(connection));
      expect([minute, attempts, waitedMs]).toEqual([minute, 1, 0]);
      await settled();
      if (tokenCalls(world) > seen) renewedAt.push(minute);
      await pass(world, 60);
    }
    // 60 to 300 s by the rule; up to a minute earlier by chance.
    expect(renewedAt).toHaveLength(1);
    expect(renewedAt[0]).toBeGreaterThanOrEqual(54);
    expect(renewedAt[0]).toBeLessThanOrEqual(55);
  });

  test("never more than Zoho's ten in ten minutes, counted here and over restarts; Zoho never has to refuse", async () => {
    const world = await begin();
    const connection = await connect(world, "us");
    let issued = 0;
    for (let restart = 0; restart < 20; restart++) {
      const { tokens } = world.restart();
      const outcome = await tokens.force(connection.id).catch((error: unknown) => error);
      if (!(outcome instanceof Error)) issued++;
      else expect(outcome).toMatchObject({ code: "token_budget", cause: { class: "rate_limited" } });
    }
    expect(issued).toBe(10);
    await pass(world, 630);
    await world.restart().tokens.force(connection.id);
  });

  test("a flow that makes it ask again and again leaves two for a person", async () => {
    const world = await begin();
    const connection = await connect(world, "us");
    for (let round = 0; round < 20; round++) {
      await act(world, "evictAccessTokens");
      await world.clock.pass(61_000 / 20);
      await world.zoho.caller.call(crm(connection)).catch(() => undefined);
    }
    expect(tokenCalls(world) - 1).toBeLessThanOrEqual(8);
    await world.zoho.tokens.force(connection.id);
  });
});

describe("6. Persist the access token", () => {
  test("a restart or redeploy does not mint again", async () => {
    const world = await begin();
    const connection = await connect(world, "us");
    const before = tokenCalls(world);
    for (let restart = 0; restart < 30; restart++) await world.restart().caller.call(crm(connection));
    expect(tokenCalls(world)).toBe(before);
  });
});

describe("7. Body decides", () => {
  test.each([200, 201, 400, 500])("a token in the body counts with HTTP %i", async (status) => {
    const parts: WorldParts = {
      through: (send) => async (request) => {
        const response = await send(request);
        return request.url.pathname === "/oauth/v2/token" ? { ...response, status } : response;
      },
    };
    const world = await begin({}, parts);
    expect((await consent(world, "us")).state).toBe("connected");
  });

  test("unknown JSON fields are ignored", async () => {
    const parts: WorldParts = {
      through: (send) => async (request) => {
        const response = await send(request);
        if (request.url.pathname !== "/oauth/v2/token") return response;
        const extra = { error_description: "none", org_id: 1, constructor: "x", nested: { error: "no" } };
        return reply(200, { ...extra, ...(JSON.parse(response.body.toString()) as object) });
      },
    };
    const world = await begin({}, parts);
    expect((await consent(world, "us")).state).toBe("connected");
  });

  test.each([
    ["nothing else", "{}"],
    ["a refresh token", JSON.stringify({ refresh_token: `1000.${"a".repeat(32)}.${"b".repeat(32)}` })],
    ["a number for it", JSON.stringify({ access_token: 5, expires_in: 3600 })],
  ])("missing access_token = error even with 200 and without error: %s", async (_what, body) => {
    const world = await begin();
    await fault(world, { match: { path: "/oauth/v2/token" }, fault: "status", status: 200, body });
    expect(await consent(world, "us")).toMatchObject({ state: "failed", error: { code: "not_zoho" } });
    expect(await world.zoho.vault.ids("grant")).toEqual([]);
  });
});

describe("8. Timeouts", () => {
  test("authorize: the user may never come back, and that is told", async () => {
    const world = await begin();
    const { ticket } = await world.zoho.consents.start(askedBy(world, "us"));
    await world.clock.pass(600_000);
    expect(world.zoho.consents.outcomes.of(ticket)).toMatchObject({ error: { code: "consent_abandoned" } });
  });

  test("token, revoke and proof each have a limit of at most 15 s", async () => {
    const world = await begin();
    const connection = await connect(world, "us");
    await world.zoho.tokens.force(connection.id);
    for (const { timeoutMs } of world.sent) {
      expect(timeoutMs).toBeGreaterThan(0);
      expect(timeoutMs).toBeLessThanOrEqual(15_000);
    }
  });

  test.each([301, 302, 303, 307, 308])(
    "no redirect following on token endpoints: HTTP %i",
    async (status) => {
      const world = await begin();
      const { port } = new URL(world.emulator.url);
      const headers = { Location: `http://127.0.0.1:${port}/accounts.zoho.eu/oauth/v2/token` };
      await fault(world, { match: { path: "/oauth/v2/token" }, fault: "status", status, body: "", headers });
      expect(await consent(world, "us")).toMatchObject({ state: "failed", error: { code: "not_zoho" } });
      const seen = await control(world.emulator, "GET", "requests");
      expect(seen.text).not.toContain("accounts.zoho.eu");
      expect(world.sent).toHaveLength(1);
    },
  );

  test.each([302, 307, 308])("nor on APIs: HTTP %i", async (status) => {
    const world = await begin();
    const connection = await connect(world, "us");
    const before = apiCalls(world);
    const headers = { Location: `${world.emulator.url}/www.zohoapis.eu/crm/v8/org` };
    await fault(world, { match: { path: "/crm/v8/org" }, fault: "status", status, body: "", headers });
    await expectCode(world.zoho.caller.call(crm(connection)), "not_zoho");
    expect(apiCalls(world) - before).toBe(1);
  });
});

describe("9. Secrets, tokens and codes", () => {
  test("never in URLs, logs, outcomes or error objects, whatever Zoho answers", async () => {
    const world = await begin();
    const connection = await connect(world, "us");
    await act(world, "revokeGrants");
    const told: unknown[] = [connection, await consent(world, "us", { answer: "reject" })];
    told.push(await errorOf(world.zoho.tokens.force(connection.id)));
    await pass(world, 600);
    const again = await connect(world, "us");
    const echo = secretsSent(world.sent).join(" ");
    // Zoho, or a proxy that is not, sends back what it was sent.
    const answers = [
      { fault: "status", status: 200, body: JSON.stringify({ error: echo }) },
      { fault: "status", status: 400, body: JSON.stringify({ error: "x", error_description: echo }) },
      { fault: "html", status: 502, body: `<p>${echo}</p>` },
      { fault: "status", status: 200, body: echo },
    ];
    for (const answer of answers) {
      await fault(world, { match: { path: "/oauth/v2/token" }, ...answer });
      told.push(await errorOf(world.zoho.tokens.force(again.id)));
      await world.clock.pass(60_000);
      await fault(world, { match: { path: "/crm/v8/org" }, ...answer });
      const call = world.zoho.caller.call(crm(again)).catch((error: unknown) => error);
      const result = await call;
      // An answer of the API is the flow's to see; it is not ours to search it for secrets.
      if (result instanceof Error) told.push(result);
    }
    // Answers of Zoho's are redacted by the shapes of its secrets. The verifier is ours, and spent by then.
    const secrets = secretsSent(world.sent);
    const shaped = secrets.filter((secret) => secret.startsWith("1000.") || /^[0-9a-f]{42}$/.test(secret));
    expect(secrets.length - shaped.length).toBe(2);
    for (const one of told) expectNoSecret(everythingIn(one), shaped);
    expectNoSecret(world.logged.join("\n"), secrets);
    expectNoSecret(world.sent.map(({ url }) => url.href).join("\n"), secrets);
  });
});

describe("10. Count refresh tokens", () => {
  test("the known ones are counted; the replaced are kept, and the oldest revoked on its DC once 15 would live", async () => {
    const world = await begin({ grantsPer10min: 1_000, refreshPer10min: 1_000 });
    for (let count = 1; count <= 20; count++) {
      const connection = await connect(world, "us");
      await world.clock.pass(0);
      const record = await world.zoho.vault.read("grant", connection.id);
      expect(1 + (record?.retired.length ?? 0)).toBe(Math.min(count, 14));
    }
    const revoked = world.sent.filter(({ url }) => url.pathname === "/oauth/v2/token/revoke");
    expect(revoked).toHaveLength(6);
    expect(new Set(revoked.map(({ url }) => url.host))).toEqual(new Set([DATA_CENTERS.us.accountsHost]));
    // The newest is alive: what was revoked were the oldest.
    const newest = await world.zoho.connections.find("zoho", "acme");
    await world.zoho.tokens.force(newest?.id ?? "");
  });
});

describe("11. 401 handling as in 6.2", () => {
  test.each(["INVALID_TOKEN", "AUTHENTICATION_FAILURE"] as const)(
    "%s: discard the token, refresh once, replay once",
    async (expiredCode) => {
      const world = await begin({ expiredCode });
      const connection = await connect(world, "us");
      await act(world, "evictAccessTokens");
      await world.clock.pass(61_000);
      const before = { tokens: tokenCalls(world), calls: apiCalls(world) };
      expect(await world.zoho.caller.call(crm(connection))).toMatchObject({ status: 200, attempts: 2 });
      expect(tokenCalls(world) - before.tokens).toBe(1);
      expect(apiCalls(world) - before.calls).toBe(2);
    },
  );

  test.each([401, 403, 400] as const)(
    "scope mismatch with HTTP %i: the invalid_scope output, and no refresh",
    async (scopeMismatchStatus) => {
      const world = await begin({ scopeMismatchStatus });
      const connection = await connect(world, "us");
      const before = tokenCalls(world);
      const error = await expectCode(
        world.zoho.caller.call(crm(connection, "settings/modules")),
        "invalid_scope",
      );
      expect(error.cause).toMatchObject({ class: "invalid_scope", zohoCode: "OAUTH_SCOPE_MISMATCH" });
      expect(tokenCalls(world)).toBe(before);
    },
  );

  test("OAUTH_ORG_MISMATCH: the org output, and no refresh", async () => {
    const world = await begin();
    const connection = await connect(world, "us");
    const before = tokenCalls(world);
    const body = JSON.stringify({ errorCode: "OAUTH_ORG_MISMATCH", message: "not valid for this org" });
    await fault(world, { match: { path: "/crm/v8/org" }, fault: "status", status: 403, body });
    const error = await expectCode(world.zoho.caller.call(crm(connection)), "wrong_org");
    expect(error.class).toBe("no_org");
    expect(tokenCalls(world)).toBe(before);
  });
});

describe("12. Timers for throttle", () => {
  test("are shared between all who use the refresh token, and announced with a retry-at time", async () => {
    const world = await begin();
    const connection = await connect(world, "us");
    await act(world, "throttleGrants");
    await pass(world, 3_600);
    await act(world, "throttleGrants");
    const before = tokenCalls(world);
    const errors = await Promise.all(
      Array.from({ length: 20 }, () => errorOf(world.zoho.caller.call(crm(connection)))),
    );
    expect(tokenCalls(world) - before).toBe(1);
    const times = new Set(errors.map(({ cause }) => cause.retryAt));
    expect([...times]).toEqual([new Date(world.clock.now() + 600_000).toISOString()]);
    for (const { code } of errors) expect(code).toBe("token_throttled");
  });
});

const REQUEST = {
  realm: "zoho",
  connectionName: "acme",
  clientId: "1000.CLIENT",
  dataCenter: "us",
  allowedDataCenters: ["us"],
  scopes: ["ZohoCRM.org.READ"],
  redirectUri: "https://gateway.example/zoho/callback",
  startedBy: "test",
  timeoutMs: 60_000,
} as const;
