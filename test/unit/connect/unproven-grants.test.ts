import { describe, expect, it } from "vitest";
import { connectionId } from "../../../src/connect/connection-id";
import type { Consent } from "../../../src/connect/establish";
import { connectWithCode } from "../../../src/connect/grant-code";
import { ASKED, ConsentingZoho, refreshTokenOf } from "../support/consent";
import { expectCode } from "../support/expect-zoho-error";
import { settled } from "../support/held-clock";
import { connected, find, library } from "../support/library";
import { failure, form, html, reply } from "../support/scripted-transport";
import { CANARY } from "../support/secrets";

const MINUTE = 60_000;
const ID = connectionId("zoho", "acme");
const { realm, clientId, clientSecret, dataCenter, scopes } = ASKED;
const CONSENT = { realm, name: "acme", clientId, dataCenter, scopes, clientSecret } satisfies Consent;

function world(parts: Parameters<typeof library>[0] = {}) {
  const fake = new ConsentingZoho();
  const all = library({ transport: fake.transport, ...parts });
  /** Tokens can be had, but the network to the API is down, or all of it. */
  const cut = (what: "the API" | "all"): void => {
    all.transport.answers((request) => {
      const isToken = request.url.pathname === "/oauth/v2/token";
      if (isToken && what === "the API") return fake.answer(request);
      throw failure("network", "ECONNRESET", isToken ? "never sent" : "maybe sent");
    });
  };
  const mend = (): void => {
    all.transport.answers((request) => fake.answer(request));
  };
  /** A consent whose proof fails for want of a network. */
  const leaveUnproven = async (): Promise<void> => {
    cut("the API");
    const connecting = expectCode(
      connectWithCode(all.zoho, CONSENT, { code: CANARY.grantCode }),
      "consent_unproven",
    );
    await settled();
    await all.clock.pass(5_000);
    await connecting;
  };
  return { ...all, fake, cut, mend, leaveUnproven };
}

describe("a grant that could not be proven", () => {
  it("is proven by itself once Zoho can be reached, and in use then", async () => {
    const { leaveUnproven, mend, clock, zoho, vault, logged, transport } = world();
    await leaveUnproven();
    expect((await zoho.connections.find("zoho", "acme"))?.connected).toBe(false);
    mend();
    await clock.pass(MINUTE);
    expect(await find(zoho)).toMatchObject({ connected: true, pins: { level: "verified", orgName: "Acme" } });
    expect(form(transport.tokenCalls[1]).get("refresh_token")).toBe(refreshTokenOf(1));
    const record = await vault.read("grant", ID);
    expect(record).not.toHaveProperty("candidate");
    expect(record).not.toHaveProperty("candidateTerms");
    expect(logged.join()).toContain("'acme'");
  });

  it("is tried less and less often, and never given up for want of a network", async () => {
    const { leaveUnproven, mend, cut, clock, zoho, transport } = world();
    await leaveUnproven();
    cut("all");
    await clock.pass(24 * 60 * MINUTE);
    expect(transport.tokenCalls.length).toBeLessThan(60);
    mend();
    await clock.pass(30 * MINUTE);
    expect((await find(zoho)).connected).toBe(true);
  });

  it("is taken up after a restart, with no other trace than the vault", async () => {
    const first = world();
    await first.leaveUnproven();
    first.zoho.unproven.close();
    const second = world({ vault: first.vault, clock: first.clock });
    const resuming = second.zoho.unproven.resume();
    await second.clock.pass(5_000);
    await resuming;
    expect((await find(second.zoho)).pins.orgName).toBe("Acme");
  });

  it("of a process that ended in the middle of its proof is taken up as well", async () => {
    const first = world();
    first.transport.answers((request) =>
      request.url.pathname === "/oauth/v2/token"
        ? first.fake.answer(request)
        : new Promise<never>(() => undefined),
    );
    void connectWithCode(first.zoho, CONSENT, { code: CANARY.grantCode });
    await settled();
    const second = world({ vault: first.vault, clock: first.clock });
    const resuming = second.zoho.unproven.resume();
    await second.clock.pass(5_000);
    await resuming;
    expect((await find(second.zoho)).connected).toBe(true);
  });

  it("is not tried any more by a process that closes, not even where it had not begun to look", async () => {
    const first = world();
    await first.leaveUnproven();
    first.zoho.unproven.close();
    const second = world({ vault: first.vault, clock: first.clock });
    const resuming = second.zoho.unproven.resume();
    second.zoho.unproven.close();
    await expect(resuming).resolves.toBeUndefined();
    await second.clock.pass(60 * MINUTE);
    expect(second.transport.tokenCalls).toHaveLength(0);
  });

  it("that comes while the process closes is left to the next one", async () => {
    const { leaveUnproven, mend, clock, zoho, vault, transport } = world();
    zoho.unproven.close();
    await leaveUnproven();
    mend();
    const calls = transport.tokenCalls.length;
    await clock.pass(60 * MINUTE);
    expect(transport.tokenCalls).toHaveLength(calls);
    expect((await vault.read("grant", ID))?.candidate?.refreshToken).toBe(refreshTokenOf(1));
  });

  it("can be tried when somebody asks for it, once for all who ask", async () => {
    const { leaveUnproven, mend, zoho, transport } = world();
    await leaveUnproven();
    const before = transport.tokenCalls.length;
    mend();
    const [one, other] = await Promise.all([zoho.unproven.prove(ID), zoho.unproven.prove(ID)]);
    expect(one?.connected).toBe(true);
    expect(other).toBe(one);
    expect(transport.tokenCalls.length - before).toBeLessThanOrEqual(2);
    expect(await zoho.unproven.prove(ID)).toBeUndefined();
    expect(await zoho.unproven.prove("0".repeat(32))).toBeUndefined();
  });

  it("leaves the grant in use as it is, and takes its place when it is proven", async () => {
    const { leaveUnproven, mend, clock, zoho, vault } = world();
    const before = await connected(vault);
    await leaveUnproven();
    expect(await find(zoho)).toMatchObject({ connected: true, generation: before.generation });
    mend();
    await clock.pass(MINUTE);
    const record = await vault.read("grant", ID);
    expect(record?.current?.refreshToken).toBe(refreshTokenOf(1));
    expect(record?.retired.map(({ refreshToken }) => refreshToken)).toEqual([CANARY.refreshToken]);
  });

  it("is retired and not used where the proof shows another org than the pinned one", async () => {
    const { leaveUnproven, mend, clock, zoho, vault, fake, logged } = world();
    const before = await connected(vault);
    await leaveUnproven();
    fake.org = { zgid: "700002", company_name: "Other" };
    mend();
    await clock.pass(MINUTE);
    expect(await find(zoho)).toMatchObject({ generation: before.generation, pins: { orgName: "Acme" } });
    expect((await vault.read("grant", ID))?.retired.map(({ refreshToken }) => refreshToken)).toEqual([
      refreshTokenOf(1),
    ]);
    expect(logged.join()).toContain("Other");
  });

  it("is given up where Zoho says that it is dead", async () => {
    const { leaveUnproven, clock, transport, vault } = world();
    await leaveUnproven();
    transport.answers(() => reply(200, { error: "invalid_code" }));
    await clock.pass(60 * MINUTE);
    expect(transport.tokenCalls).toHaveLength(2);
    expect((await vault.read("grant", ID))?.candidate).toBeUndefined();
  });

  it("makes way for a newer consent, and is not tried beside it", async () => {
    const { leaveUnproven, mend, clock, zoho, transport } = world();
    await leaveUnproven();
    mend();
    await connectWithCode(zoho, CONSENT, { code: CANARY.grantCode });
    const calls = transport.tokenCalls.length;
    await clock.pass(60 * MINUTE);
    expect(transport.tokenCalls).toHaveLength(calls);
  });

  it.each([
    ["an outage", () => html(503)],
    ["a throttle of the API", () => reply(429, { code: "TOO_MANY_REQUESTS" })],
    ["a page of the network", () => html(200)],
  ] as const)("is not retired because of %s", async (_what, answer) => {
    const { zoho, clock, transport, fake, vault } = world();
    transport.answers((request) =>
      request.url.pathname === "/oauth/v2/token" ? fake.answer(request) : answer(),
    );
    const connecting = expectCode(
      connectWithCode(zoho, CONSENT, { code: CANARY.grantCode }),
      "consent_unproven",
    );
    await settled();
    await clock.pass(10_000);
    await connecting;
    expect((await vault.read("grant", ID))?.candidate?.refreshToken).toBe(refreshTokenOf(1));
  });
});
