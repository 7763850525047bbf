import { describe, expect, it } from "vitest";
import type { AskedConfirmation } from "../../../src/connect/confirmations";
import { connectionId } from "../../../src/connect/connection-id";
import type { ConsentOutcome } from "../../../src/connect/consent-outcomes";
import type { ConsentRequest } from "../../../src/connect/consent-start";
import { parseCallback } from "../../../src/oauth/callback";
import { createMemoryVault } from "../../../src/vault/memory-vault";
import { accepted, ASKED, comeBack, ConsentingZoho, refreshTokenOf, stateOf } from "../support/consent";
import { everythingIn, expectCode, expectNoSecret } from "../support/expect-zoho-error";
import { FailingVault } from "../support/failing-vault";
import { settled } from "../support/held-clock";
import { connected, find, library } from "../support/library";
import { failure } from "../support/scripted-transport";
import { CANARY } from "../support/secrets";

const MINUTE = 60_000;
const ID = connectionId("zoho", "acme");

function world(parts: Parameters<typeof library>[0] = {}) {
  const fake = new ConsentingZoho();
  const all = library({ transport: fake.transport, ...parts });
  const outcomes: ConsentOutcome[] = [];
  all.zoho.consents.outcomes.listen((_consent, outcome) => outcomes.push(outcome));
  const open = async (extra: Partial<ConsentRequest> = {}) => {
    const started = await all.zoho.consents.start({ ...ASKED, ...extra });
    const parameters = parseCallback(accepted(stateOf(started)));
    const cookieOf = () => started.cookie;
    return { started, ended: await all.zoho.consents.finishOrAsk({ parameters, cookieOf }) };
  };
  /** Somebody opens a link and consents; the page asks. */
  const ask = async (extra: Partial<ConsentRequest> = {}): Promise<AskedConfirmation> => {
    const { ended } = await open(extra);
    if (ended.state !== "unconfirmed") throw new Error(`it should have asked, not ${JSON.stringify(ended)}`);
    return ended;
  };
  return { ...all, fake, outcomes, open, ask };
}

const codes = (outcomes: readonly ConsentOutcome[]): readonly string[] =>
  outcomes.map((outcome) => (outcome.state === "failed" ? outcome.error.code : outcome.state));

describe("a connection that came by a link", () => {
  it("names what it would be, and is none until somebody has confirmed", async () => {
    const { ask, zoho, outcomes, transport } = world();
    const asked = await ask();
    expect(asked).toMatchObject({
      connectionName: "acme",
      dataCenter: "Europe",
      pins: { orgName: "Acme", environment: "Production", user: "Ada Lovelace" },
    });
    expect((await find(zoho)).connected).toBe(false);
    expect(outcomes).toEqual([]);
    expect(await zoho.consents.confirm(asked.token, "yes")).toMatchObject({
      state: "connected",
      connection: { name: "acme", connected: true, pins: { orgName: "Acme" } },
    });
    expect(codes(outcomes)).toEqual(["connected"]);
    // The access token that came with it serves the first calls.
    const calls = transport.tokenCalls.length;
    await zoho.tokens.get(ID);
    expect(transport.tokenCalls).toHaveLength(calls);
  });

  it("leaves the grant in use as it is until then, and retires it afterwards", async () => {
    const { ask, zoho, vault } = world();
    const before = await connected(vault);
    const { token } = await ask();
    expect(await find(zoho)).toMatchObject({ connected: true, generation: before.generation });
    await zoho.consents.confirm(token, "yes");
    const record = await vault.read("grant", ID);
    expect(record?.current?.refreshToken).toBe(refreshTokenOf(1));
    expect(record?.retired.map(({ refreshToken }) => refreshToken)).toEqual([CANARY.refreshToken]);
  });

  it("is not asked about where its name is pinned to that org and person already", async () => {
    const { open, fake } = world();
    const first = await open({ boundTo: "browser" });
    expect(first.ended.state).toBe("connected");
    expect((await open()).ended.state).toBe("connected");
    fake.user = {};
    expect((await open()).ended.state).toBe("unconfirmed");
  });

  it("is confirmed once, and only with the token of its page", async () => {
    const { ask, zoho, outcomes } = world();
    const { token } = await ask();
    const [ticket = "", secret = ""] = token.split(".");
    const other = await ask({ connectionName: "other" });
    const [otherTicket = ""] = other.token.split(".");
    for (const wrong of [
      "",
      ticket,
      `${ticket}.`,
      `${ticket}.${"A".repeat(43)}`,
      `${otherTicket}.${secret}`,
      "../x",
    ])
      await expectCode(zoho.consents.confirm(wrong, "yes"), "callback_invalid");
    expect(outcomes).toEqual([]);
    const both = await Promise.allSettled([
      zoho.consents.confirm(token, "yes"),
      zoho.consents.confirm(token, "no"),
    ]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expectCode(zoho.consents.confirm(token, "yes"), "callback_invalid");
    expect(codes(outcomes)).toEqual(["connected"]);
  });

  it("can't be asked about again with the same redirect", async () => {
    const { zoho, ask } = world();
    const started = await zoho.consents.start(ASKED);
    await ask();
    await expectCode(comeBack(zoho, accepted(stateOf(started))), "callback_invalid");
  });

  it("that its person does not want stays as it was: nothing is revoked, and the flow learns of it", async () => {
    const { ask, zoho, vault, outcomes, transport } = world();
    const before = await connected(vault);
    const { token } = await ask();
    const outcome = await zoho.consents.confirm(token, "no");
    expect(outcome).toMatchObject({ error: { code: "consent_unconfirmed" } });
    expect(everythingIn(outcome.state === "failed" && outcome.error)).toContain("Acme (Ada Lovelace)");
    expect(codes(outcomes)).toEqual(["consent_unconfirmed"]);
    const after = await vault.read("grant", ID);
    expect(after).toMatchObject({ current: before.current, generation: before.generation });
    expect(after?.retired.map(({ refreshToken }) => refreshToken)).toEqual([refreshTokenOf(1)]);
    expect(transport.revocations).toHaveLength(0);
  });

  it("that nobody confirms ends after ten minutes, and the old grant goes on", async () => {
    const { ask, zoho, vault, outcomes, clock } = world();
    const before = await connected(vault);
    const { token } = await ask();
    await clock.pass(10 * MINUTE);
    expect(codes(outcomes)).toEqual(["consent_unconfirmed"]);
    expect(await vault.read("grant", ID)).toMatchObject({ current: before.current });
    expect(await vault.read("grant", ID)).not.toHaveProperty("candidate");
    expect(await vault.ids("start")).toEqual([]);
    await expectCode(zoho.consents.confirm(token, "yes"), "callback_invalid");
  });

  it("can be cancelled while it waits, and is then not used", async () => {
    const { open, zoho, outcomes, vault } = world();
    const { started } = await open();
    expect(await zoho.consents.cancel(started.ticket)).toBe(true);
    expect(codes(outcomes)).toEqual(["consent_cancelled"]);
    expect((await vault.read("grant", ID))?.candidate).toBeUndefined();
  });

  it("waits over a restart, and is confirmed then", async () => {
    const first = world();
    const { token } = await first.ask();
    first.zoho.consents.close();
    const second = world({ vault: first.vault, clock: first.clock });
    expect(await second.zoho.consents.resume()).toHaveLength(1);
    const resuming = second.zoho.unproven.resume();
    await second.clock.pass(MINUTE);
    await resuming;
    expect((await find(second.zoho)).connected).toBe(false);
    expect((await second.zoho.consents.confirm(token, "yes")).state).toBe("connected");
    expect((await second.zoho.tokens.get(ID)).value).not.toBe("");
  });

  it("times out over a restart, too", async () => {
    const first = world();
    await first.ask();
    first.zoho.consents.close();
    await first.clock.pass(60 * MINUTE);
    const second = world({ vault: first.vault, clock: first.clock });
    await second.zoho.consents.resume();
    await second.clock.pass(0);
    expect(codes(second.outcomes)).toEqual(["consent_unconfirmed"]);
  });

  it("makes way for a newer consent, and its question then changes nothing", async () => {
    const { ask, zoho, vault, outcomes } = world();
    const first = await ask();
    const second = await ask();
    expect((await zoho.consents.confirm(second.token, "yes")).state).toBe("connected");
    expect((await zoho.consents.confirm(first.token, "yes")).state).toBe("failed");
    expect((await vault.read("grant", ID))?.current?.refreshToken).toBe(refreshTokenOf(2));
    expect(codes(outcomes)).toEqual(["connected", "consent_unconfirmed"]);
  });

  it("is not used unasked where Zoho could not be reached while its person was there", async () => {
    const { open, zoho, transport, fake, clock, vault } = world();
    transport.answers((request) => {
      if (request.url.pathname === "/oauth/v2/token") return fake.answer(request);
      throw failure("network", "ECONNRESET", "maybe sent");
    });
    const opening = open();
    await settled();
    await clock.pass(5_000);
    expect((await opening).ended).toMatchObject({ error: { code: "consent_unproven" } });
    transport.answers((request) => fake.answer(request));
    await clock.pass(2 * MINUTE);
    expect((await find(zoho)).connected).toBe(false);
    expect((await vault.read("grant", ID))?.retired).toHaveLength(1);
  });

  it("is not asked about where the question can't be stored", async () => {
    const vault = new FailingVault(createMemoryVault());
    const { open, transport, fake } = world({ vault });
    transport.answers((request) => {
      if (request.url.pathname.endsWith("/users")) vault.refuseWrites("start");
      return fake.answer(request);
    });
    expect((await open()).ended).toMatchObject({ error: { code: "vault_unwritable" } });
    expect((await vault.read("grant", ID))?.candidate).toBeUndefined();
  });

  it("shows its token to nobody but its page", async () => {
    const { ask, vault, zoho, logged, outcomes } = world();
    const { token } = await ask();
    const [ticket = "", secret = ""] = token.split(".");
    expect(JSON.stringify(await vault.read("start", ticket))).not.toContain(secret);
    await zoho.consents.confirm(token, "no");
    const errors = outcomes.map((outcome) => (outcome.state === "failed" ? everythingIn(outcome.error) : ""));
    expectNoSecret([...errors, ...logged].join(), [secret, refreshTokenOf(1), CANARY.grantCode]);
  });
});
