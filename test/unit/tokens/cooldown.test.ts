import { beforeEach, describe, expect, it } from "vitest";
import { ZohoError } from "../../../src/errors/zoho-error";
import { Cooldown, type TokenFailure } from "../../../src/tokens/cooldown";
import { expectCode } from "../support/expect-zoho-error";
import { HeldClock } from "../support/held-clock";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

let clock: HeldClock;
let cooldown: Cooldown;

beforeEach(() => {
  clock = new HeldClock();
  cooldown = new Cooldown(clock);
});

/** The lengths of pauses after as many failures of a kind. */
function pauses(failure: TokenFailure, count: number): readonly (number | undefined)[] {
  return Array.from(
    { length: count },
    () => cooldown.fail("1", new ZohoError("network"), failure).cause.retryAfterMs,
  );
}

describe("the pause after a token request that failed", () => {
  it.each([
    ["never left", [1, 2, 4, 5, 5].map((seconds) => seconds * SECOND)],
    ["left", [5, 15, 45, 135, 150, 150].map((seconds) => seconds * SECOND)],
    ["not understood", [30, 90, 270, 600, 600].map((seconds) => seconds * SECOND)],
  ] as const)("grows to a limit where it %s", (failure, lengths) => {
    expect(pauses(failure, lengths.length)).toEqual(lengths);
  });

  it("says when it ends, and gives the same failure until then", async () => {
    const told = cooldown.fail("1", new ZohoError("timeout"), "left");
    expect(told.cause).toMatchObject({ retryAt: "2026-03-01T12:00:05.000Z", retryAfterMs: 5 * SECOND });
    await clock.pass(2 * SECOND);
    const error = await expectCode(() => cooldown.check("1"), "timeout");
    expect(error.cause).toMatchObject({ retryAt: "2026-03-01T12:00:05.000Z", retryAfterMs: 3 * SECOND });
    await clock.pass(3 * SECOND - 1);
    await expectCode(() => cooldown.check("1"), "timeout");
    await clock.pass(1);
    expect(() => {
      cooldown.check("1");
    }).not.toThrow();
  });

  it("is another's for another connection", () => {
    pauses("left", 3);
    expect(() => {
      cooldown.check("2");
    }).not.toThrow();
    expect(cooldown.fail("2", new ZohoError("timeout"), "left").cause.retryAfterMs).toBe(5 * SECOND);
  });

  it("goes on growing where failures of another kind come in between", () => {
    expect(pauses("left", 2)).toEqual([5 * SECOND, 15 * SECOND]);
    expect(pauses("not understood", 1)).toEqual([30 * SECOND]);
    expect(pauses("left", 1)).toEqual([45 * SECOND]);
    expect(pauses("not understood", 1)).toEqual([1.5 * MINUTE]);
  });

  it("begins anew after a success", () => {
    pauses("left", 3);
    cooldown.reset("1");
    expect(() => {
      cooldown.check("1");
    }).not.toThrow();
    expect(pauses("left", 1)).toEqual([5 * SECOND]);
  });
});
