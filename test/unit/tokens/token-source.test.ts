import { describe, expect, it } from "vitest";
import type { ErrorCode } from "../../../src/errors/codes";
import { livesAtZoho } from "../../../src/vault/grant";
import type { GrantRecord } from "../../../src/vault/vault";
import { errorOf, expectCode } from "../support/expect-zoho-error";
import { FailingVault } from "../support/failing-vault";
import { settled } from "../support/held-clock";
import { connected, FakeZoho, type Library, library, storedToken } from "../support/library";
import { Deferred, failure, form, html, reply } from "../support/scripted-transport";
import { accessToken, CANARY } from "../support/secrets";
import type { TransportResponse } from "../../../src/transport/transport";

const MINUTE = 60_000;

/** What becomes of a token request. */
const lost = (): Promise<never> => Promise.reject(failure("timeout", "ETIMEDOUT", "maybe sent"));
const neverSent = (): Promise<never> => Promise.reject(failure("connect", "ENOTFOUND", "never sent"));

/** A connection whose grant answers with numbered tokens. */
async function source(): Promise<Library & { readonly record: GrantRecord; readonly fake: FakeZoho }> {
  const fake = new FakeZoho();
  const parts = library({ transport: fake.transport });
  return { ...parts, fake, record: await connected(parts.vault) };
}

describe("a token for many callers", () => {
  it.each([1_000, 10_000])("costs one call when %d ask at once", async (callers) => {
    const { zoho, transport, record } = await source();
    const tokens = await Promise.all(Array.from({ length: callers }, () => zoho.tokens.get(record.id)));
    expect(transport.tokenCalls).toHaveLength(1);
    expect(new Set(tokens.map(({ value }) => value))).toEqual(new Set([accessToken(1)]));
  });

  it("costs one call when they come one after the other while it is on its way", async () => {
    const { zoho, transport, record } = await source();
    const asked: Promise<unknown>[] = [];
    for (let caller = 0; caller < 200; caller++) {
      asked.push(zoho.tokens.get(record.id));
      await Promise.resolve();
    }
    await Promise.all(asked);
    expect(transport.tokenCalls).toHaveLength(1);
  });

  it("costs one call for one who was still reading the vault when it came", async () => {
    const fake = new FakeZoho();
    const vault = new FailingVault(library().vault);
    const { zoho, transport } = library({ vault, transport: fake.transport });
    const record = await connected(vault);
    const reading = vault.holdReads("access");
    const reader = zoho.tokens.get(record.id);
    await settled();
    await zoho.tokens.force(record.id);
    reading.resolve(undefined);
    expect((await reader).value).toBe(accessToken(1));
    expect(transport.tokenCalls).toHaveLength(1);
  });

  it("is asked with the connection's own client, secret and data center", async () => {
    const { zoho, transport, record } = await source();
    await zoho.tokens.get(record.id);
    expect(transport.tokenCalls[0]?.url.origin).toBe("https://accounts.zoho.eu");
    expect(Object.fromEntries(form(transport.tokenCalls[0]))).toEqual({
      client_id: "1000.CLIENT",
      client_secret: CANARY.clientSecret,
      grant_type: "refresh_token",
      refresh_token: CANARY.refreshToken,
    });
  });

  it("fails for all of them alike when it fails, each with an error of its own, and costs one call", async () => {
    const { zoho, transport, record } = await source();
    transport.answers(() => html(503));
    const errors = await Promise.all(
      Array.from({ length: 100 }, () => expectCode(zoho.tokens.get(record.id), "server_error")),
    );
    expect(transport.tokenCalls).toHaveLength(1);
    expect(new Set(errors).size).toBe(100);
    expect(new Set(errors.map((error) => error.cause)).size).toBe(100);
  });

  it("is for those that stay when one of them leaves", async () => {
    const { zoho, transport, record } = await source();
    const answer = new Deferred<TransportResponse>();
    transport.answers(() => answer.promise);
    const leaving = new AbortController();
    const leaver = zoho.tokens.get(record.id, leaving.signal);
    const stayers = [zoho.tokens.get(record.id), zoho.tokens.get(record.id, new AbortController().signal)];
    await settled();
    leaving.abort(new Error("the node was stopped"));
    await expect(leaver).rejects.toThrow("the node was stopped");
    answer.resolve(reply(200, { access_token: accessToken(1), expires_in: 3600 }));
    const tokens = await Promise.all(stayers);
    expect(tokens.map(({ value }) => value)).toEqual([accessToken(1), accessToken(1)]);
    expect(transport.tokenCalls).toHaveLength(1);
  });

  it("is kept when all of them have left", async () => {
    const { zoho, transport, record } = await source();
    const answer = new Deferred<TransportResponse>();
    transport.answers(() => answer.promise);
    const leaving = new AbortController();
    const leaver = zoho.tokens.get(record.id, leaving.signal);
    await settled();
    leaving.abort(new Error("stopped"));
    await expect(leaver).rejects.toThrow("stopped");
    answer.resolve(reply(200, { access_token: accessToken(1), expires_in: 3600 }));
    await settled();
    expect(zoho.tokens.cached(record.id)?.value).toBe(accessToken(1));
  });

  it("does not begin for who has left before", async () => {
    const { zoho, transport, record } = await source();
    await expect(zoho.tokens.get(record.id, AbortSignal.abort(new Error("gone")))).rejects.toThrow("gone");
    expect(transport.tokenCalls.length).toBeLessThanOrEqual(1);
  });

  it("is not asked for a connection that has no grant", async () => {
    const { zoho, transport, vault } = await source();
    const record = await connected(vault, "empty", { record: {} });
    await vault.update("grant", record.id, (current) => {
      if (current === undefined) return undefined;
      const { current: _grant, ...rest } = current;
      return rest;
    });
    const error = await expectCode(zoho.tokens.get(record.id), "not_connected");
    expect(error.message).toContain("'empty'");
    await expectCode(zoho.tokens.get("0".repeat(32)), "not_connected");
    expect(transport.requests).toHaveLength(0);
  });
});

describe("a token that lasts", () => {
  it("is used until a minute before its end, then another is asked for", async () => {
    const { zoho, transport, clock, record } = await source();
    await zoho.tokens.get(record.id);
    await clock.pass(59 * MINUTE - 1);
    await zoho.tokens.get(record.id);
    expect(transport.tokenCalls).toHaveLength(1);
    await clock.pass(1);
    expect((await zoho.tokens.get(record.id)).value).toBe(accessToken(2));
  });

  it("survives a restart without a call", async () => {
    const { zoho, vault, clock, transport, record } = await source();
    await zoho.tokens.get(record.id);
    await clock.pass(30 * MINUTE);
    const restarted = library({ vault, clock, transport });
    expect((await restarted.zoho.tokens.get(record.id)).value).toBe(accessToken(1));
    expect(transport.tokenCalls).toHaveLength(1);
  });

  it("of a former grant is not used", async () => {
    const { zoho, vault, transport, record, clock } = await source();
    await storedToken(vault, { ...record, generation: record.generation - 1 }, { obtainedAt: clock.now() });
    expect((await zoho.tokens.get(record.id)).value).toBe(accessToken(1));
    expect(transport.tokenCalls).toHaveLength(1);
  });

  it.each([2 * 60 * MINUTE, -2 * 60 * MINUTE, 56 * 365 * 24 * 60 * MINUTE])(
    "in memory stays when the wall clock jumps by %d ms",
    async (jump) => {
      const { zoho, transport, clock, record } = await source();
      await zoho.tokens.get(record.id);
      clock.jumpWall(jump);
      await zoho.tokens.get(record.id);
      expect(transport.tokenCalls).toHaveLength(1);
      await clock.pass(59 * MINUTE);
      await zoho.tokens.get(record.id);
      await zoho.tokens.get(record.id);
      expect(transport.tokenCalls).toHaveLength(2);
    },
  );

  it.each([2 * 60 * MINUTE, -2 * 60 * MINUTE])(
    "is good although the wall clock jumped by %d ms while it was on its way",
    async (jump) => {
      const { zoho, transport, clock, record, fake } = await source();
      transport.answers(() => {
        clock.jumpWall(jump);
        return fake.issue();
      });
      await zoho.tokens.get(record.id);
      await zoho.tokens.get(record.id);
      await clock.pass(30 * MINUTE);
      await zoho.tokens.get(record.id);
      expect(transport.tokenCalls).toHaveLength(1);
    },
  );

  it("from the vault is just tried where the clock was set back, for no longer than tokens live", async () => {
    const { zoho, vault, clock, transport, record } = await source();
    await storedToken(vault, record, { obtainedAt: clock.now() + 30 * 365 * 24 * 60 * MINUTE });
    expect((await zoho.tokens.get(record.id)).value).toBe(CANARY.accessToken);
    await clock.pass(60 * MINUTE);
    expect((await zoho.tokens.get(record.id)).value).toBe(accessToken(1));
    expect(transport.tokenCalls).toHaveLength(1);
  });

  it("of a few seconds is not thrown away for its margin", async () => {
    const { zoho, transport, clock, record, fake } = await source();
    transport.answers(() => fake.issue({ expires_in: 10 }));
    await zoho.tokens.get(record.id);
    await clock.pass(8_000);
    await zoho.tokens.get(record.id);
    expect(transport.tokenCalls).toHaveLength(1);
  });
});

describe("a refused token", () => {
  it("is renewed once for all who hold it", async () => {
    const { zoho, transport, record } = await source();
    const token = await zoho.tokens.get(record.id);
    const renewed = await Promise.all(Array.from({ length: 1_000 }, () => zoho.tokens.renew(token)));
    expect(transport.tokenCalls).toHaveLength(2);
    expect(new Set(renewed.map(({ value }) => value))).toEqual(new Set([accessToken(2)]));
  });

  it("is not renewed again by who comes late", async () => {
    const { zoho, transport, record } = await source();
    const token = await zoho.tokens.get(record.id);
    await zoho.tokens.renew(token);
    expect((await zoho.tokens.renew(token)).value).toBe(accessToken(2));
    expect(transport.tokenCalls).toHaveLength(2);
  });

  it("does not come back out of the vault while another is on its way", async () => {
    const { zoho, transport, record, fake } = await source();
    const token = await zoho.tokens.get(record.id);
    const answer = new Deferred<TransportResponse>();
    transport.answers(() => answer.promise);
    const renewal = zoho.tokens.renew(token);
    const others = Array.from({ length: 20 }, () => zoho.tokens.get(record.id));
    await settled();
    answer.resolve(fake.issue());
    const values = (await Promise.all([renewal, ...others])).map(({ value }) => value);
    expect(new Set(values)).toEqual(new Set([accessToken(2)]));
    expect(transport.tokenCalls).toHaveLength(2);
  });

  const passing: readonly (readonly [string, ErrorCode, () => TransportResponse | Promise<never>])[] = [
    ["the network", "network", () => Promise.reject(failure("connect", "ENOTFOUND", "never sent"))],
    ["a server", "server_error", () => html(503)],
    ["a throttle", "token_throttled", () => reply(429)],
  ];

  it.each(passing)(
    "stays in use when its renewal fails by %s: other calls may do with it",
    async (_how, code, answer) => {
      const { zoho, transport, record } = await source();
      const token = await zoho.tokens.get(record.id);
      transport.answers(answer);
      await expectCode(zoho.tokens.renew(token), code);
      expect(await zoho.tokens.get(record.id)).toBe(token);
      expect(zoho.tokens.cached(record.id)).toBe(token);
    },
  );

  it("stays in use when there is none left for its renewal", async () => {
    const { zoho, record } = await source();
    let token = await zoho.tokens.get(record.id);
    for (let call = 2; call <= 8; call++) token = await zoho.tokens.renew(token);
    await expectCode(zoho.tokens.renew(token), "token_budget");
    expect(await zoho.tokens.get(record.id)).toBe(token);
  });

  it("is gone, also from the vault, when Zoho says that its grant is dead", async () => {
    const { zoho, transport, record } = await source();
    const token = await zoho.tokens.get(record.id);
    transport.answers(() => reply(200, { error: "invalid_code" }));
    await expectCode(zoho.tokens.renew(token), "grant_revoked");
    expect(zoho.tokens.cached(record.id)).toBeUndefined();
    await expectCode(zoho.tokens.get(record.id), "grant_revoked");
  });

  it("is renewed again when the refusal of an older one arrives after its own", async () => {
    const { zoho, transport, record, clock, fake } = await source();
    const first = await zoho.tokens.get(record.id);
    await clock.pass(1_000);
    const second = await zoho.tokens.renew(first);
    const answer = new Deferred<TransportResponse>();
    transport.answers(() => answer.promise);
    const renewals = [zoho.tokens.renew(second), zoho.tokens.renew(first), zoho.tokens.get(record.id)];
    await settled();
    answer.resolve(fake.issue());
    const values = (await Promise.all(renewals)).map(({ value }) => value);
    expect(new Set(values)).toEqual(new Set([accessToken(3)]));
  });

  it("is told from its successor although both came in the same millisecond and nothing can be stored", async () => {
    const fake = new FakeZoho();
    const vault = new FailingVault(library().vault);
    const { zoho, transport } = library({ vault, transport: fake.transport });
    const record = await connected(vault);
    vault.refuseWrites("access");
    const first = await zoho.tokens.get(record.id);
    const second = await zoho.tokens.renew(first);
    expect(second.version).toBeGreaterThan(first.version);
    expect(await zoho.tokens.renew(first)).toBe(second);
    expect(transport.tokenCalls).toHaveLength(2);
  });
});

describe("a grant that is replaced while its token is on its way", () => {
  async function replacedMeanwhile(answer: (fake: FakeZoho) => TransportResponse) {
    const parts = await source();
    const { zoho, vault, transport, record, fake } = parts;
    const first = new Deferred<TransportResponse>();
    transport.answersInTurn(
      () => first.promise,
      (request) => {
        expect(form(request).get("refresh_token")).toBe("1000.new");
        return fake.issue();
      },
    );
    const asked = zoho.tokens.get(record.id);
    await settled();
    const grant = record.current;
    if (!livesAtZoho(grant)) throw new Error("it has a refresh token");
    await vault.update("grant", record.id, (current) =>
      current === undefined
        ? undefined
        : { ...current, generation: 101, current: { ...grant, refreshToken: "1000.new" }, retired: [grant] },
    );
    await zoho.tokens.forget(record.id);
    first.resolve(answer(fake));
    return { ...parts, token: await asked };
  }

  it("gives its callers a token of the new grant, and keeps none of the old", async () => {
    const { token, vault, zoho, record } = await replacedMeanwhile((fake) => fake.issue());
    expect(token).toMatchObject({ generation: 101, value: accessToken(2) });
    expect(zoho.tokens.cached(record.id)?.value).toBe(accessToken(2));
    expect(await vault.read("access", record.id)).toMatchObject({ generation: 101, token: accessToken(2) });
  });

  it("does not blame the new grant for the end of the old", async () => {
    const { token, vault, record } = await replacedMeanwhile(() => reply(200, { error: "invalid_code" }));
    expect(token.value).toBe(accessToken(1));
    expect((await vault.read("budget", record.id))?.brokenGeneration).toBeUndefined();
  });

  it("leaves nothing behind where it was removed", async () => {
    const { zoho, vault, transport, record, fake } = await source();
    const answer = new Deferred<TransportResponse>();
    transport.answers(() => answer.promise);
    const asked = zoho.tokens.get(record.id);
    await settled();
    await vault.update("grant", record.id, () => undefined);
    await zoho.tokens.forget(record.id);
    answer.resolve(fake.issue());
    await expectCode(asked, "not_connected");
    expect(await vault.read("access", record.id)).toBeUndefined();
    expect(zoho.tokens.cached(record.id)).toBeUndefined();
  });
});

describe("the tokens that are counted", () => {
  it("are those of the present grant, also where one was asked for before the former was forgotten", async () => {
    const { zoho, vault, record } = await source();
    await zoho.tokens.get(record.id);
    await vault.update("grant", record.id, (current) => current && { ...current, generation: 101 });
    await zoho.tokens.force(record.id);
    await zoho.tokens.forget(record.id, 101);
    expect(await vault.read("budget", record.id)).toMatchObject({
      generation: 101,
      issues: [expect.any(Number)],
    });
  });
});

describe("a disk that refuses", () => {
  it("does not keep a token from being used", async () => {
    const fake = new FakeZoho();
    const vault = new FailingVault(library().vault);
    const { zoho, transport, logged } = library({ vault, transport: fake.transport });
    const record = await connected(vault);
    vault.refuseWrites("access");
    expect((await zoho.tokens.get(record.id)).value).toBe(accessToken(1));
    await zoho.tokens.get(record.id);
    expect(transport.tokenCalls).toHaveLength(1);
    expect(logged.join("\n")).toMatch(/could not be stored/);
    expect(logged.join("\n")).not.toContain(accessToken(1));
  });

  it("does not keep a gateway from its tokens, and they are counted all the same", async () => {
    const fake = new FakeZoho();
    const vault = new FailingVault(library().vault);
    const { zoho, transport } = library({ vault, transport: fake.transport });
    const record = await connected(vault);
    vault.refuseWrites("access", "budget");
    let token = await zoho.tokens.get(record.id);
    for (let call = 2; call <= 8; call++) token = await zoho.tokens.renew(token);
    await expectCode(zoho.tokens.renew(token), "token_budget");
    expect(transport.tokenCalls).toHaveLength(8);
    vault.allowWrites();
    await zoho.tokens.force(record.id);
    expect((await vault.read("budget", record.id))?.issues).toHaveLength(9);
  });

  it("costs a token call and no more where what was stored of tokens is damaged", async () => {
    const fake = new FakeZoho();
    const vault = new FailingVault(library().vault);
    const { zoho, transport } = library({ vault, transport: fake.transport });
    const record = await connected(vault);
    await zoho.tokens.get(record.id);
    vault.damage("access", record.id);
    vault.damage("budget", record.id);
    const restarted = library({ vault, transport: fake.transport });
    expect((await restarted.zoho.tokens.get(record.id)).value).toBe(accessToken(2));
    expect(transport.tokenCalls).toHaveLength(2);
    const again = library({ vault, transport: fake.transport });
    expect((await again.zoho.tokens.get(record.id)).value).toBe(accessToken(2));
  });

  it("does not undo a change of the grant", async () => {
    const vault = new FailingVault(library().vault);
    const { zoho } = library({ vault });
    const record = await connected(vault);
    await storedToken(vault, record, { obtainedAt: 0 });
    vault.refuseWrites("access", "budget");
    await expect(zoho.tokens.forget(record.id)).resolves.toBeUndefined();
  });
});

describe("what Zoho refused for good", () => {
  it("is not asked again: not by callers, not after a restart", async () => {
    const { zoho, vault, clock, transport, record } = await source();
    transport.answers(() => reply(200, { error: "invalid_code" }));
    await expectCode(zoho.tokens.get(record.id), "grant_revoked");
    for (let call = 0; call < 20; call++) {
      await expectCode(zoho.tokens.get(record.id), "grant_revoked");
      await expectCode(zoho.tokens.force(record.id), "grant_revoked");
    }
    const restarted = library({ vault, clock, transport });
    await clock.pass(24 * 60 * MINUTE);
    const error = await expectCode(restarted.zoho.tokens.get(record.id), "grant_revoked");
    expect(error.message).toContain("'acme'");
    expect(transport.tokenCalls).toHaveLength(1);
  });

  it.each(["invalid_client", "invalid_client_secret"] as const)(
    "of a client (%s) is not asked again until its secret changes",
    async (zohoCode) => {
      let secret = "first";
      const fake = new FakeZoho();
      const parts = { transport: fake.transport, clientSecrets: { secretOf: () => secret } };
      const { zoho, vault, clock, transport } = library(parts);
      const record = await connected(vault);
      transport.answers((request) =>
        form(request).get("client_secret") === "right" ? fake.issue() : reply(200, { error: zohoCode }),
      );
      for (let call = 0; call < 10; call++) await expectCode(zoho.tokens.get(record.id), zohoCode);
      const restarted = library({ ...parts, vault, clock });
      const error = await expectCode(restarted.zoho.tokens.get(record.id), zohoCode);
      expect(error.message).toContain("https://api-console.zoho.eu");
      expect(transport.tokenCalls).toHaveLength(1);
      secret = "second";
      await expectCode(zoho.tokens.get(record.id), zohoCode);
      secret = "right";
      await zoho.tokens.get(record.id);
      expect(transport.tokenCalls).toHaveLength(3);
      expect(JSON.stringify(await vault.read("budget", record.id))).not.toMatch(/first|second|right/);
    },
  );

  it("of a client is asked again when somebody wants a token on purpose: the console may have been mended", async () => {
    const { zoho, transport, record, fake } = await source();
    transport.answers(() => reply(200, { error: "invalid_client" }));
    await expectCode(zoho.tokens.get(record.id), "invalid_client");
    transport.answers(() => fake.issue());
    await expectCode(zoho.tokens.get(record.id), "invalid_client");
    await zoho.tokens.force(record.id);
    await zoho.tokens.get(record.id);
    expect(transport.tokenCalls).toHaveLength(2);
  });

  it("of a throttle is not asked again before its end, also after a restart", async () => {
    const { zoho, vault, clock, transport, record, fake } = await source();
    transport.answers(() => reply(400, { error: "拒绝访问", status: "failure" }));
    const first = await expectCode(zoho.tokens.get(record.id), "token_throttled");
    expect(first.cause.retryAt).toBe("2026-03-01T12:10:00.000Z");
    await clock.pass(4 * MINUTE);
    const restarted = library({ vault, clock, transport });
    const later = await expectCode(restarted.zoho.tokens.get(record.id), "token_throttled");
    expect(later.cause).toMatchObject({ retryAt: "2026-03-01T12:10:00.000Z", retryAfterMs: 6 * MINUTE });
    await expectCode(zoho.tokens.force(record.id), "token_throttled");
    expect(transport.tokenCalls).toHaveLength(1);
    transport.answers(() => fake.issue());
    await clock.pass(6 * MINUTE);
    await restarted.zoho.tokens.get(record.id);
    expect(transport.tokenCalls).toHaveLength(2);
    expect((await vault.read("budget", record.id))?.throttledUntil).toBeUndefined();
  });

  it("of a throttle does not end a token that lives", async () => {
    const { zoho, transport, record } = await source();
    await zoho.tokens.get(record.id);
    transport.answers(() => reply(429));
    await expectCode(zoho.tokens.force(record.id), "token_throttled");
    expect((await zoho.tokens.get(record.id)).value).toBe(accessToken(1));
  });
});

describe("a token endpoint that fails", () => {
  type Answer = () => TransportResponse | Promise<never>;
  const left: readonly [string, Answer, readonly number[]][] = [
    ["with 503", () => html(503), [5, 15, 45, 135, 150, 150]],
    ["with HTML", () => html(200), [5, 15, 45, 135, 150, 150]],
    ["by a lost answer", lost, [5, 15, 45, 135, 150, 150]],
    ["by no network", neverSent, [1, 2, 4, 5, 5, 5]],
    ["with an unknown error", () => reply(200, { error: "general_error" }), [30, 90, 270, 600, 600]],
    ["with access_denied", () => reply(200, { error: "access_denied" }), [30, 90, 270, 600, 600]],
    ["with missing_org_info", () => reply(200, { error: "missing_org_info" }), [30, 90, 270, 600, 600]],
  ];

  it.each(left)("%s is asked again after pauses that grow, and says when", async (_how, answer, pauses) => {
    const { zoho, clock, transport, record, fake } = await source();
    transport.answers(answer);
    const first = await errorOf(zoho.tokens.get(record.id));
    for (const [index, pause] of pauses.entries()) {
      await clock.pass(pause * 1_000 - 1);
      for (let call = 0; call < 5; call++) {
        const error = await errorOf(zoho.tokens.get(record.id));
        expect(error.code).toBe(first.code);
        const retryAt = new Date(clock.now() + 1).toISOString();
        expect(error.cause).toMatchObject({ retryAt, retryAfterMs: 1 });
      }
      expect(transport.tokenCalls).toHaveLength(index + 1);
      await clock.pass(1);
      await errorOf(zoho.tokens.get(record.id));
      expect(transport.tokenCalls).toHaveLength(index + 2);
    }
    await clock.pass((pauses.at(-1) ?? 0) * 1_000);
    transport.answers(() => fake.issue());
    await zoho.tokens.get(record.id);
  });

  it("now in one way, now in another, is asked no more often", async () => {
    const { zoho, clock, transport, record } = await source();
    const answers = [lost, neverSent, () => html(503)];
    let asked = 0;
    transport.answers(() => (answers[asked++ % answers.length] ?? lost)());
    const sent = (): number => Math.ceil((asked * 2) / 3);
    for (let second = 0; second < 600; second++) {
      await errorOf(zoho.tokens.get(record.id));
      await clock.pass(1_000);
    }
    expect(sent()).toBeLessThanOrEqual(7);
  });

  it.each([10, 30, 120])(
    "for %i minutes leaves a token to ask for when it is well again",
    async (minutes) => {
      const { zoho, clock, transport, record, fake } = await source();
      transport.answers(lost);
      for (let second = 0; second < minutes * 60; second += 5) {
        const error = await errorOf(zoho.tokens.get(record.id));
        expect(error.code).toBe("timeout");
        await clock.pass(5_000);
      }
      transport.answers(() => fake.issue());
      await clock.pass(150_000);
      expect((await zoho.tokens.get(record.id)).value).toBe(accessToken(1));
    },
  );

  it("does not hold up another connection", async () => {
    const { zoho, vault, transport, record, fake } = await source();
    const other = await connected(vault, "other", { grant: { refreshToken: "1000.other" } });
    transport.answers((request) =>
      form(request).get("refresh_token") === "1000.other" ? fake.issue() : html(503),
    );
    await expectCode(zoho.tokens.get(record.id), "server_error");
    expect((await zoho.tokens.get(other.id)).value).toBe(accessToken(1));
  });
});

describe("the ten tokens of ten minutes", () => {
  it("are eight for the runtime and two for a person", async () => {
    const { zoho, transport, clock, record } = await source();
    let token = await zoho.tokens.get(record.id);
    for (let call = 2; call <= 8; call++) {
      await clock.pass(10_000);
      token = await zoho.tokens.renew(token);
    }
    const error = await expectCode(zoho.tokens.renew(token), "token_budget");
    expect(error.class).toBe("rate_limited");
    expect(error.cause).toMatchObject({ retryAt: "2026-03-01T12:10:30.000Z", retryAfterMs: 560_000 });
    await zoho.tokens.force(record.id);
    await zoho.tokens.force(record.id);
    await expectCode(zoho.tokens.force(record.id), "token_budget");
    expect(transport.tokenCalls).toHaveLength(10);
    await clock.pass(560_000);
    await zoho.tokens.force(record.id);
    expect(transport.tokenCalls).toHaveLength(11);
  });

  it("are counted over restarts", async () => {
    const { vault, transport, clock, record, fake } = await source();
    for (let start = 1; start <= 8; start++) {
      const { zoho } = library({ vault, clock, transport });
      fake.evictAll();
      await zoho.tokens.force(record.id);
    }
    const { zoho } = library({ vault, clock, transport });
    const token = await zoho.tokens.get(record.id);
    await expectCode(zoho.tokens.renew(token), "token_budget");
    expect(transport.tokenCalls).toHaveLength(8);
  });

  it("are counted on disk before their requests leave", async () => {
    const vault = new FailingVault(library().vault);
    const fake = new FakeZoho();
    const { zoho, transport } = library({ vault, transport: fake.transport });
    const record = await connected(vault);
    const counted: (number | undefined)[] = [];
    transport.answers(async (request) => {
      counted.push((await vault.read("budget", record.id))?.issues.length);
      return fake.answer(request);
    });
    const counting = vault.holdWrites("budget");
    const asked = zoho.tokens.get(record.id);
    await settled();
    expect(transport.tokenCalls).toHaveLength(0);
    counting.resolve(undefined);
    await asked;
    expect(counted).toEqual([1]);
  });

  it("are counted when their answers are lost, and given back when they never left", async () => {
    const { zoho, vault, transport, clock, record } = await source();
    transport.answers(() => Promise.reject(failure("timeout", "ETIMEDOUT", "maybe sent")));
    await expectCode(zoho.tokens.get(record.id), "timeout");
    expect((await vault.read("budget", record.id))?.issues).toHaveLength(1);
    await clock.pass(MINUTE);
    transport.answers(() => Promise.reject(failure("connect", "ECONNREFUSED", "never sent")));
    await expectCode(zoho.tokens.get(record.id), "network");
    expect((await vault.read("budget", record.id))?.issues).toHaveLength(1);
  });

  it("leave room for a person although the runtime is refused at the same moment", async () => {
    const { zoho, transport, record } = await source();
    let token = await zoho.tokens.get(record.id);
    for (let call = 2; call <= 8; call++) token = await zoho.tokens.renew(token);
    const automatic = zoho.tokens.renew(token);
    const forced = zoho.tokens.force(record.id);
    await expectCode(automatic, "token_budget");
    expect((await forced).value).toBe(accessToken(9));
    expect(transport.tokenCalls).toHaveLength(9);
  });

  it("do not block for years, or hours, when the clock is set back", async () => {
    const { zoho, vault, clock, record } = await source();
    const future = clock.now() + 2 * 60 * MINUTE;
    await vault.update("budget", record.id, () => ({
      id: record.id,
      issues: Array.from({ length: 8 }, () => future),
      throttledUntil: future + 10 * MINUTE,
    }));
    const error = await expectCode(zoho.tokens.get(record.id), "token_throttled");
    expect(error.cause.retryAfterMs).toBe(10 * MINUTE);
    await clock.pass(10.5 * MINUTE);
    expect((await zoho.tokens.get(record.id)).value).toBe(accessToken(1));
  });

  it("begin to age when their stamps turn out to be from the future", async () => {
    const { zoho, vault, clock, record } = await source();
    const issues = Array.from({ length: 8 }, (_, index) => clock.now() + 60 * MINUTE + index);
    await vault.update("budget", record.id, () => ({ id: record.id, issues }));
    await expectCode(zoho.tokens.get(record.id), "token_budget");
    await clock.pass(10.5 * MINUTE);
    await zoho.tokens.get(record.id);
  });
});
