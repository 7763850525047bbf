import { describe, expect, it } from "vitest";
import { createMemoryVault } from "../../../src/vault/memory-vault";
import { ZohoRuntime } from "../../../src/zoho-runtime";
import { expectCode } from "../support/expect-zoho-error";
import { FailingVault } from "../support/failing-vault";
import { HeldClock, settled } from "../support/held-clock";
import { connected, FakeZoho, library } from "../support/library";
import { Deferred, failure, html } from "../support/scripted-transport";
import { accessToken } from "../support/secrets";
import type { TransportResponse } from "../../../src/transport/transport";
import { bodyText } from "../support/body-text";

const MINUTE = 60_000;

/** A connection with a fresh token. */
async function fresh() {
  const fake = new FakeZoho();
  const parts = library({ transport: fake.transport });
  const record = await connected(parts.vault);
  await parts.zoho.tokens.get(record.id);
  return { ...parts, fake, record };
}

describe("a token in use", () => {
  it("is renewed five minutes before its end, and nobody waits for it", async () => {
    const { zoho, clock, record, transport, fake } = await fresh();
    await clock.pass(55 * MINUTE - 1);
    await zoho.tokens.get(record.id);
    await settled();
    expect(transport.tokenCalls).toHaveLength(1);
    const answer = new Deferred<TransportResponse>();
    transport.answers(() => answer.promise);
    await clock.pass(1);
    for (let call = 0; call < 100; call++) {
      expect(zoho.tokens.cached(record.id)?.value).toBe(accessToken(1));
      expect((await zoho.tokens.get(record.id)).value).toBe(accessToken(1));
    }
    expect(transport.tokenCalls).toHaveLength(2);
    answer.resolve(fake.issue());
    await settled();
    expect(zoho.tokens.cached(record.id)?.value).toBe(accessToken(2));
    expect(transport.tokenCalls).toHaveLength(2);
  });

  it("is renewed up to a minute earlier by chance, so that many are not renewed together", async () => {
    const fake = new FakeZoho();
    const clock = new HeldClock();
    const vault = createMemoryVault();
    const draws = [0.25, 0.75];
    const zoho = new ZohoRuntime({
      vault,
      clock,
      transport: () => fake.transport.send,
      random: () => draws.shift() ?? 0,
    });
    const ids = [(await connected(vault, "one")).id, (await connected(vault, "two")).id];
    for (const id of ids) await zoho.tokens.get(id);
    for (const id of ids) zoho.tokens.cached(id);
    const renewed: number[] = [];
    for (let second = 0; second <= 60; second += 15) {
      await clock.pass(second === 0 ? 54 * MINUTE : 15_000);
      for (const id of ids) await zoho.tokens.get(id);
      await settled();
      renewed.push(fake.transport.tokenCalls.length - 2);
    }
    expect(renewed).toEqual([0, 1, 1, 2, 2]);
  });

  it("is waited for in its last minute", async () => {
    const { zoho, clock, record } = await fresh();
    await clock.pass(59 * MINUTE);
    expect(zoho.tokens.cached(record.id)).toBeUndefined();
    expect((await zoho.tokens.get(record.id)).value).toBe(accessToken(2));
  });

  it("does until its very end where there is no other, and no longer", async () => {
    const { zoho, clock, record, transport } = await fresh();
    transport.answers(() => Promise.reject(failure("connect", "ENOTFOUND", "never sent")));
    await clock.pass(60 * MINUTE - 1);
    expect((await zoho.tokens.get(record.id)).value).toBe(accessToken(1));
    await clock.pass(1);
    await expectCode(zoho.tokens.get(record.id), "network");
  });

  it("fails nobody while its renewal fails; few tries, and half of the runtime's share is left", async () => {
    const { zoho, clock, record, transport, vault } = await fresh();
    transport.answers(() => Promise.reject(failure("timeout", "ETIMEDOUT", "maybe sent")));
    await clock.pass(55 * MINUTE);
    for (let second = 0; second < 4 * 60; second++) {
      expect((await zoho.tokens.get(record.id)).value).toBe(accessToken(1));
      await clock.pass(1_000);
    }
    expect(transport.tokenCalls).toHaveLength(1 + 4);
    expect((await vault.read("budget", record.id))?.issues).toHaveLength(4);
  });

  it("is renewed as soon as it can be after tries that failed", async () => {
    const { zoho, clock, record, transport, fake } = await fresh();
    transport.answers(() => html(503));
    await clock.pass(55 * MINUTE);
    await zoho.tokens.get(record.id);
    await settled();
    transport.answers(() => fake.issue());
    await clock.pass(15_000);
    zoho.tokens.cached(record.id);
    await settled();
    expect(zoho.tokens.cached(record.id)?.value).toBe(accessToken(2));
  });

  it("that another process has renewed costs no token call", async () => {
    const { zoho, clock, record, transport, vault } = await fresh();
    const other = library({ vault, clock, transport });
    await other.zoho.tokens.get(record.id);
    await clock.pass(55 * MINUTE);
    for (const runtime of [zoho, other.zoho]) await runtime.tokens.get(record.id);
    await settled();
    for (const runtime of [zoho, other.zoho])
      expect(runtime.tokens.cached(record.id)?.value).toBe(accessToken(2));
    expect(transport.tokenCalls).toHaveLength(2);
  });

  it("gives way within a minute to one that another process was given", async () => {
    const { zoho, clock, record, transport, vault } = await fresh();
    zoho.tokens.cached(record.id);
    await library({ vault, clock, transport }).zoho.tokens.force(record.id);
    await clock.pass(MINUTE);
    zoho.tokens.cached(record.id);
    await settled();
    expect(zoho.tokens.cached(record.id)?.value).toBe(accessToken(2));
    expect(transport.tokenCalls).toHaveLength(2);
  });
});

describe("a token that was not used for long", () => {
  it("gives way before the next call to one that another process was given, so that none is used that was pushed out", async () => {
    const { zoho, clock, record, transport, vault } = await fresh();
    const other = library({ vault, clock, transport });
    await clock.pass(11 * MINUTE);
    for (let force = 2; force <= 11; force++) await other.zoho.tokens.force(record.id);
    expect(zoho.tokens.cached(record.id)).toBeUndefined();
    expect((await zoho.tokens.get(record.id)).value).toBe(accessToken(11));
    expect(transport.tokenCalls).toHaveLength(11);
  });

  it("does where the vault can't be read", async () => {
    const vault = new FailingVault(createMemoryVault());
    const { zoho, clock, transport } = library({ vault, transport: new FakeZoho().transport });
    const record = await connected(vault);
    await zoho.tokens.get(record.id);
    await clock.pass(11 * MINUTE);
    vault.lock();
    for (let call = 0; call < 3; call++)
      expect((await zoho.tokens.get(record.id)).value).toBe(accessToken(1));
    expect(transport.tokenCalls).toHaveLength(1);
  });
});

describe("24 hours of 20 connections", () => {
  it("cost each that is called once a minute 27 tokens at most, and the idle ones none", async () => {
    const fake = new FakeZoho();
    const { zoho, vault, clock, transport } = library({ transport: fake.transport });
    const records = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        connected(vault, `org-${index}`, { grant: { refreshToken: `1000.${index}` } }),
      ),
    );
    const used = records.slice(0, 10);
    let waited = 0;
    for (let minute = 0; minute < 24 * 60; minute++) {
      for (const { id } of used) {
        if (zoho.tokens.cached(id) !== undefined) continue;
        await zoho.tokens.get(id);
        waited++;
      }
      await clock.pass(MINUTE);
    }
    const counts = new Map<string, number>();
    for (const call of transport.tokenCalls) {
      const token = new URLSearchParams(bodyText(call.body)).get("refresh_token") ?? "";
      counts.set(token, (counts.get(token) ?? 0) + 1);
    }
    console.log(`P7: ${Math.max(...counts.values())} tokens per org at most, ${counts.size} orgs asked`);
    expect(Math.max(...counts.values())).toBeLessThanOrEqual(27);
    expect(counts.size).toBe(used.length);
    // Only the first token of each was waited for.
    expect(waited).toBe(used.length);
  });
});
