import { describe, expect, it } from "vitest";
import type { ApiAnswer } from "../../../src/api/api-call";
import { tokenState } from "../../../src/tokens/token-state";
import { createMemoryVault } from "../../../src/vault/memory-vault";
import type { Vault } from "../../../src/vault/vault";
import { expectCode } from "../support/expect-zoho-error";
import { HeldClock, settled } from "../support/held-clock";
import { connected, find, library } from "../support/library";
import { TimedZoho } from "../support/timed-zoho";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A start of the machine, whose clock shows something. */
async function boot(zoho: TimedZoho, vault: Vault, clock: HeldClock) {
  const parts = library({ vault, clock, transport: zoho.network(clock) });
  const connection = await find(parts.zoho);
  const call = (): Promise<ApiAnswer> =>
    parts.zoho.caller.call({ connection, product: "crm", method: "GET", path: "Leads" });
  return { ...parts, call };
}

async function machine() {
  const zoho = new TimedZoho();
  const vault = createMemoryVault();
  await connected(vault);
  return { zoho, vault };
}

describe("a gateway without a clock battery", () => {
  it("starts 50 times in 1970, says check the clock, and costs one token call a start at most", async () => {
    const { zoho, vault } = await machine();
    const costs: number[] = [];
    for (let start = 0; start < 50; start++) {
      const clock = new HeldClock(0);
      const { call } = await boot(zoho, vault, clock);
      const before = zoho.issued;
      await zoho.pass(clock, 20_000);
      const error = await expectCode(call(), "wrong_clock");
      expect(error.message).toContain("Check the clock of this machine");
      await zoho.pass(clock, 40_000);
      // The time comes from the network.
      clock.jumpWall(zoho.truth - clock.now());
      expect((await call()).status).toBe(200);
      await zoho.pass(clock, (start % 7) * 9 * MINUTE);
      expect((await call()).status).toBe(200);
      await settled();
      costs.push(zoho.issued - before);
      zoho.truth += (start % 5) * 11 * MINUTE;
    }
    console.log(`R8: 50 starts in 1970, ${zoho.issued} tokens, ${Math.max(...costs)} for a start at most`);
    expect(Math.max(...costs)).toBeLessThanOrEqual(1);
  });

  it("is not blocked by what it counted when its clock was right", async () => {
    const { zoho, vault } = await machine();
    const { id } = await find(library({ vault }).zoho);
    await vault.update("budget", id, () => ({
      id,
      issues: Array.from({ length: 10 }, () => zoho.truth - 2 * HOUR),
      throttledUntil: zoho.truth - HOUR,
    }));
    const clock = new HeldClock(0);
    const { call } = await boot(zoho, vault, clock);
    clock.jumpWall(zoho.truth);
    expect((await call()).status).toBe(200);
  });
});

describe("a wall clock that is set by two hours", () => {
  it.each([2 * HOUR, -2 * HOUR])("%d ms while it runs costs nothing", async (step) => {
    const { zoho, vault } = await machine();
    const clock = new HeldClock(zoho.truth);
    const { call } = await boot(zoho, vault, clock);
    await call();
    clock.jumpWall(step);
    for (let minute = 0; minute < 50; minute += 5) {
      expect((await call()).status).toBe(200);
      await zoho.pass(clock, 5 * MINUTE);
    }
    expect(zoho.issued).toBe(1);
  });

  it.each([2 * HOUR, -2 * HOUR])("%d ms between two starts costs one token at most", async (step) => {
    const { zoho, vault } = await machine();
    await (await boot(zoho, vault, new HeldClock(zoho.truth))).call();
    zoho.truth += 10 * MINUTE;
    const { call } = await boot(zoho, vault, new HeldClock(zoho.truth + step));
    expect((await call()).status).toBe(200);
    expect(zoho.issued).toBeLessThanOrEqual(2);
  });

  it.each([2 * HOUR, -2 * HOUR])("is %d ms off for good: a restart costs nothing", async (off) => {
    const { zoho, vault } = await machine();
    await (await boot(zoho, vault, new HeldClock(zoho.truth + off))).call();
    zoho.truth += 10 * MINUTE;
    const { call } = await boot(zoho, vault, new HeldClock(zoho.truth + off));
    expect((await call()).status).toBe(200);
    expect(zoho.issued).toBe(1);
  });

  it.each([2 * HOUR, -2 * HOUR])(
    "from %d ms off to the right time, with a restart, costs nothing",
    async (off) => {
      const { zoho, vault } = await machine();
      await (await boot(zoho, vault, new HeldClock(zoho.truth + off))).call();
      zoho.truth += 10 * MINUTE;
      const { call } = await boot(zoho, vault, new HeldClock(zoho.truth));
      expect((await call()).status).toBe(200);
      expect(zoho.issued).toBe(1);
    },
  );

  it("does not let more tokens be asked for than Zoho allows", async () => {
    const { zoho, vault } = await machine();
    const clock = new HeldClock(zoho.truth);
    const { call, zoho: runtime } = await boot(zoho, vault, clock);
    await call();
    const { id } = await find(runtime);
    for (let token = 2; token <= 10; token++) await runtime.tokens.force(id);
    clock.jumpWall(2 * HOUR);
    const error = await expectCode(runtime.tokens.force(id), "token_budget");
    // Told by the clock that the machine has now.
    expect(Date.parse(error.cause.retryAt ?? "")).toBe(clock.now() + (error.cause.retryAfterMs ?? 0));
    expect(zoho.issued).toBe(10);
  });
});

describe("a machine that sleeps for a night", () => {
  it("tries the token that it has, and asks for one other", async () => {
    const { zoho, vault } = await machine();
    const clock = new HeldClock(zoho.truth);
    const { call } = await boot(zoho, vault, clock);
    await call();
    for (let night = 1; night <= 3; night++) {
      // The monotonic clock stops.
      zoho.truth += 8 * HOUR;
      clock.jumpWall(8 * HOUR);
      expect((await call()).status).toBe(200);
      await settled();
      expect(zoho.issued).toBe(1 + night);
    }
  });

  it("does not take a token for fresh that was renewed a moment before, and refused after the night", async () => {
    const { zoho, vault } = await machine();
    const clock = new HeldClock(zoho.truth);
    const { call } = await boot(zoho, vault, clock);
    await call();
    // Renewed ahead by this call, which itself still goes out with the former token.
    await zoho.pass(clock, 58 * MINUTE);
    await call();
    await settled();
    expect(zoho.issued).toBe(2);
    zoho.truth += 8 * HOUR;
    clock.jumpWall(8 * HOUR);
    expect((await call()).status).toBe(200);
    expect(zoho.issued).toBe(3);
  });
});

describe("times that people read", () => {
  it("are those of this machine's clock, however wrong", async () => {
    const { zoho, vault } = await machine();
    const clock = new HeldClock(zoho.truth - 2 * HOUR);
    const { call, zoho: runtime } = await boot(zoho, vault, clock);
    await call();
    const state = await tokenState(runtime, await find(runtime));
    expect(Math.abs(Date.parse(state.obtainedAt ?? "") - clock.now())).toBeLessThan(2_000);
    expect(state.secondsLeft).toBeGreaterThan(3_595);
  });
});
