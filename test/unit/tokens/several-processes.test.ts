import { describe, expect, it } from "vitest";
import { createMemoryVault } from "../../../src/vault/memory-vault";
import type { ZohoRuntime } from "../../../src/zoho-runtime";
import { errorOf, expectCode } from "../support/expect-zoho-error";
import { HeldClock } from "../support/held-clock";
import { connected, FakeZoho, library, storedToken } from "../support/library";
import { accessToken, CANARY } from "../support/secrets";

const MINUTE = 60_000;

/** Runtimes that know nothing of each other but the vault, as processes do. */
async function processes(count: number) {
  const fake = new FakeZoho();
  const shared = { vault: createMemoryVault(), clock: new HeldClock(), transport: fake.transport };
  const record = await connected(shared.vault);
  const runtimes: readonly ZohoRuntime[] = Array.from({ length: count }, () => library(shared).zoho);
  return { ...shared, fake, record, runtimes };
}

describe("processes that share a vault", () => {
  it("ask once for a token that has run out, however many wait for it in each of them", async () => {
    const { vault, clock, record, runtimes, transport } = await processes(8);
    await storedToken(vault, record, { obtainedAt: clock.now() - 60 * MINUTE });
    const tokens = await Promise.all(
      runtimes.flatMap((zoho) => Array.from({ length: 50 }, () => zoho.tokens.get(record.id))),
    );
    expect(new Set(tokens.map(({ value }) => value))).toEqual(new Set([accessToken(1)]));
    expect(transport.tokenCalls).toHaveLength(1);
  });

  it("ask once for a token that Zoho refused in all of them", async () => {
    const { vault, clock, record, runtimes, transport } = await processes(8);
    await storedToken(vault, record, { obtainedAt: clock.now() });
    const renewals = runtimes.map(async (zoho) => zoho.tokens.renew(await zoho.tokens.get(record.id)));
    const values = (await Promise.all(renewals)).map(({ value }) => value);
    expect(new Set(values)).toEqual(new Set([accessToken(1)]));
    expect(transport.tokenCalls).toHaveLength(1);
  });

  it("take over what another got although their own token was refused later", async () => {
    const { vault, clock, record, runtimes, transport } = await processes(2);
    const [one, other] = runtimes;
    await storedToken(vault, record, { obtainedAt: clock.now() });
    const old = await other?.tokens.get(record.id);
    if (old === undefined) throw new Error("there are two");
    expect(old.value).toBe(CANARY.accessToken);
    await one?.tokens.force(record.id);
    await clock.pass(MINUTE);
    expect((await other?.tokens.renew(old))?.value).toBe(accessToken(1));
    expect(transport.tokenCalls).toHaveLength(1);
  });

  it("ask again where the token that another got is refused as well", async () => {
    const { record, runtimes, transport } = await processes(2);
    const [one, other] = runtimes;
    const first = await one?.tokens.get(record.id);
    const same = await other?.tokens.get(record.id);
    if (first === undefined || same === undefined) throw new Error("there are two");
    expect(transport.tokenCalls).toHaveLength(1);
    expect((await other?.tokens.renew(same))?.value).toBe(accessToken(2));
    expect((await one?.tokens.renew(first))?.value).toBe(accessToken(2));
    expect(transport.tokenCalls).toHaveLength(2);
  });

  it("each give a person a token of their own", async () => {
    const { record, runtimes, transport } = await processes(2);
    const tokens = await Promise.all(runtimes.map((zoho) => zoho.tokens.force(record.id)));
    expect(tokens.map(({ value }) => value)).toEqual([accessToken(1), accessToken(2)]);
    expect(transport.tokenCalls).toHaveLength(2);
  });

  it("never ask for more than eight tokens by themselves, nor for more than ten in all", async () => {
    const { record, runtimes, transport, fake } = await processes(4);
    const renewAgain = async (zoho: ZohoRuntime): Promise<unknown> => {
      for (;;) {
        const token = await zoho.tokens.get(record.id);
        fake.evictAll();
        await zoho.tokens.renew(token);
      }
    };
    const automatic = await Promise.all(runtimes.map((zoho) => errorOf(renewAgain(zoho))));
    expect(automatic.map(({ code }) => code)).toEqual(runtimes.map(() => "token_budget"));
    expect(transport.tokenCalls).toHaveLength(8);
    const forced = await Promise.allSettled(runtimes.map((zoho) => zoho.tokens.force(record.id)));
    expect(forced.filter(({ status }) => status === "fulfilled")).toHaveLength(2);
    expect(transport.tokenCalls).toHaveLength(10);
  });

  it("all learn that the grant is dead from the one that asked", async () => {
    const { record, runtimes, transport } = await processes(8);
    transport.answers(() => ({ status: 200, headers: {}, body: Buffer.from('{"error":"invalid_code"}') }));
    await Promise.all(runtimes.map((zoho) => expectCode(zoho.tokens.get(record.id), "grant_revoked")));
    expect(transport.tokenCalls).toHaveLength(1);
  });
});
