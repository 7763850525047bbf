import { describe, expect, it } from "vitest";
import type { ConsentOutcome } from "../../../src/connect/consent-outcomes";
import type { ConsentRequest } from "../../../src/connect/consent-start";
import type { ZohoError } from "../../../src/errors/zoho-error";
import type { TransportResponse } from "../../../src/transport/transport";
import { DATA_CENTERS } from "../../../src/zoho/data-centers";
import { accepted, ASKED, comeBack, ConsentingZoho, stateOf } from "../support/consent";
import { everythingIn, expectCode, expectNoSecret } from "../support/expect-zoho-error";
import { FailingVault } from "../support/failing-vault";
import { HeldClock, settled } from "../support/held-clock";
import { find, library } from "../support/library";
import { Deferred, failure, form, html, reply } from "../support/scripted-transport";
import { accessToken, CANARY } from "../support/secrets";
import { createMemoryVault } from "../../../src/vault/memory-vault";

const MINUTE = 60_000;

function world(parts: Parameters<typeof library>[0] = {}) {
  const fake = new ConsentingZoho();
  const all = library({ transport: fake.transport, ...parts });
  const outcomes: ConsentOutcome[] = [];
  all.zoho.consents.outcomes.listen((_consent, outcome) => outcomes.push(outcome));
  const start = (extra: Partial<ConsentRequest> = {}) => all.zoho.consents.start({ ...ASKED, ...extra });
  return { ...all, fake, outcomes, start };
}

function errorIn(outcome: ConsentOutcome | undefined): ZohoError {
  if (outcome?.state !== "failed") throw new Error("it should have failed");
  return outcome.error;
}

describe("a consent in the browser", () => {
  it("becomes a connection, proven and pinned", async () => {
    const { zoho, start, transport, outcomes, vault } = world();
    const started = await start();
    const outcome = await comeBack(zoho, accepted(stateOf(started)));
    expect(outcome).toMatchObject({
      state: "connected",
      connection: {
        name: "acme",
        dataCenter: "eu",
        environment: "Production",
        scopes: ASKED.scopes,
        pins: { level: "verified", orgId: "700001", orgName: "Acme", user: "Ada Lovelace", userId: "900001" },
      },
    });
    expect(Object.fromEntries(form(transport.tokenCalls[0]))).toMatchObject({
      grant_type: "authorization_code",
      code: CANARY.grantCode,
      client_secret: CANARY.clientSecret,
      redirect_uri: ASKED.redirectUri,
    });
    expect(form(transport.tokenCalls[0]).get("code_verifier")).toMatch(/^[\w-]{43}$/);
    expect(outcomes).toEqual([outcome]);
    expect(zoho.consents.outcomes.of(started.ticket)).toBe(outcome);
    expect(await vault.ids("start")).toEqual([]);
    // The token that came with it serves the first calls.
    await zoho.caller.call({ connection: await find(zoho), product: "crm", method: "GET", path: "Leads" });
    expect(transport.tokenCalls).toHaveLength(1);
  });

  it("keeps neither state nor cookie where somebody could find them", async () => {
    const { start, vault } = world();
    const started = await start({ boundTo: "browser" });
    const kept = JSON.stringify(await vault.read("start", started.ticket));
    expect(kept).not.toContain(stateOf(started));
    expect(kept).not.toContain(started.cookie);
    expect(started.ticket).not.toContain(stateOf(started));
  });

  it("is never unknown to somebody who looks while it ends", async () => {
    const vault = new FailingVault(createMemoryVault());
    const { zoho, start } = world({ vault });
    const started = await start();
    expect(await zoho.consents.standingOf(started.ticket)).toMatchObject({ state: "waiting" });
    const seen = new Set<string | undefined>();
    let ended = false;
    const watch = async (): Promise<void> => {
      while (!ended) seen.add((await zoho.consents.standingOf(started.ticket))?.state);
    };
    const watching = watch();
    await comeBack(zoho, accepted(stateOf(started)));
    ended = true;
    await watching;
    expect(await zoho.consents.standingOf(started.ticket)).toMatchObject({ state: "connected" });
    expect(seen).not.toContain(undefined);
    expect(seen).toContain("consented");
  });

  it("that ends while its record is read is told as it ended", async () => {
    const vault = new FailingVault(createMemoryVault());
    const { zoho, start } = world({ vault });
    const started = await start();
    const held = vault.holdReads("start");
    const looking = zoho.consents.standingOf(started.ticket);
    await comeBack(zoho, accepted(stateOf(started)));
    held.resolve(undefined);
    expect(await looking).toMatchObject({ state: "connected" });
  });

  it("is ended by a state only once, also when it comes twice at the same moment", async () => {
    const { zoho, start, transport, outcomes } = world();
    const query = accepted(stateOf(await start()));
    const ends = await Promise.allSettled(Array.from({ length: 20 }, () => comeBack(zoho, query)));
    expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const error = await expectCode(comeBack(zoho, query), "callback_invalid");
    expect(error.message).toContain("unknown, used, or too old");
    expect(transport.tokenCalls).toHaveLength(1);
    expect(outcomes).toHaveLength(1);
  });

  it.each([
    ["no state", {}],
    ["an unknown state", { state: "A".repeat(43) }],
    ["several states", { state: ["a", "b"] }],
    ["an empty state", { state: "" }],
    ["a state of a megabyte", { state: "x".repeat(1_000_000) }],
    ["a state in the prototype", JSON.parse('{"__proto__":{"state":"x"}}') as Record<string, unknown>],
  ])("is not ended by an answer with %s", async (_what, odd) => {
    const { zoho, start, transport, outcomes, vault } = world();
    const started = await start();
    const { state: _state, ...rest } = accepted(stateOf(started));
    await expectCode(comeBack(zoho, { ...rest, ...odd }), "callback_invalid");
    await expectCode(
      comeBack(zoho, { ...odd, error: "no_org" }),
      "state" in odd && odd.state === "A".repeat(43) ? "callback_invalid" : "callback_without_state",
    );
    expect(transport.requests).toHaveLength(0);
    expect(outcomes).toHaveLength(0);
    expect(await vault.ids("start")).toEqual([started.ticket]);
  });

  it.each([undefined, "", "wrong", "a".repeat(32)])(
    "is not ended by another browser (cookie %j), and goes on",
    async (cookie) => {
      const { zoho, start, transport } = world();
      const started = await start({ boundTo: "browser" });
      const query = accepted(stateOf(started));
      const error = await expectCode(comeBack(zoho, query, cookie), "callback_invalid");
      expect(error.message).toContain("another browser");
      expect(transport.requests).toHaveLength(0);
      expect((await comeBack(zoho, query, started.cookie)).state).toBe("connected");
    },
  );

  it("is not ended by the cookie of another consent", async () => {
    const { zoho, start } = world();
    const [one, other] = [
      await start({ boundTo: "browser" }),
      await start({ boundTo: "browser", connectionName: "other" }),
    ];
    await expectCode(comeBack(zoho, accepted(stateOf(one)), other.cookie), "callback_invalid");
  });

  it.each([
    ["a foreign accounts server", { "accounts-server": "https://accounts.zoho.com.evil.example" }],
    ["another row's accounts server", { "accounts-server": "https://accounts.zoho.com" }],
    ["another row's location", { location: "us" }],
    ["no location of Zoho's", { location: "moon" }],
    ["a port", { "accounts-server": "https://accounts.zoho.eu:8443" }],
    ["plain http", { "accounts-server": "http://accounts.zoho.eu" }],
  ])("sends no byte of a secret where the redirect names %s", async (_what, forged) => {
    const { zoho, start, transport } = world();
    const outcome = await comeBack(zoho, { ...accepted(stateOf(await start())), ...forged });
    expect(errorIn(outcome).code).toBe("forged_callback");
    expect(transport.requests).toHaveLength(0);
  });

  it("is exchanged in the person's own data center where the client allows it, with that one's secret", async () => {
    const secretOf = (_realm: unknown, _client: unknown, dataCenter: string): string =>
      `secret of ${dataCenter}`;
    const { zoho, start, transport, fake } = world({ clientSecrets: { secretOf } });
    fake.host = "www.zohoapis.com";
    const outcome = await comeBack(zoho, accepted(stateOf(await start()), "us"));
    expect(outcome.state).toBe("connected");
    expect(transport.tokenCalls[0]?.url.host).toBe("accounts.zoho.com");
    expect(form(transport.tokenCalls[0]).get("client_secret")).toBe("secret of us");
    expect(transport.requests.every(({ url }) => url.host.endsWith(".com"))).toBe(true);
  });

  it("goes nowhere where the person's data center is not allowed", async () => {
    const { zoho, start, transport } = world();
    const error = errorIn(await comeBack(zoho, accepted(stateOf(await start()), "in")));
    expect(error.code).toBe("wrong_data_center");
    expect(error.message).toContain(DATA_CENTERS.in.name);
    expect(transport.requests).toHaveLength(0);
  });

  it("that ends in no_org names the apps and asks nothing of Zoho", async () => {
    const { zoho, start, transport } = world();
    const started = await start({ scopes: ["ZohoBigin.modules.ALL", "ZohoCRM.modules.ALL"] });
    const error = errorIn(
      await comeBack(zoho, { state: stateOf(started), error: "no_org", code: CANARY.grantCode }),
    );
    expect(error.cause).toMatchObject({
      class: "no_org",
      connection: "acme",
      details: { apps: ["Bigin", "CRM"] },
    });
    expect(transport.requests).toHaveLength(0);
  });

  it("that brings neither code nor error fails", async () => {
    const { zoho, start } = world();
    expect(errorIn(await comeBack(zoho, { state: stateOf(await start()) })).code).toBe("callback_invalid");
  });

  it.each([
    [{ error: "invalid_code" }, "grant_code_invalid"],
    [{ error: "invalid_client" }, "invalid_client"],
    [{ error: "invalid_redirect_uri" }, "invalid_redirect_uri"],
    [{ access_token: accessToken(1), expires_in: 3600 }, "no_refresh_token"],
    [{ error: "Access Denied", status: "failure" }, "token_throttled"],
  ] as const)(
    "fails for good where the exchange is answered by %j, and is not tried again",
    async (body, code) => {
      const { zoho, start, transport, vault } = world();
      transport.answers(() => reply(200, body));
      expect(errorIn(await comeBack(zoho, accepted(stateOf(await start())))).code).toBe(code);
      expect(transport.tokenCalls).toHaveLength(1);
      expect(await vault.ids("start")).toEqual([]);
      expect(await find(zoho).catch(() => undefined)).toBeUndefined();
    },
  );
});

describe("a consent that nobody ends", () => {
  it("is abandoned in time, and names no_org and the apps", async () => {
    const { start, clock, outcomes, vault } = world();
    await start({ scopes: ["Desk.tickets.READ", "ZohoCRM.modules.ALL"] });
    await clock.pass(10 * MINUTE - 1);
    expect(outcomes).toHaveLength(0);
    await clock.pass(1);
    const error = errorIn(outcomes[0]);
    expect(error.code).toBe("consent_abandoned");
    expect(error.message).toContain("(Desk, CRM)");
    expect(error.message).toContain("no_org");
    expect(error.cause.details?.["apps"]).toEqual(["Desk", "CRM"]);
    expect(await vault.ids("start")).toEqual([]);
  });

  it("takes no text of a stranger for the reason why somebody did not come back", async () => {
    const { zoho, start, outcomes, clock } = world();
    await start();
    const text = "Call +1 555 0100 to unlock";
    const error = await expectCode(comeBack(zoho, { error: text }), "callback_invalid");
    expect(everythingIn(error)).not.toContain("555");
    await clock.pass(10 * MINUTE);
    expect(errorIn(outcomes[0]).code).toBe("consent_abandoned");
    expect(everythingIn(errorIn(outcomes[0]))).not.toContain("555");
  });

  it("is explained by an error that came without state, which by itself ended nothing", async () => {
    const { zoho, start, clock, outcomes } = world();
    await start();
    const error = await expectCode(comeBack(zoho, { error: "no_org" }), "callback_without_state");
    expect(error.message).toContain("no_org");
    expect(outcomes).toHaveLength(0);
    await clock.pass(10 * MINUTE);
    expect(errorIn(outcomes[0]).cause).toMatchObject({
      code: "consent_abandoned",
      zohoCode: "no_org",
      details: { hint: "no_org" },
    });
  });

  it("is not explained by an error of long ago", async () => {
    const { zoho, start, clock, outcomes } = world();
    await expectCode(comeBack(zoho, { error: "no_org" }), "callback_without_state");
    await clock.pass(31 * MINUTE);
    await start();
    await clock.pass(10 * MINUTE);
    expect(errorIn(outcomes[0]).cause.zohoCode).toBeUndefined();
  });

  it("can't be ended any more", async () => {
    const { zoho, start, clock, transport, outcomes } = world();
    const query = accepted(stateOf(await start()));
    await clock.pass(10 * MINUTE);
    await expectCode(comeBack(zoho, query), "callback_invalid");
    expect(transport.requests).toHaveLength(0);
    expect(outcomes).toHaveLength(1);
  });

  it("is refused when it comes too late although nobody watched", async () => {
    const { zoho, start, clock } = world();
    const query = accepted(stateOf(await start()));
    zoho.consents.close();
    await clock.pass(11 * MINUTE);
    expect((await expectCode(comeBack(zoho, query), "callback_invalid")).message).toContain("too late");
  });

  it("is not abandoned while its code is being exchanged, nor ended twice", async () => {
    const { zoho, start, clock, transport, fake, outcomes } = world();
    const gate = new Deferred<undefined>();
    transport.answers(async (request) => {
      await gate.promise;
      return fake.answer(request);
    });
    const finishing = comeBack(zoho, accepted(stateOf(await start())));
    await settled();
    await clock.pass(20 * MINUTE);
    expect(outcomes).toHaveLength(0);
    gate.resolve(undefined);
    expect((await finishing).state).toBe("connected");
    expect(outcomes).toHaveLength(1);
  });

  it("ends once where it is abandoned in the moment in which its person comes back", async () => {
    const vault = new FailingVault(createMemoryVault());
    const { zoho, start, clock, outcomes } = world({ vault });
    const query = accepted(stateOf(await start()));
    await clock.pass(10 * MINUTE - 1);
    const held = vault.holdReads("start");
    await clock.pass(1);
    clock.jumpWall(-1);
    const finishing = comeBack(zoho, query).catch((error: unknown) => error);
    await settled();
    held.resolve(undefined);
    await finishing;
    await settled();
    expect(outcomes).toHaveLength(1);
  });
});

describe("a restart in the middle of a consent", () => {
  it("lets a waiting one go on where it was", async () => {
    const first = world();
    const started = await first.start({ boundTo: "browser" });
    first.zoho.consents.close();
    const second = world({ vault: first.vault, clock: first.clock });
    expect(await second.zoho.consents.resume()).toEqual([
      { ticket: started.ticket, connectionName: "acme", startedBy: "node1", expiresAt: started.expiresAt },
    ]);
    const { expiresAt } = started;
    expect(await second.zoho.consents.standingOf(started.ticket)).toEqual({ state: "waiting", expiresAt });
    expect((await comeBack(second.zoho, accepted(stateOf(started)), started.cookie)).state).toBe("connected");
  });

  it("abandons one whose time passed meanwhile", async () => {
    const first = world();
    await first.start();
    first.zoho.consents.close();
    await first.clock.pass(60 * MINUTE);
    const second = world({ vault: first.vault, clock: first.clock });
    await second.zoho.consents.resume();
    await second.clock.pass(0);
    expect(errorIn(second.outcomes[0]).code).toBe("consent_abandoned");
  });

  it("reports one whose code was being exchanged, and sends the code to nobody again", async () => {
    const first = world();
    first.transport.answers(() => new Promise<TransportResponse>(() => undefined));
    void comeBack(first.zoho, accepted(stateOf(await first.start())));
    await settled();
    const second = world({ vault: first.vault, clock: first.clock });
    expect(await second.zoho.consents.resume()).toEqual([]);
    expect(errorIn(second.outcomes[0]).cause).toMatchObject({
      code: "consent_interrupted",
      connection: "acme",
    });
    expect(second.logged.join()).toContain("'acme'");
    expect(second.transport.requests).toHaveLength(0);
    expect(await first.vault.ids("start")).toEqual([]);
  });

  it("does not abandon a waiting one because the clock begins in 1970, nor wait for 56 years", async () => {
    const first = world();
    await first.start();
    first.zoho.consents.close();
    const clock = new HeldClock(60_000);
    const second = world({ vault: first.vault, clock });
    await second.zoho.consents.resume();
    expect(Math.max(...clock.sleeps)).toBeLessThanOrEqual(24 * 60 * MINUTE);
    await clock.pass(MINUTE);
    expect(second.outcomes).toHaveLength(0);
  });
});

describe("consents that can't be read when the process begins", () => {
  it("keep nobody from starting, and are taken up when the vault opens", async () => {
    const first = world();
    await first.start();
    first.zoho.consents.close();
    const vault = new FailingVault(first.vault);
    vault.lock();
    const second = world({ vault, clock: first.clock });
    expect(await second.zoho.consents.resume()).toEqual([]);
    expect(second.logged.join()).toContain("can't be taken up yet");
    await second.clock.pass(2 * MINUTE);
    expect(second.outcomes).toHaveLength(0);
    vault.unlock();
    await second.clock.pass(10 * MINUTE);
    expect(second.outcomes.map((outcome) => errorIn(outcome).code)).toEqual(["consent_abandoned"]);
  });

  it("are not said to be interrupted while their code is being exchanged here", async () => {
    const first = world();
    const started = await first.start();
    first.zoho.consents.close();
    const vault = new FailingVault(first.vault);
    vault.lock();
    const second = world({ vault, clock: first.clock });
    await second.zoho.consents.resume();
    vault.unlock();
    second.transport.answers(() => new Promise<TransportResponse>(() => undefined));
    void comeBack(second.zoho, accepted(stateOf(started)));
    await settled();
    await second.clock.pass(2 * MINUTE);
    expect(second.outcomes).toHaveLength(0);
  });
});

describe("an outcome that nobody listened to", () => {
  it("is told to the one that began its consent when it listens again, once, and to nobody else", async () => {
    const { zoho, start } = world();
    const told: string[] = [];
    const listen = (startedBy: string): (() => void) =>
      zoho.consents.outcomes.listenFor(startedBy, ({ connectionName }) => told.push(connectionName));
    listen("node1")();
    for (const connectionName of ["acme", "other"])
      await comeBack(zoho, accepted(stateOf(await start({ connectionName }))));
    listen("node2");
    expect(told).toEqual([]);
    listen("node1");
    expect(told).toEqual(["acme", "other"]);
    listen("node1");
    await comeBack(zoho, accepted(stateOf(await start({ connectionName: "third" }))));
    expect(told).toEqual(["acme", "other", "third"]);
  });

  it("is forgotten after a while", async () => {
    const { zoho, start, clock } = world();
    await comeBack(zoho, accepted(stateOf(await start())));
    await clock.pass(60 * MINUTE);
    const told: unknown[] = [];
    zoho.consents.outcomes.listenFor("node1", (consent) => told.push(consent));
    expect(told).toEqual([]);
  });
});

describe("a disk that refuses", () => {
  it("ends no consent: what was connected is told", async () => {
    const vault = new FailingVault(createMemoryVault());
    const { zoho, start, outcomes, transport, fake, logged } = world({ vault });
    const query = accepted(stateOf(await start()));
    transport.answers((request) => {
      if (request.url.pathname.endsWith("/users")) vault.refuseWrites("start", "access", "budget");
      return fake.answer(request);
    });
    expect((await comeBack(zoho, query)).state).toBe("connected");
    expect(outcomes).toHaveLength(1);
    expect((await find(zoho)).pins.orgName).toBe("Acme");
    expect(logged.join("\n")).toContain("could not be removed");
  });

  it("lets none begin", async () => {
    const vault = new FailingVault(createMemoryVault());
    const { start } = world({ vault });
    vault.refuseWrites("start");
    await expectCode(start(), "vault_unwritable");
  });

  it("spends no code that could not be marked as used", async () => {
    const vault = new FailingVault(createMemoryVault());
    const { zoho, start, transport } = world({ vault });
    const query = accepted(stateOf(await start()));
    vault.refuseWrites("start");
    await expectCode(comeBack(zoho, query), "vault_unwritable");
    expect(transport.requests).toHaveLength(0);
    vault.allowWrites();
    expect((await comeBack(zoho, query)).state).toBe("connected");
  });
});

describe("what a consent begins with", () => {
  it.each(["", " ", "-x", "a/b", "a".repeat(65), "a\nb", "../x", "a\u0000"])(
    "is no name like %j",
    async (connectionName) => {
      await expectCode(world().start({ connectionName }), "invalid_input");
    },
  );

  it.each(["acme-production", "Größe 1", "日本.eu", "a".repeat(64)])(
    "may be called %j",
    async (connectionName) => {
      expect((await world().start({ connectionName })).connectionName).toBe(connectionName);
    },
  );

  it.each([
    "",
    "gateway",
    "ftp://gateway.example/cb",
    "http://gateway.example/cb",
    "http://127.0.0.1.evil.example/cb",
    "http://8.8.8.8/cb",
    "http://172.32.0.1/cb",
    "https://user@gateway.example/cb",
    "https://:pw@gateway.example/cb",
    "https://gateway.example/cb#x",
    "javascript:alert(1)",
  ])("is no redirect URI like %j", async (redirectUri) => {
    await expectCode(world().start({ redirectUri }), "invalid_input");
  });

  it.each([
    "https://gateway.example/cb",
    "http://localhost:1880/cb",
    "http://127.0.0.1:1880/cb",
    "http://[::1]:1880/cb",
    "http://10.1.2.3/cb",
    "http://192.168.1.5:1880/cb",
    "http://172.16.0.1/cb",
    "http://raspberrypi.local:1880/cb",
    "http://gateway:1880/cb",
  ])("may come back to %s, to the letter", async (redirectUri) => {
    expect((await world().start({ redirectUri })).url.searchParams.get("redirect_uri")).toBe(redirectUri);
  });
});

describe("secrets of a consent", () => {
  it("stand in no error, outcome or log line", async () => {
    const answers: readonly (() => TransportResponse | Promise<never>)[] = [
      () => reply(200, { error: "invalid_code" }),
      () => reply(200, { error: CANARY.grantCode }),
      () => reply(400, { error: "Access Denied", error_description: CANARY.grantCode, status: "failure" }),
      () => html(200),
      () => reply(200, { access_token: CANARY.accessToken }),
      () => reply(200, { access_token: CANARY.accessToken, refresh_token: CANARY.refreshToken }),
      () => Promise.reject(failure("network", "ECONNRESET", "maybe sent")),
    ];
    for (const answer of answers) {
      const { zoho, start, transport, logged, vault, clock } = world();
      transport.answers((request) =>
        request.url.pathname === "/oauth/v2/token"
          ? answer()
          : reply(401, { code: "INVALID_TOKEN", details: { t: CANARY.accessToken } }),
      );
      const started = await start({ boundTo: "browser" });
      const kept = await vault.read("start", started.ticket);
      const verifier = kept?.device === undefined ? (kept?.codeVerifier ?? "") : "";
      const finishing = comeBack(zoho, accepted(stateOf(started)), started.cookie);
      await settled();
      await clock.pass(5_000);
      const error = errorIn(await finishing);
      const secrets = [...Object.values(CANARY), stateOf(started), started.cookie ?? "", verifier];
      expect(secrets.every((secret) => secret.length >= 32)).toBe(true);
      expectNoSecret(everythingIn(error) + logged.join("\n"), secrets);
    }
  });

  it("stand in no error of a callback that belongs to nothing", async () => {
    const { zoho } = world();
    const error = await expectCode(
      comeBack(zoho, { ...accepted("x".repeat(43)), error: CANARY.grantCode }),
      "callback_invalid",
    );
    const hinted = await expectCode(comeBack(zoho, { error: CANARY.grantCode }), "callback_invalid");
    expectNoSecret(everythingIn(error) + everythingIn(hinted), [
      ...Object.values(CANARY),
      "x".repeat(43),
      CANARY.grantCode.slice(0, 38),
    ]);
  });
});
