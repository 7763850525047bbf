import { describe, expect, it } from "vitest";
import type { ApiAnswer } from "../../../src/api/api-call";
import { tokenState } from "../../../src/tokens/token-state";
import { expectCode } from "../support/expect-zoho-error";
import { settled } from "../support/held-clock";
import { connected, FakeZoho, find, type Library, library } from "../support/library";

const MINUTE = 60_000;

interface World extends Library {
  readonly fake: FakeZoho;
  readonly call: (path?: string) => Promise<ApiAnswer>;
  readonly isTold: () => Promise<boolean>;
}

async function world(): Promise<World> {
  const fake = new FakeZoho();
  const parts = library({ transport: fake.transport });
  await connected(parts.vault);
  const connection = await find(parts.zoho);
  return {
    ...parts,
    fake,
    call: (path = "Leads") => parts.zoho.caller.call({ connection, product: "crm", method: "GET", path }),
    isTold: async () => {
      await settled();
      return (await tokenState(parts.zoho, await find(parts.zoho))).usedElsewhere;
    },
  };
}

describe("a grant whose tokens Zoho ends early", () => {
  it("is told to be used elsewhere from the second on, with one warning", async () => {
    const { call, clock, fake, isTold, logged } = await world();
    await call();
    for (const expected of [false, true, true]) {
      await clock.pass(10 * MINUTE);
      fake.evictAll();
      await Promise.all(Array.from({ length: 20 }, () => call()));
      expect(await isTold()).toBe(expected);
    }
    const warnings = logged.filter((sentence) => sentence.includes("'acme' is used elsewhere"));
    expect(warnings).toHaveLength(1);
  });

  it("is asked for tokens more slowly, and says why", async () => {
    const { call, clock, fake, isTold, transport } = await world();
    await call();
    for (let death = 1; death <= 2; death++) {
      fake.evictAll();
      await call();
      expect(await isTold()).toBe(death === 2);
    }
    fake.evictAll();
    for (let second = 0; second < 60; second += 10) {
      const error = await expectCode(call(), "grant_used_elsewhere");
      expect(error.class).toBe("rate_limited");
      expect(error.message).toContain("'acme' is used elsewhere");
      await clock.pass(10_000);
    }
    expect(transport.tokenCalls).toHaveLength(3);
    await call();
    expect(transport.tokenCalls).toHaveLength(4);
  });

  it("is still told after a restart", async () => {
    const { call, fake, isTold, vault, clock, transport } = await world();
    await call();
    for (let death = 1; death <= 2; death++) {
      fake.evictAll();
      await call();
      await isTold();
    }
    const restarted = library({ vault, clock, transport });
    expect((await tokenState(restarted.zoho, await find(restarted.zoho))).usedElsewhere).toBe(true);
  });
});

describe("a grant that nobody else uses", () => {
  it("is not suspected because a path takes no token", async () => {
    const { call, clock, fake, isTold, transport } = await world();
    const fitting = fake.hosts;
    await call();
    for (let hour = 0; hour < 3; hour++) {
      await clock.pass(15 * MINUTE);
      fake.hosts = [];
      await expectCode(call(), "wrong_environment");
      fake.hosts = fitting;
      await call();
    }
    expect(transport.tokenCalls.length).toBeGreaterThan(1);
    expect(await isTold()).toBe(false);
  });

  it("is not suspected because its tokens ran out while the machine slept", async () => {
    const { call, clock, fake, isTold } = await world();
    await call();
    for (let night = 0; night < 3; night++) {
      // The monotonic clock stops, the wall clock goes on.
      clock.jumpWall(8 * 60 * MINUTE);
      fake.evictAll();
      await call();
    }
    expect(await isTold()).toBe(false);
  });

  it("is not suspected where its tokens die with a grant that was replaced", async () => {
    const { call, fake, isTold, vault, zoho } = await world();
    const { id } = await find(zoho);
    await call();
    for (let round = 0; round < 3; round++) {
      await vault.update("grant", id, (current) =>
        current === undefined ? undefined : { ...current, generation: current.generation + 1 },
      );
      fake.evictAll();
      await call();
    }
    expect(await isTold()).toBe(false);
  });
});
