import { describe, expect, it } from "vitest";
import { connectionId } from "../../../src/connect/connection-id";
import { adoptDeclared, type DeclaredGrant } from "../../../src/connect/declared";
import { disconnect } from "../../../src/connect/disconnect";
import type { Consent } from "../../../src/connect/establish";
import { connectWithCode } from "../../../src/connect/grant-code";
import { createMemoryVault } from "../../../src/vault/memory-vault";
import { ConsentingZoho, refreshTokenOf } from "../support/consent";
import { everythingIn, expectCode, expectNoSecret } from "../support/expect-zoho-error";
import { FailingVault } from "../support/failing-vault";
import { settled } from "../support/held-clock";
import { connected, find, invalidToken, library } from "../support/library";
import { Deferred, failure, form, html, reply } from "../support/scripted-transport";
import { accessToken, CANARY } from "../support/secrets";

const ID = connectionId("zoho", "acme");
const CONSENT: Consent = {
  realm: "zoho",
  name: "acme",
  clientId: "1000.CLIENT",
  clientSecret: CANARY.clientSecret,
  dataCenter: "eu",
  scopes: ["ZohoCRM.modules.ALL", "ZohoCRM.org.READ", "ZohoCRM.users.READ"],
};

function world(parts: Parameters<typeof library>[0] = {}) {
  const fake = new ConsentingZoho();
  const all = library({ transport: fake.transport, ...parts });
  const connect = (extra: Partial<Consent> = {}) =>
    connectWithCode(all.zoho, { ...CONSENT, ...extra }, { code: CANARY.grantCode });
  return { ...all, fake, connect };
}

describe("a new grant", () => {
  it("is on disk before it is proven, and in use only afterwards", async () => {
    const { connect, transport, fake, vault } = world();
    const proof = new Deferred<undefined>();
    transport.answers(async (request) => {
      if (request.url.pathname.endsWith("/org")) await proof.promise;
      return fake.answer(request);
    });
    const connecting = connect();
    await settled();
    const waiting = await vault.read("grant", ID);
    expect(waiting?.candidate?.refreshToken).toBe(refreshTokenOf(1));
    expect(waiting?.current).toBeUndefined();
    proof.resolve(undefined);
    await connecting;
    const record = await vault.read("grant", ID);
    expect(record?.current?.refreshToken).toBe(refreshTokenOf(1));
    expect(record?.candidate).toBeUndefined();
  });

  it("is lost with the answer to its code: the code is spent, so nothing says that it can be repeated", async () => {
    const { connect, transport } = world();
    transport.answers(() => {
      throw failure("network", "ECONNRESET", "maybe sent");
    });
    const error = await expectCode(connect(), "grant_code_lost");
    expect(error.class).toBe("expired_token");
    transport.answers(() => {
      throw failure("connect", "ECONNREFUSED", "never sent");
    });
    await expectCode(connect(), "network");
  });

  it("retires the one before and revokes nothing", async () => {
    const { connect, transport, vault } = world();
    const first = await connect();
    const second = await connect();
    expect(second.generation).toBe(first.generation + 1);
    const record = await vault.read("grant", ID);
    expect(record?.current?.refreshToken).toBe(refreshTokenOf(2));
    expect(record?.retired.map(({ refreshToken }) => refreshToken)).toEqual([refreshTokenOf(1)]);
    expect(transport.revocations).toHaveLength(0);
  });

  it("that a crash left unproven is not lost by the next consent", async () => {
    const first = world();
    first.transport.answers((request) =>
      request.url.pathname === "/oauth/v2/token"
        ? first.fake.answer(request)
        : new Promise<never>(() => undefined),
    );
    void first.connect();
    await settled();
    const second = world({ vault: first.vault, transport: first.transport });
    first.transport.answers((request) => first.fake.answer(request));
    await second.connect();
    const record = await first.vault.read("grant", ID);
    expect(record?.current?.refreshToken).toBe(refreshTokenOf(2));
    expect(record?.retired.map(({ refreshToken }) => refreshToken)).toEqual([refreshTokenOf(1)]);
  });

  it("is not lost where two consents for one name run side by side", async () => {
    const { connect, transport, fake, vault } = world();
    const proofs: Deferred<undefined>[] = [];
    transport.answers(async (request) => {
      if (request.url.pathname.endsWith("/org")) {
        const proof = new Deferred<undefined>();
        proofs.push(proof);
        await proof.promise;
      }
      return fake.answer(request);
    });
    const both = [connect(), connect()];
    await settled();
    expect(proofs).toHaveLength(2);
    for (const proof of proofs) {
      proof.resolve(undefined);
      await settled();
    }
    await Promise.all(both);
    const record = await vault.read("grant", ID);
    const all = [record?.current, record?.candidate, ...(record?.retired ?? [])].flatMap(
      (grant) => grant?.refreshToken ?? [],
    );
    expect([...all].sort()).toEqual([refreshTokenOf(1), refreshTokenOf(2)]);
    expect(record?.candidate).toBeUndefined();
  });

  it("does not stand among the retired where Zoho gives the same refresh token again", async () => {
    const { connect, fake, vault } = world();
    fake.answerExtra = { refresh_token: CANARY.refreshToken };
    await connect();
    await connect();
    fake.host = "nowhere";
    await expectCode(connect(), "wrong_environment");
    const record = await vault.read("grant", ID);
    expect(record?.current?.refreshToken).toBe(CANARY.refreshToken);
    expect(record?.retired).toEqual([]);
  });

  it("without a refresh token is none, and nothing is kept", async () => {
    const { connect, fake, vault } = world();
    fake.answerExtra = { refresh_token: undefined };
    await expectCode(connect(), "no_refresh_token");
    expect(await vault.ids("grant")).toEqual([]);
  });

  it("takes the place of a record that can't be read", async () => {
    const vault = new FailingVault(createMemoryVault());
    const { connect, zoho } = world({ vault });
    await connected(vault);
    vault.damage("grant", ID);
    await expectCode(zoho.connections.find("zoho", "acme"), "vault_damaged");
    expect((await connect()).connected).toBe(true);
  });

  it("under a name that belongs to another client is refused, and that one stays as it is", async () => {
    const { connect, vault } = world();
    const before = await connected(vault, "acme", { record: { clientId: "1000.OTHER" } });
    await expectCode(connect(), "name_taken");
    expect(await vault.read("grant", ID)).toEqual(before);
  });

  it("says where its scopes come from: Zoho's answer, else what was asked", async () => {
    const { connect, fake } = world();
    expect((await connect()).scopes).toEqual(CONSENT.scopes);
    fake.answerExtra = { scope: "ZohoCRM.org.READ ZohoCRM.modules.READ" };
    expect((await connect()).scopes).toEqual(["ZohoCRM.org.READ", "ZohoCRM.modules.READ"]);
  });
});

describe("the proof of a grant", () => {
  it.each([
    ["Production", "www.zohoapis.eu"],
    ["Sandbox", "sandbox.zohoapis.eu"],
    ["Developer", "developer.zohoapis.eu"],
  ] as const)(
    "finds %s by the host that takes the token, whatever the hint says",
    async (environment, host) => {
      for (const hint of [
        `https://${host}`,
        "https://www.zohoapis.eu",
        "https://sandbox.zohoapis.eu",
        "https://evil.example",
        undefined,
      ]) {
        const { connect, fake, transport } = world();
        fake.host = host;
        fake.answerExtra = { api_domain: hint };
        expect((await connect()).environment).toBe(environment);
        expect(transport.apiCalls.every(({ url }) => url.host.endsWith(".zohoapis.eu"))).toBe(true);
        if (hint === `https://${host}`) expect(transport.apiCalls[0]?.url.host).toBe(host);
      }
    },
  );

  it("believes the host that takes the token more than what the org calls itself", async () => {
    const { connect, fake } = world();
    fake.org = { zgid: "1", company_name: "Acme", type: "Sandbox" };
    expect((await connect()).environment).toBe("Production");
  });

  it("fails where no host takes the token, and says so", async () => {
    const { connect, fake } = world();
    fake.host = "nowhere";
    expect((await expectCode(connect(), "wrong_environment")).message).toContain("Europe");
  });

  it.each([503, 429])("is tried again where Zoho is busy (%d), because a consent is dear", async (status) => {
    const { connect, transport, fake, clock } = world();
    let busy = 2;
    transport.answers((request) =>
      request.url.pathname.endsWith("/org") && busy-- > 0 ? reply(status, "") : fake.answer(request),
    );
    const connecting = connect();
    await settled();
    await clock.pass(5_000);
    expect((await connecting).pins.level).toBe("verified");
  });

  it("is tried three times, then the grant is kept as it is and the old one goes on", async () => {
    const { connect, transport, fake, clock, vault } = world();
    const before = await connected(vault);
    transport.answers((request) => {
      if (request.url.pathname === "/oauth/v2/token") return fake.answer(request);
      throw failure("network", "ECONNRESET", "maybe sent");
    });
    const connecting = expectCode(connect(), "consent_unproven");
    await settled();
    await clock.pass(5_000);
    const error = await connecting;
    expect(error.cause).toMatchObject({
      class: "unreachable",
      connection: "acme",
      details: { cause: "network" },
    });
    expect(transport.apiCalls).toHaveLength(3);
    const after = await vault.read("grant", ID);
    expect(after).toMatchObject({ current: before.current, generation: before.generation });
    expect(after?.candidate?.refreshToken).toBe(refreshTokenOf(1));
    expect(after?.retired).toEqual([]);
  });

  it("does not need the scope for the org, and knows less then", async () => {
    const { connect, transport, fake } = world();
    transport.answers((request) =>
      request.url.pathname.endsWith("/org") && request.url.host === fake.host
        ? reply(401, { code: "OAUTH_SCOPE_MISMATCH", status: "error" })
        : fake.answer(request),
    );
    fake.host = "sandbox.zohoapis.eu";
    const { pins, environment } = await connect();
    expect(environment).toBe("Sandbox");
    expect(pins).toEqual({
      level: "unknown",
      environment: "Sandbox",
      user: "Ada Lovelace",
      userId: "900001",
    });
  });

  it("does not fail because the person can't be asked for", async () => {
    const { connect, transport, fake } = world();
    transport.answers((request) =>
      request.url.pathname.endsWith("/users") ? html(200) : fake.answer(request),
    );
    expect((await connect()).pins).toEqual({
      level: "verified",
      orgId: "700001",
      orgName: "Acme",
      environment: "Production",
      orgs: { crm: { reached: [{ id: "700001", name: "Acme" }], chosen: "700001" } },
    });
  });

  it("has nothing to ask where no product of the scopes can be asked", async () => {
    const { connect, transport } = world();
    const { pins } = await connect({
      scopes: ["Desk.tickets.READ"],
      declared: { level: "declared", environment: "Sandbox" },
    });
    expect(pins).toEqual({ level: "declared", environment: "Sandbox" });
    expect(transport.apiCalls).toHaveLength(0);
  });

  it("fails as what failed where the disk fails, too", async () => {
    const vault = new FailingVault(createMemoryVault());
    const { connect, fake, transport } = world({ vault });
    fake.host = "nowhere";
    transport.answers((request) => {
      if (request.url.pathname.endsWith("/org")) vault.refuseWrites("grant");
      return fake.answer(request);
    });
    await expectCode(connect(), "wrong_environment");
  });
});

describe("a consent that lands elsewhere", () => {
  it.each([
    [
      "another org",
      (fake: ConsentingZoho) => (fake.org = { zgid: "700002", company_name: "Other" }),
      "Acme (Production, Ada Lovelace)",
      "Other (Production, Ada Lovelace)",
    ],
    [
      "another environment",
      (fake: ConsentingZoho) => (fake.host = "sandbox.zohoapis.eu"),
      "Acme (Production, Ada Lovelace)",
      "Acme (Sandbox, Ada Lovelace)",
    ],
    [
      "another person",
      (fake: ConsentingZoho) => (fake.user = { id: "900002", full_name: "Bob" }),
      "Acme (Production, Ada Lovelace)",
      "Acme (Production, Bob)",
    ],
  ])("in %s is refused with both names, and the old grant is kept", async (_what, move, pinned, actual) => {
    const { connect, fake, vault, zoho } = world();
    await connect();
    move(fake);
    const error = await expectCode(connect(), "pinned_elsewhere");
    expect(error.cause.details).toMatchObject({ pinned, actual });
    expect(error.message).toContain(`belongs to ${pinned}`);
    const record = await vault.read("grant", ID);
    expect(record?.current?.refreshToken).toBe(refreshTokenOf(1));
    expect(record?.retired.map(({ refreshToken }) => refreshToken)).toEqual([refreshTokenOf(2)]);
    expect((await find(zoho)).pins.orgName).toBe("Acme");
    expectNoSecret(everythingIn(error), [
      ...Object.values(CANARY),
      refreshTokenOf(1),
      refreshTokenOf(2),
      accessToken(1),
      accessToken(2),
    ]);
  });

  it("in another environment is refused also where only the host showed which it was", async () => {
    const { connect, transport, fake } = world();
    transport.answers((request) =>
      request.url.pathname.endsWith("/org") && request.url.host === fake.host
        ? reply(401, { code: "OAUTH_SCOPE_MISMATCH", status: "error" })
        : fake.answer(request),
    );
    const scopes = ["ZohoCRM.modules.ALL"];
    await connect({ scopes });
    fake.host = "sandbox.zohoapis.eu";
    await expectCode(connect({ scopes }), "pinned_elsewhere");
  });

  it("in another data center is refused where nothing else is known", async () => {
    const { connect } = world();
    await connect({ scopes: ["Desk.tickets.READ"] });
    const error = await expectCode(
      connect({ scopes: ["Desk.tickets.READ"], dataCenter: "us" }),
      "pinned_elsewhere",
    );
    expect(error.cause.details).toMatchObject({ pinned: "Europe", actual: "United States" });
  });

  it("in another place than was declared is refused at the first time", async () => {
    const { connect, fake } = world();
    fake.host = "sandbox.zohoapis.eu";
    await expectCode(
      connect({ declared: { level: "declared", environment: "Production" } }),
      "pinned_elsewhere",
    );
  });

  it("may go there under another name", async () => {
    const { connect, fake } = world();
    await connect();
    fake.host = "sandbox.zohoapis.eu";
    expect((await connect({ name: "acme-test" })).environment).toBe("Sandbox");
  });
});

describe("a declared grant", () => {
  const declared: DeclaredGrant = {
    realm: "zoho",
    name: "acme",
    clientId: "1000.CLIENT",
    clientSecret: CANARY.clientSecret,
    dataCenter: "eu",
    scopes: ["ZohoCRM.modules.ALL"],
    pins: { level: "declared", environment: "Sandbox" },
    refreshToken: CANARY.refreshToken,
  };

  it("is adopted once, and asks nothing of Zoho", async () => {
    const { zoho, transport } = world();
    expect(await adoptDeclared(zoho, declared)).toBe("adopted");
    expect(await adoptDeclared(zoho, declared)).toBe("known");
    expect(await find(zoho)).toMatchObject({
      connected: true,
      environment: "Sandbox",
      pins: { level: "declared" },
    });
    expect(transport.requests).toHaveLength(0);
  });

  it("does not come back after a person has connected again", async () => {
    const { zoho, vault, connect, fake } = world();
    fake.host = "sandbox.zohoapis.eu";
    await adoptDeclared(zoho, declared);
    await connect();
    expect(await adoptDeclared(zoho, declared)).toBe("known");
    expect((await vault.read("grant", ID))?.current?.refreshToken).toBe(refreshTokenOf(1));
  });

  it("keeps what was there: the grant before and one that was never proven", async () => {
    const { zoho, vault } = world();
    const record = await connected(vault, "acme", { grant: { refreshToken: "1000.old" } });
    const candidate = { ...(record.current ?? fail()), refreshToken: "1000.candidate" };
    await vault.update("grant", ID, () => ({ ...record, candidate }));
    await adoptDeclared(zoho, declared);
    const after = await vault.read("grant", ID);
    expect(after?.current?.refreshToken).toBe(CANARY.refreshToken);
    expect(after?.retired.map(({ refreshToken }) => refreshToken).sort()).toEqual([
      "1000.candidate",
      "1000.old",
    ]);
  });

  it("starts with a clean slate: neither tokens nor verdicts of the one before", async () => {
    const { zoho, vault, transport, fake } = world();
    await adoptDeclared(zoho, declared);
    transport.answers(() => reply(200, { error: "invalid_code" }));
    await expectCode(zoho.tokens.get(ID), "grant_revoked");
    expect(await adoptDeclared(zoho, { ...declared, refreshToken: "1000.new" })).toBe("adopted");
    transport.answers((request) => fake.answer(request));
    expect((await zoho.tokens.get(ID)).value).toBe(accessToken(1));
    expect(form(transport.tokenCalls[1]).get("refresh_token")).toBe("1000.new");
    expect((await vault.read("budget", ID))?.brokenGeneration).toBeUndefined();
  });

  it("does not take the name of another client's connection", async () => {
    const { zoho, vault } = world();
    await connected(vault, "acme", { record: { clientId: "1000.OTHER" } });
    await expectCode(adoptDeclared(zoho, declared), "name_taken");
  });
});

describe("a declared grant that was disconnected", () => {
  const declared: DeclaredGrant = {
    ...CONSENT,
    pins: { level: "unknown" },
    refreshToken: CANARY.refreshToken,
  };

  it("does not come back, whether Zoho was reached or not, and under no name", async () => {
    for (const reached of [true, false]) {
      const { zoho, transport } = world();
      await adoptDeclared(zoho, declared);
      if (!reached) transport.answers(() => html(503));
      expect(await disconnect(zoho, ID)).toMatchObject({ left: reached ? 0 : 1 });
      expect(await adoptDeclared(zoho, declared)).toBe("forgotten");
      expect(await adoptDeclared(zoho, { ...declared, name: "other" })).toBe("forgotten");
      expect(await zoho.connections.find("zoho", "acme")).toBeUndefined();
      expect(await adoptDeclared(zoho, { ...declared, refreshToken: "1000.new" })).toBe("adopted");
    }
  });

  it("does not come back where it had been replaced or revoked before, nor after a restart", async () => {
    const { zoho, vault, connect } = world();
    await adoptDeclared(zoho, declared);
    await connect();
    await disconnect(zoho, ID);
    const second = world({ vault });
    expect(await adoptDeclared(second.zoho, declared)).toBe("forgotten");
    const before = await connected(vault, "acme", { record: { revoked: ["0123456789abcdef"] } });
    await disconnect(second.zoho, before.id);
    const [id = ""] = await vault.ids("forgotten");
    expect((await vault.read("forgotten", id))?.prints).toContain("0123456789abcdef");
  });

  it("is one of a thousand that are remembered, by nothing that is a secret", async () => {
    const { zoho, vault } = world();
    const revoked = Array.from({ length: 1_500 }, (_, index) => index.toString(16).padStart(16, "0"));
    await connected(vault, "acme", { record: { revoked } });
    await disconnect(zoho, ID);
    const [id = ""] = await vault.ids("forgotten");
    const kept = await vault.read("forgotten", id);
    expect(kept?.prints).toHaveLength(1_000);
    expect(kept?.prints.every((print) => /^[0-9a-f]{16}$/.test(print))).toBe(true);
  });

  it("is not ended where it could not be kept from coming back", async () => {
    const vault = new FailingVault(createMemoryVault());
    const { zoho, transport } = world({ vault });
    await adoptDeclared(zoho, declared);
    vault.refuseWrites("forgotten");
    await expectCode(disconnect(zoho, ID), "vault_unwritable");
    expect(transport.revocations).toHaveLength(0);
    expect((await find(zoho)).connected).toBe(true);
  });

  it("is refused under a second name: two connections must not share one grant", async () => {
    const { zoho } = world();
    await adoptDeclared(zoho, declared);
    const error = await expectCode(adoptDeclared(zoho, { ...declared, name: "twin" }), "grant_known");
    expect(error.message).toContain("belongs to 'acme'");
  });
});

describe("many grants of one connection", () => {
  async function manyConsents(parts: ReturnType<typeof world>, count: number): Promise<void> {
    for (let consent = 0; consent < count; consent++) {
      await parts.connect();
      await settled();
    }
  }

  it("lose the oldest when 15 live, so that Zoho never has to choose which one dies", async () => {
    const parts = world();
    await manyConsents(parts, 14);
    expect(parts.transport.revocations).toHaveLength(0);
    await manyConsents(parts, 2);
    expect(parts.transport.revocations.map((request) => form(request).get("token"))).toEqual([
      refreshTokenOf(1),
      refreshTokenOf(2),
    ]);
    const record = await parts.vault.read("grant", ID);
    expect(record?.current?.refreshToken).toBe(refreshTokenOf(16));
    expect(record?.retired.map(({ refreshToken }) => refreshToken)).toEqual(
      Array.from({ length: 13 }, (_, index) => refreshTokenOf(index + 3)),
    );
  });

  it("keep those that could not be revoked, and the next consent tries again", async () => {
    const parts = world();
    parts.transport.answers((request) =>
      request.url.pathname.endsWith("/revoke") ? html(503) : parts.fake.answer(request),
    );
    await manyConsents(parts, 15);
    expect((await parts.vault.read("grant", ID))?.retired).toHaveLength(14);
    parts.transport.answers((request) => parts.fake.answer(request));
    await manyConsents(parts, 1);
    expect((await parts.vault.read("grant", ID))?.retired).toHaveLength(13);
  });

  it("do not bring a declared token back that was revoked among them", async () => {
    const parts = world();
    const token = {
      ...CONSENT,
      pins: { level: "unknown" },
      refreshToken: "1000.declared",
    } as const satisfies DeclaredGrant;
    await adoptDeclared(parts.zoho, token);
    await manyConsents(parts, 15);
    expect(parts.transport.revocations.map((request) => form(request).get("token"))).toContain(
      "1000.declared",
    );
    expect(await adoptDeclared(parts.zoho, token)).toBe("known");
  });
});

describe("disconnecting", () => {
  it("revokes at the same time: one that hangs does not keep the others waiting", async () => {
    const { zoho, vault, transport } = world();
    const record = await connected(vault);
    const grant = record.current ?? fail();
    const retired = [1, 2, 3].map((number) => ({ ...grant, refreshToken: refreshTokenOf(number) }));
    await vault.update("grant", ID, () => ({ ...record, retired }));
    const held = new Deferred<undefined>();
    transport.answers(async () => {
      await held.promise;
      return reply(200, { status: "success" });
    });
    const disconnecting = disconnect(zoho, ID);
    await settled();
    expect(transport.revocations).toHaveLength(4);
    held.resolve(undefined);
    expect(await disconnecting).toEqual({ name: "acme", revoked: 4, left: 0 });
  });

  it("while somebody connects again takes the old grants and leaves the new one", async () => {
    const { zoho, vault, transport, connect, fake } = world();
    const record = await connected(vault);
    const held = new Deferred<undefined>();
    transport.answers(async (request) => {
      if (request.url.pathname !== "/oauth/v2/token/revoke") return fake.answer(request);
      await held.promise;
      return reply(200, { status: "success" });
    });
    const disconnecting = disconnect(zoho, ID);
    await settled();
    const again = await connect();
    held.resolve(undefined);
    expect(await disconnecting).toEqual({ name: "acme", revoked: 1, left: 0 });
    expect(await vault.read("grant", ID)).toMatchObject({ generation: again.generation, retired: [] });
    expect(await find(zoho)).toMatchObject({ connected: true, generation: again.generation });
    expect((await vault.read("grant", ID))?.current).not.toEqual(record.current);
    expect(zoho.tokens.cached(ID)).toMatchObject({ generation: again.generation });
  });

  it("before a consent is proven leaves what the consent has brought meanwhile", async () => {
    const { zoho, vault, transport, connect, fake } = world();
    await connected(vault);
    const revoking = new Deferred<undefined>();
    const proving = new Deferred<undefined>();
    transport.answers(async (request) => {
      if (request.url.pathname === "/oauth/v2/token/revoke") await revoking.promise;
      if (request.url.host === fake.host) await proving.promise;
      return fake.answer(request);
    });
    const disconnecting = disconnect(zoho, ID);
    await settled();
    const connecting = connect();
    await settled();
    revoking.resolve(undefined);
    await disconnecting;
    expect((await find(zoho)).connected).toBe(false);
    proving.resolve(undefined);
    expect((await connecting).connected).toBe(true);
  });

  it("revokes all that is known of, in each one's own data center, and forgets it", async () => {
    const { zoho, vault, transport } = world();
    const record = await connected(vault);
    const grant = record.current ?? fail();
    const candidate = { ...grant, refreshToken: "1000.candidate", dataCenter: "us" as const };
    await vault.update("grant", ID, () => ({
      ...record,
      candidate,
      retired: [{ ...grant, refreshToken: "1000.retired", dataCenter: "in" }],
    }));
    await zoho.tokens.get(ID);
    expect(await disconnect(zoho, ID)).toEqual({ name: "acme", revoked: 3, left: 0 });
    expect(transport.revocations.map((request) => [request.url.host, form(request).get("token")])).toEqual([
      ["accounts.zoho.eu", CANARY.refreshToken],
      ["accounts.zoho.com", "1000.candidate"],
      ["accounts.zoho.in", "1000.retired"],
    ]);
    expect(await zoho.connections.find("zoho", "acme")).toBeUndefined();
    for (const kind of ["grant", "access", "budget"] as const) expect(await vault.ids(kind)).toEqual([]);
    expect(zoho.tokens.cached(ID)).toBeUndefined();
    expect(await disconnect(zoho, ID)).toBeUndefined();
  });

  it.each([
    ["no network", () => Promise.reject(failure("connect", "ENOTFOUND", "never sent"))],
    ["an outage", () => html(503)],
    ["a throttle", () => reply(400, { error: "Access Denied", status: "failure" })],
    ["a page of the network", () => html(200)],
  ] as const)("says what lives on because of %s", async (_why, answer) => {
    const { zoho, vault, transport } = world();
    await connected(vault);
    transport.answers(answer);
    expect(await disconnect(zoho, ID)).toEqual({ name: "acme", revoked: 0, left: 1 });
    expect(await vault.ids("grant")).toEqual([]);
  });

  it("removes a record that can't be read, and its tokens", async () => {
    const vault = new FailingVault(createMemoryVault());
    const { zoho } = world({ vault });
    await connected(vault);
    await zoho.tokens.get(ID);
    await find(zoho);
    vault.damage("grant", ID);
    expect(await disconnect(zoho, ID)).toEqual({ name: ID, revoked: 0, left: 0 });
    for (const kind of ["grant", "access", "budget"] as const) expect(await vault.ids(kind)).toEqual([]);
    expect(zoho.tokens.cached(ID)).toBeUndefined();
    expect(await zoho.connections.find("zoho", "acme")).toBeUndefined();
  });

  it("and connecting again never meets a token of the former life", async () => {
    const { zoho, vault, connect, transport, fake } = world();
    await connect();
    const old = await zoho.tokens.get(ID);
    await disconnect(zoho, ID);
    await connect();
    const token = await zoho.tokens.get(ID);
    expect(token.value).not.toBe(old.value);
    transport.answers((request) =>
      request.headers?.["authorization"]?.endsWith(old.value) === true
        ? invalidToken()
        : fake.answer(request),
    );
    expect(await vault.read("access", ID)).toMatchObject({ token: token.value });
  });
});

describe("looking connections up", () => {
  it("is not confused by a read that took longer than a change", async () => {
    const vault = new FailingVault(createMemoryVault());
    const { zoho } = world({ vault });
    const record = await connected(vault);
    const held = vault.holdReads("grant");
    const finding = zoho.connections.find("zoho", "acme");
    const listing = zoho.connections.ofClient("zoho", "1000.CLIENT");
    await settled();
    const newer = { ...record, generation: record.generation + 1 };
    await vault.update("grant", ID, () => newer);
    zoho.connections.remember(newer);
    held.resolve(undefined);
    expect((await finding)?.generation).toBe(newer.generation);
    await listing;
    expect(zoho.connections.cached("zoho", "acme")?.generation).toBe(newer.generation);
  });

  it("does not bring back what was removed while it was read", async () => {
    const vault = new FailingVault(createMemoryVault());
    const { zoho } = world({ vault });
    await connected(vault);
    const held = vault.holdReads("grant");
    const finding = zoho.connections.find("zoho", "acme");
    await settled();
    await vault.update("grant", ID, () => undefined);
    zoho.connections.forget({ realm: "zoho", name: "acme" });
    held.resolve(undefined);
    expect(await finding).toBeUndefined();
    expect(zoho.connections.cached("zoho", "acme")).toBeUndefined();
  });

  it("lists those of one client and realm by name, and what can't be read at the end", async () => {
    const vault = new FailingVault(createMemoryVault());
    const { zoho } = world({ vault });
    for (const name of ["beta", "alpha", "broken"]) await connected(vault, name);
    await connected(vault, "foreign", { record: { clientId: "1000.OTHER" } });
    const broken = connectionId("zoho", "broken");
    vault.damage("grant", broken);
    const list = await zoho.connections.ofClient("zoho", "1000.CLIENT");
    expect(list.map((one) => ("connection" in one ? one.connection.name : one.damaged))).toEqual([
      "alpha",
      "beta",
      broken,
    ]);
    expect(await zoho.connections.ofClient("emulator", "1000.CLIENT")).toHaveLength(1);
    expect(JSON.stringify(list)).not.toContain(CANARY.refreshToken);
  });

  it("keeps the same name in two realms apart", () => {
    expect(connectionId("zoho", "acme")).not.toBe(connectionId("emulator", "acme"));
  });
});

function fail(): never {
  throw new Error("the fixture has a grant");
}
