import { describe, expect, it } from "vitest";
import {
  cameALongWay,
  fromAnswer,
  fromRecord,
  isAlive,
  isJustIssued,
  isNewerToken,
  isSameToken,
  isUsable,
} from "../../../src/tokens/access-token";
import type { AccessRecord } from "../../../src/vault/vault";
import { HeldClock } from "../support/held-clock";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** A record of a token that was obtained at this moment of the wall clock. */
function record(obtainedAt: number, lifeMs = HOUR): AccessRecord {
  return { id: "1", generation: 2, version: 3, token: "t", obtainedAt, expiresAt: obtainedAt + lifeMs };
}

describe("a token that was just given", () => {
  it("keeps what was stored of it, and lives by the monotonic clock from when it was asked for", async () => {
    const clock = new HeldClock();
    const sent = clock.monotonic();
    await clock.pass(2 * SECOND);
    const token = fromAnswer(record(7), { sentAt: 5, sent, came: clock.monotonic() });
    expect(token).toEqual({
      connectionId: "1",
      generation: 2,
      version: 3,
      value: "t",
      obtainedAt: 7,
      expiresAt: 7 + HOUR,
      expiresMonotonic: sent + HOUR,
      issuedMonotonic: sent,
      issuedWall: 5,
      tookMs: 2 * SECOND,
    });
  });

  it("is used until a minute before its end, and may be until its end", async () => {
    const clock = new HeldClock();
    const token = fromAnswer(record(0), {
      sentAt: clock.now(),
      sent: clock.monotonic(),
      came: clock.monotonic(),
    });
    await clock.pass(59 * MINUTE - 1);
    expect(isUsable(token, clock)).toBe(true);
    await clock.pass(1);
    expect(isUsable(token, clock)).toBe(false);
    await clock.pass(MINUTE - 1);
    expect(isAlive(token, clock)).toBe(true);
    await clock.pass(1);
    expect(isAlive(token, clock)).toBe(false);
  });

  it("of a few seconds is used for nine tenths of them", async () => {
    const clock = new HeldClock();
    const times = { sentAt: clock.now(), sent: clock.monotonic(), came: clock.monotonic() };
    const token = fromAnswer(record(0, 10 * SECOND), times);
    await clock.pass(9 * SECOND - 1);
    expect(isUsable(token, clock)).toBe(true);
    await clock.pass(1);
    expect(isUsable(token, clock)).toBe(false);
  });

  it("is young for a minute", async () => {
    const clock = new HeldClock();
    const token = fromAnswer(record(0), {
      sentAt: clock.now(),
      sent: clock.monotonic(),
      came: clock.monotonic(),
    });
    await clock.pass(MINUTE - 1);
    expect(isJustIssued(token, clock)).toBe(true);
    await clock.pass(1);
    expect(isJustIssued(token, clock)).toBe(false);
  });

  it("is young no longer when the machine has slept, in which the monotonic clock stood still", () => {
    const clock = new HeldClock();
    const token = fromAnswer(record(0), {
      sentAt: clock.now(),
      sent: clock.monotonic(),
      came: clock.monotonic(),
    });
    clock.jumpWall(-2 * HOUR);
    expect(isJustIssued(token, clock)).toBe(true);
    clock.jumpWall(10 * HOUR);
    expect(isJustIssued(token, clock)).toBe(false);
  });

  it.each([
    [0, false],
    [4_999, false],
    [5_000, true],
  ])("came a long way where that took %d ms: %s", (took, isLong) => {
    expect(cameALongWay(fromAnswer(record(0), { sentAt: 0, sent: 100, came: 100 + took }))).toBe(isLong);
  });
});

describe("a token from the vault", () => {
  it("lives as long as the wall clock says, is not young, and came no way", () => {
    const clock = new HeldClock();
    const stored = record(clock.now() - 20 * MINUTE);
    const token = fromRecord(stored, clock, [clock.now()]);
    expect(token.expiresMonotonic).toBe(clock.monotonic() + 40 * MINUTE);
    expect(token).toMatchObject({
      connectionId: "1",
      generation: 2,
      version: 3,
      value: "t",
      ...timesOf(stored),
    });
    expect(isJustIssued(token, clock)).toBe(false);
    expect(cameALongWay(token)).toBe(false);
  });

  it("lives no longer than tokens do where the clock was set back", () => {
    const clock = new HeldClock();
    const token = fromRecord(record(clock.now() + 5 * HOUR), clock, [clock.now()]);
    expect(token.expiresMonotonic).toBe(clock.monotonic() + HOUR);
  });

  it("is tried as long as it may be good where nobody knows the time for sure", () => {
    const clock = new HeldClock();
    const stored = record(clock.now() - 2 * HOUR);
    expect(isUsable(fromRecord(stored, clock, [clock.now()]), clock)).toBe(false);
    const maybe = fromRecord(stored, clock, [clock.now(), clock.now() - 2 * HOUR]);
    expect(isUsable(maybe, clock)).toBe(true);
  });
});

function timesOf({ obtainedAt, expiresAt }: AccessRecord): Pick<AccessRecord, "obtainedAt" | "expiresAt"> {
  return { obtainedAt, expiresAt };
}

describe("of two tokens", () => {
  const token = (generation: number, version: number) => ({
    ...fromRecord(record(0), new HeldClock(), [0]),
    generation,
    version,
  });

  it("one is the same by generation and version together", () => {
    expect(isSameToken(token(1, 1), token(1, 1))).toBe(true);
    expect(isSameToken(token(1, 1), token(1, 2))).toBe(false);
    expect(isSameToken(token(1, 1), token(2, 1))).toBe(false);
  });

  it("the newer one has the later generation, and within one the later version", () => {
    expect(isNewerToken(token(1, 2), token(1, 1))).toBe(true);
    expect(isNewerToken(token(1, 1), token(1, 1))).toBe(false);
    expect(isNewerToken(token(1, 1), token(1, 2))).toBe(false);
    expect(isNewerToken(token(2, 1), token(1, 9))).toBe(true);
    expect(isNewerToken(token(1, 9), token(2, 1))).toBe(false);
  });
});
