import { getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import type { ApiAnswer, ApiCall } from "../../../src/api/api-call";
import type { Connection } from "../../../src/vault/connection";
import { errorOf, everythingIn, expectCode, expectNoSecret } from "../support/expect-zoho-error";
import { HeldClock, settled } from "../support/held-clock";
import {
  connected,
  FakeZoho,
  find,
  invalidToken,
  type Library,
  library,
  storedToken,
} from "../support/library";
import {
  type Answerer,
  Deferred,
  failure,
  html,
  reply,
  ScriptedTransport,
} from "../support/scripted-transport";
import { accessToken, CANARY } from "../support/secrets";
import type { TransportResponse } from "../../../src/transport/transport";
import { ZohoRuntime } from "../../../src/zoho-runtime";
import { Governor, laneOf } from "../../../src/api/governor/governor";
import { Caller } from "../../../src/api/call";

const MINUTE = 60_000;

interface World extends Library {
  readonly fake: FakeZoho;
  readonly connection: Connection;
  readonly call: (extra?: Partial<ApiCall>) => Promise<ApiAnswer>;
}

/** A connection and a call of it; as many calls at once as a test likes. */
async function world(parts: Parameters<typeof library>[0] = {}): Promise<World> {
  const fake = new FakeZoho();
  const all = library({ transport: fake.transport, ...parts });
  if ((await all.vault.ids("grant")).length === 0) await connected(all.vault);
  const connection = await find(all.zoho);
  const { tokens, refusals, policies, transport, clock, credits } = all.zoho;
  const random = (): number => 0;
  const governor = new Governor({ concurrency: 100_000, clock, random });
  const caller = new Caller({ tokens, refusals, policies, transport, clock, governor, credits, random });
  const call = (extra: Partial<ApiCall> = {}): Promise<ApiAnswer> =>
    caller.call({ connection, product: "crm", method: "GET", path: "Leads", ...extra });
  return { ...all, fake, connection, call };
}

async function many(count: number, call: () => Promise<ApiAnswer>): Promise<{ readonly failed: number }> {
  const ends = await Promise.allSettled(Array.from({ length: count }, call));
  return { failed: ends.filter(({ status }) => status === "rejected").length };
}

describe("a call", () => {
  it("goes to the connection's own place with its own token, and tells how it went", async () => {
    const { call, transport, clock, fake } = await world();
    transport.answers(async (request) => {
      await clock.pass(20);
      return fake.answer(request);
    });
    const answer = await call({ query: new URLSearchParams({ per_page: "2" }), headers: { "x-a": "b" } });
    const [request] = transport.apiCalls;
    expect(request?.url.href).toBe("https://www.zohoapis.eu/crm/v8/Leads?per_page=2");
    expect(request?.headers).toEqual({
      accept: "application/json",
      "x-a": "b",
      authorization: `Zoho-oauthtoken ${accessToken(1)}`,
    });
    expect(answer).toMatchObject({ status: 200, attempts: 1, waitedMs: 20, body: { data: [{ id: "1" }] } });
    expect(JSON.stringify(answer)).not.toContain(accessToken(1));
  });

  it("can't be sent elsewhere, whatever it asks for, and costs nothing then", async () => {
    const { call, transport } = await world();
    const error = await expectCode(call({ path: "https://www.zohoapis.com/crm/v8/Leads" }), "foreign_host");
    expect(error.cause).toMatchObject({ connection: "acme", product: "crm" });
    await expectCode(call({ path: "../../oauth" }), "invalid_path");
    expect(transport.requests).toHaveLength(0);
  });

  it.each([1_000, 10_000])("costs one token call where %d come with a token that ran out", async (count) => {
    const { call, transport, clock } = await world();
    await call();
    await clock.pass(60 * MINUTE);
    const { failed } = await many(count, call);
    expect(failed).toBe(0);
    expect(transport.tokenCalls).toHaveLength(2);
    expect(transport.apiCalls).toHaveLength(count + 1);
  });
});

describe("a token that died at Zoho", () => {
  it("costs one token call, and each of 1,000 calls in the air is sent once more at most", async () => {
    const { call, transport, fake, clock } = await world();
    await call();
    await clock.pass(10 * MINUTE);
    fake.evictAll();
    const { failed } = await many(1_000, call);
    expect(failed).toBe(0);
    expect(transport.tokenCalls).toHaveLength(2);
    expect(transport.apiCalls.length).toBeLessThanOrEqual(2_001);
  });

  it("costs one token call although its refusals trickle in for long", async () => {
    const { call, transport, fake } = await world();
    await call();
    const gates: Deferred<undefined>[] = [];
    transport.answers(async (request) => {
      const gate = new Deferred<undefined>();
      if (request.headers?.["authorization"]?.endsWith(accessToken(1)) === true) {
        gates.push(gate);
        await gate.promise;
        return invalidToken();
      }
      return fake.answer(request);
    });
    const calls = Array.from({ length: 50 }, () => call());
    await settled();
    for (const gate of gates) {
      gate.resolve(undefined);
      await settled();
    }
    const answers = await Promise.all(calls);
    expect(answers.every(({ attempts }) => attempts === 2)).toBe(true);
    expect(transport.tokenCalls).toHaveLength(2);
  });

  it("is renewed and the call repeated once, never twice", async () => {
    const { call, transport, fake, clock } = await world();
    await call();
    await clock.pass(10 * MINUTE);
    transport.answers((request) =>
      request.url.pathname === "/oauth/v2/token" ? fake.issue() : invalidToken(),
    );
    const error = await expectCode(call({ method: "POST", body: "{}" }), "wrong_environment");
    expect(error.cause.zohoCode).toBe("INVALID_TOKEN");
    expect(transport.apiCalls).toHaveLength(3);
    expect(transport.tokenCalls).toHaveLength(2);
  });

  it("is renewed once for a call, also where others were taken with the new one meanwhile", async () => {
    const { call, transport, fake, clock } = await world();
    await call({ path: "Leads/2" });
    await clock.pass(10 * MINUTE);
    transport.answers(async (request) => {
      if (!request.url.pathname.endsWith("/Leads/1")) return fake.answer(request);
      await call({ path: "Leads/2" });
      return invalidToken();
    });
    await expectCode(call({ path: "Leads/1" }), "wrong_environment");
    expect(transport.apiCalls.filter(({ url }) => url.pathname.endsWith("/Leads/1"))).toHaveLength(2);
    expect(transport.tokenCalls).toHaveLength(2);
  });

  it("lets a create through in the end, because Zoho has not looked at it before", async () => {
    const { call, transport, fake, clock } = await world();
    await call();
    await clock.pass(10 * MINUTE);
    fake.evictAll();
    const answer = await call({ method: "POST", body: '{"data":[{}]}' });
    expect(answer.attempts).toBe(2);
    expect(transport.apiCalls.filter(({ method }) => method === "POST").map(({ body }) => body)).toEqual([
      '{"data":[{}]}',
      '{"data":[{}]}',
    ]);
  });

  it.each([
    ["OAUTH_SCOPE_MISMATCH", 401, "invalid_scope"],
    ["OAUTH_SCOPE_MISMATCH", 403, "invalid_scope"],
    ["OAUTH_ORG_MISMATCH", 403, "wrong_org"],
    ["NO_PERMISSION", 403, "no_permission"],
    ["NO_PERMISSION", 401, "no_permission"],
    ["INVALID_DATA", 400, "invalid_data"],
  ] as const)("is not suspected because of %s with %d", async (zohoCode, status, code) => {
    const { call, transport, fake } = await world();
    transport.answers((request) =>
      request.url.pathname === "/oauth/v2/token"
        ? fake.issue()
        : reply(status, { code: zohoCode, status: "error", message: "m", details: {} }),
    );
    const error = await expectCode(call(), code);
    expect(error.cause).toMatchObject({ connection: "acme", product: "crm", status, zohoCode });
    expect(transport.apiCalls).toHaveLength(1);
    expect(transport.tokenCalls).toHaveLength(1);
  });

  it("names the scope that is most likely missing", async () => {
    const { call, transport, fake } = await world();
    transport.answers((request) =>
      request.url.pathname === "/oauth/v2/token"
        ? fake.issue()
        : reply(401, { code: "OAUTH_SCOPE_MISMATCH", status: "error", message: "m", details: {} }),
    );
    for (const path of ["settings/fields?module=Leads", "/crm/v8/settings/fields"]) {
      const error = await expectCode(call({ path }), "invalid_scope");
      expect(error.cause.details?.["missing"]).toEqual(["ZohoCRM.settings.fields.READ"]);
      expect(error.message).toContain("ZohoCRM.settings.fields.READ");
    }
  });
});

describe("a grant that is used in the wrong environment", () => {
  it("costs one token call for 1,000 calls at once, and none for the next 1,000", async () => {
    const { call, transport, fake } = await world();
    fake.hosts = ["sandbox.zohoapis.eu"];
    expect((await many(1_000, call)).failed).toBe(1_000);
    expect((await many(1_000, call)).failed).toBe(1_000);
    expect(transport.tokenCalls).toHaveLength(1);
    const error = await expectCode(call(), "wrong_environment");
    expect(error.message).toContain("www.zohoapis.eu");
    expect(error.message).toContain("Acme (Europe, Production)");
  });

  it("costs one token call for 1,000 calls one after the other, a second apart", async () => {
    const { call, transport, fake, clock } = await world();
    fake.hosts = [];
    for (let number = 0; number < 590; number++) {
      await expectCode(call(), "wrong_environment");
      await clock.pass(1_000);
    }
    expect(transport.tokenCalls).toHaveLength(1);
  });

  it("costs one renewal after a restart, because the stored token may have died", async () => {
    const fake = new FakeZoho();
    const first = library({ transport: fake.transport });
    const record = await connected(first.vault);
    await storedToken(first.vault, record, { obtainedAt: first.clock.now() - 10_000 });
    fake.hosts = [];
    const { call, transport } = await world({
      vault: first.vault,
      clock: first.clock,
      transport: fake.transport,
    });
    expect((await many(500, call)).failed).toBe(500);
    expect((await many(500, call)).failed).toBe(500);
    expect(transport.tokenCalls).toHaveLength(1);
  });

  it("finds a stored token dead although the clock always starts at the same minute", async () => {
    const fake = new FakeZoho();
    const first = library({ transport: fake.transport, clock: new HeldClock(60_000) });
    const record = await connected(first.vault);
    await storedToken(first.vault, record, { obtainedAt: 40_000 });
    const { call } = await world({ vault: first.vault, clock: first.clock, transport: fake.transport });
    expect((await call()).attempts).toBe(1 + 1);
  });

  it("is given another chance after ten minutes, at the price of one token call", async () => {
    const { call, transport, fake, clock } = await world();
    fake.hosts = [];
    await many(100, call);
    await clock.pass(10 * MINUTE);
    expect((await many(100, call)).failed).toBe(100);
    expect(transport.tokenCalls).toHaveLength(2);
    await many(100, call);
    expect(transport.tokenCalls).toHaveLength(2);
    fake.hosts = ["www.zohoapis.eu"];
    expect((await many(100, call)).failed).toBe(0);
  });

  it("is told from a healthy host: the other product goes on, and its token is not renewed", async () => {
    const parts = library();
    const record = await connected(parts.vault, "acme", { environment: "Sandbox" });
    const { call, transport, fake } = await world({ vault: parts.vault });
    fake.hosts = ["sandbox.zohoapis.eu"];
    await call();
    // Bigin has no sandbox: its host refuses the token that CRM's takes.
    for (let number = 0; number < 50; number++)
      await expectCode(call({ product: "bigin" }), "wrong_environment");
    await call();
    expect(transport.tokenCalls).toHaveLength(1);
    expect(record.id).toBeDefined();
  });

  it("does not touch other connections", async () => {
    const { call, transport, fake, zoho, vault } = await world();
    const other = await connected(vault, "other", { environment: "Sandbox" });
    fake.hosts = ["sandbox.zohoapis.eu"];
    await many(100, call);
    const answer = await zoho.caller.call({
      connection: await find(zoho, "other"),
      product: "crm",
      method: "GET",
      path: "Leads",
    });
    expect(answer.attempts).toBe(1);
    expect(transport.tokenCalls).toHaveLength(2);
    expect(other.name).toBe("other");
  });

  it("is not taken for healthy because a wrong address or a limit answered first", async () => {
    const { call, transport, fake, clock } = await world();
    fake.hosts = [];
    transport.answers((request) => {
      if (request.url.pathname.endsWith("/Nonsense"))
        return reply(404, { code: "INVALID_URL_PATTERN", status: "error" });
      if (request.url.pathname.endsWith("/Busy"))
        return reply(429, { code: "TOO_MANY_REQUESTS", status: "error" });
      return fake.answer(request);
    });
    for (let number = 0; number < 50; number++) {
      await expectCode(call({ path: "Nonsense" }), "not_found");
      await expectCode(call({ path: "Busy", patienceMs: 0 }), "api_limit");
      await clock.pass(1_000);
      await expectCode(call(), "wrong_environment");
    }
    expect(transport.tokenCalls).toHaveLength(1);
  });
});

describe("a path that takes no token", () => {
  /** Refuses every token at `Deals`, and at `settings/modules` while `settings/fields` takes them. */
  async function refusing(parts: Parameters<typeof world>[0] = {}) {
    const all = await world(parts);
    all.transport.answers((request) =>
      /\/(Deals|settings\/modules)/.test(request.url.pathname) ? invalidToken() : all.fake.answer(request),
    );
    return all;
  }

  it.each([
    ["Deals", "org"],
    ["Deals/554023000000527002", "Leads"],
    ["settings/modules", "settings/fields"],
  ])("(%s) costs one renewal in ten minutes, and %s goes on", async (bad, good) => {
    const { call, transport, clock } = await refusing();
    await call({ path: good });
    await clock.pass(5 * MINUTE);
    for (let round = 0; round < 19; round++) {
      await call({ path: good });
      await clock.pass(15_000);
      await expectCode(call({ path: bad }), "wrong_environment");
      await clock.pass(15_000);
    }
    expect(transport.tokenCalls).toHaveLength(2);
  });

  it("leaves the others their token where there is none to be had any more", async () => {
    const { call, transport, zoho, connection, clock } = await refusing();
    await call({ path: "org" });
    for (let issue = 2; issue <= 8; issue++) await zoho.tokens.force(connection.id);
    await call({ path: "org" });
    await clock.pass(2 * MINUTE);
    for (let round = 0; round < 5; round++) {
      await expectCode(call({ path: "Deals" }), "token_budget");
      expect((await call({ path: "org" })).attempts).toBe(1);
    }
    expect(transport.tokenCalls).toHaveLength(8);
  });
});

describe("an answer that is lost", () => {
  const lost: readonly [string, Answerer][] = [
    ["the connection breaks", () => Promise.reject(failure("network", "ECONNRESET", "maybe sent"))],
    ["it takes too long", () => Promise.reject(failure("timeout", "ETIMEDOUT", "maybe sent"))],
    ["Zoho answers 500", () => reply(500, { code: "INTERNAL_ERROR", status: "error" })],
    ["a gateway answers 502 with a page", () => html(502)],
    ["Zoho answers 503 with nothing", () => reply(503)],
    ["a page comes back with 200", () => html(200)],
    [
      "half the JSON comes back",
      () => reply(201, '{"data":[{"code":"SUC', { "content-type": "application/json" }),
    ],
    [
      "the answer is larger than can be held",
      () => Promise.reject(failure("too_large", "UND_ERR_RES_EXCEEDED_MAX_SIZE", "maybe sent")),
    ],
  ];
  const creates = [
    "Leads",
    "/crm/v8/Leads",
    "Leads/554023000000527002/Notes",
    "Leads/554023000000527002/actions/convert",
    "Leads?upsert",
    "Leads/upsert/../x",
  ];
  const repeatable: readonly (readonly [string, string])[] = [
    ["GET", "Leads"],
    ["PUT", "Leads"],
    ["DELETE", "Leads/554023000000527002"],
    ["POST", "Leads/upsert"],
    ["POST", "/crm/v8/Leads/upsert"],
    ["POST", "coql"],
    ["POST", "coql?x=1"],
  ];

  async function answering(answerer: Answerer) {
    const all = await world();
    all.transport.answers((request, index) =>
      request.url.pathname === "/oauth/v2/token" ? all.fake.issue() : answerer(request, index),
    );
    return all;
  }

  it.each(lost)("leaves a create unknown when %s, and does not repeat it", async (_how, answerer) => {
    const { call, transport } = await answering(answerer);
    for (const path of creates) {
      const error = await expectCode(call({ method: "POST", path, body: "{}" }), "write_unknown");
      expect(error.class).toBe("unknown");
      expect(error.cause).toMatchObject({ connection: "acme", product: "crm" });
    }
    expect(transport.apiCalls).toHaveLength(creates.length);
  });

  it.each(lost)("can be asked for again by anything else when %s", async (how, answerer) => {
    const { call } = await answering(answerer);
    for (const [method, path] of repeatable) {
      const error = await errorOf(call({ method, path }));
      expect(error.class, `${method} ${path}`).toBe(how.includes("larger") ? "rejected" : "unreachable");
    }
  });

  it.each([
    ["connect", "ECONNREFUSED", "network"],
    ["tls", "CERT_HAS_EXPIRED", "tls"],
    ["aborted", "ABORT_ERR", "cancelled"],
  ] as const)("is no question where no byte of a create has left: %s", async (kind, osCode, code) => {
    const { call } = await answering(() => Promise.reject(failure(kind, osCode, "never sent")));
    const error = await expectCode(call({ method: "POST", body: "{}" }), code);
    expect(error.class).toBe("unreachable");
  });

  it("is no question where Zoho refused", async () => {
    const { call } = await answering(() => reply(400, { code: "INVALID_DATA", status: "error" }));
    expect((await errorOf(call({ method: "POST", body: "{}" }))).class).toBe("rejected");
  });
});

describe("a call that is given up", () => {
  it("ends as cancelled wherever it waits", async () => {
    const { zoho, connection, transport, fake } = await world();
    const gate = new Deferred<TransportResponse>();
    const stop = new AbortController();
    transport.answers(() => gate.promise);
    const calls = Array.from({ length: 30 }, () =>
      errorOf(
        zoho.caller.call({ connection, product: "crm", method: "GET", path: "Leads", signal: stop.signal }),
      ),
    );
    await settled();
    expect(zoho.governor.load(laneOf(connection, "crm", "700001"))).toMatchObject({
      running: 10,
      waiting: 20,
    });
    // Node looks through all listeners of a signal whenever one is added, and warns of a leak at the eleventh.
    expect(getEventListeners(stop.signal, "abort")).toHaveLength(1);
    stop.abort();
    const errors = await Promise.all(calls);
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(["cancelled"]));
    expect(errors[0]?.cause).toMatchObject({ class: "unreachable", connection: "acme", product: "crm" });
    expect(zoho.governor.load(laneOf(connection, "crm", "700001"))).toMatchObject({ running: 0, waiting: 0 });
    gate.resolve(fake.issue());
    await settled();
    expect(transport.apiCalls).toHaveLength(0);
  });

  it("is not sent at all where it was given up before, also a create", async () => {
    const { call, transport } = await world();
    await expectCode(call({ method: "POST", body: "{}", signal: AbortSignal.abort() }), "cancelled");
    expect(transport.requests).toHaveLength(0);
  });
});

describe("connections that share an org", () => {
  it("share its limit, and others do not", async () => {
    const { zoho, vault, transport, fake } = await world();
    await connected(vault, "twin");
    await connected(vault, "elsewhere", { environment: "Sandbox" });
    fake.hosts = ["www.zohoapis.eu", "sandbox.zohoapis.eu"];
    const gate = new Deferred<undefined>();
    transport.answers(async (request) => {
      if (request.url.pathname !== "/oauth/v2/token") await gate.promise;
      return fake.answer(request);
    });
    const calls: Promise<unknown>[] = [];
    for (const name of ["acme", "twin", "elsewhere"]) {
      const connection = await find(zoho, name);
      for (let count = 0; count < 10; count++)
        calls.push(zoho.caller.call({ connection, product: "crm", method: "GET", path: "Leads" }));
    }
    await settled();
    expect(transport.apiCalls).toHaveLength(20);
    gate.resolve(undefined);
    await Promise.all(calls);
  });
});

describe("secrets", () => {
  it("stand in no error of any failing call", async () => {
    const answers: readonly Answerer[] = [
      () => invalidToken(),
      () => html(200),
      () => html(502),
      () =>
        reply(400, {
          code: "INVALID_DATA",
          status: "error",
          message: `token ${accessToken(1)}`,
          details: { api_name: accessToken(1), t: [accessToken(1)] },
        }),
      () =>
        reply(401, {
          code: "OAUTH_SCOPE_MISMATCH",
          status: "error",
          details: { header: `Zoho-oauthtoken ${accessToken(1)}` },
        }),
      () => reply(429, accessToken(1)),
      () => reply(500, { message: accessToken(1) }),
      () => reply(200, accessToken(1), { "content-type": "application/json" }),
      () => Promise.reject(failure("network", "ECONNRESET", "maybe sent")),
      () => Promise.reject(failure("timeout", "ETIMEDOUT", "maybe sent")),
      () => Promise.reject(failure("too_large", "X", "maybe sent")),
    ];
    const secrets = [
      CANARY.clientSecret,
      CANARY.refreshToken,
      accessToken(1),
      accessToken(2),
      accessToken(3),
    ];
    for (const answerer of answers) {
      for (const method of ["GET", "POST"]) {
        const { call, transport, fake, logged } = await world();
        transport.answers((request, index) =>
          request.url.pathname === "/oauth/v2/token" ? fake.issue() : answerer(request, index),
        );
        const error = await errorOf(
          call({ method, patienceMs: 0, ...(method === "POST" && { body: "{}" }) }),
        );
        expectNoSecret(everythingIn(error) + logged.join("\n"), secrets);
      }
    }
  });

  it("stand in no error of the token endpoint", async () => {
    const answers: readonly Answerer[] = [
      ...[
        "invalid_code",
        "invalid_client",
        "invalid_client_secret",
        "general_error",
        CANARY.refreshToken,
      ].map((error) => () => reply(200, { error })),
      () => reply(400, { error: "Access Denied", error_description: CANARY.refreshToken, status: "failure" }),
      () => html(500),
      () => reply(200, CANARY.refreshToken),
      () => reply(200, { access_token: `${CANARY.accessToken}\r\n` }),
      () => Promise.reject(failure("network", "ECONNRESET", "maybe sent")),
    ];
    for (const answerer of answers) {
      const { call, transport, logged } = await world();
      transport.answers(answerer);
      const error = await errorOf(call());
      expectNoSecret(everythingIn(error) + logged.join("\n"), Object.values(CANARY));
      expect(error.cause.connection).toBe("acme");
    }
  });
});

describe("a realm", () => {
  it("that nobody said how to reach is not taken for Zoho itself", async () => {
    const { vault } = library();
    const record = await connected(vault, "acme");
    const zoho = new ZohoRuntime({ vault });
    const emulated = { ...(await find(zoho)), realm: "emulator" as const };
    await vault.update("grant", record.id, (current) =>
      current === undefined ? undefined : { ...current, realm: "emulator" },
    );
    await expectCode(
      zoho.caller.call({ connection: emulated, product: "crm", method: "GET", path: "Leads" }),
      "emulator_unavailable",
    );
  });
});

// The scripted transport is part of what these tests rely on: a request that was given up must not be recorded.
describe("the scripted transport", () => {
  it("records no request that never left", async () => {
    const transport = new ScriptedTransport(() => reply(200));
    const url = new URL("https://www.zohoapis.eu/") as Parameters<typeof transport.send>[0]["url"];
    await expect(transport.send({ method: "GET", url, signal: AbortSignal.abort() })).rejects.toThrow(
      "aborted",
    );
    expect(transport.requests).toHaveLength(0);
  });
});
