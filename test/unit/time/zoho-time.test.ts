import { beforeEach, describe, expect, it } from "vitest";
import { ZohoTime } from "../../../src/time/zoho-time";
import { HeldClock } from "../support/held-clock";

const HOUR = 3_600_000;

let clock: HeldClock;
let time: ZohoTime;

beforeEach(() => {
  clock = new HeldClock("2026-03-01T12:00:00Z");
  time = new ZohoTime(clock);
});

describe("Zoho's time", () => {
  it("is the wall clock's before Zoho has answered", () => {
    expect(time.now()).toBe(clock.now());
    expect(time.offset()).toBeUndefined();
  });

  it("is what an answer told, to the second, and goes on with the monotonic clock alone", async () => {
    const sentAt = clock.monotonic();
    await clock.pass(400);
    time.hear("Sun, 01 Mar 2026 14:00:00 GMT", sentAt);
    const told = Date.parse("2026-03-01T14:00:00Z");
    expect(time.now()).toBe(told + 500 + 200);
    clock.jumpWall(-50 * HOUR);
    await clock.pass(HOUR);
    expect(time.now()).toBe(told + 700 + HOUR);
    expect(time.offset()).toBe(time.now() - clock.now());
  });

  it("does not tremble with answers that only round it", async () => {
    time.hear("Sun, 01 Mar 2026 14:00:00 GMT", clock.monotonic());
    const before = time.now();
    await clock.pass(300);
    time.hear("Sun, 01 Mar 2026 14:00:00 GMT", clock.monotonic());
    expect(time.now()).toBe(before + 300);
  });

  it("follows an answer that contradicts it: the machine has slept", () => {
    time.hear("Sun, 01 Mar 2026 14:00:00 GMT", clock.monotonic());
    time.hear("Sun, 01 Mar 2026 22:00:00 GMT", clock.monotonic());
    expect(time.now()).toBe(Date.parse("2026-03-01T22:00:00.500Z"));
  });

  it.each([undefined, "", "yesterday", "Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 01 Jan 2100 00:00:00 GMT"])(
    "is not learned from %j",
    (date) => {
      time.hear(date, clock.monotonic());
      expect(time.offset()).toBeUndefined();
    },
  );

  it("is not learned from an answer that was on its way for long", async () => {
    const sentAt = clock.monotonic();
    await clock.pass(31_000);
    time.hear("Sun, 01 Mar 2026 14:00:00 GMT", sentAt);
    expect(time.offset()).toBeUndefined();
  });

  it("shows a wrong clock: before this package was written, or a day from Zoho's", () => {
    expect(time.isClockWrong()).toBe(false);
    expect(new ZohoTime(new HeldClock(0)).isClockWrong()).toBe(true);
    time.hear("Tue, 03 Mar 2026 14:00:00 GMT", clock.monotonic());
    expect(time.isClockWrong()).toBe(true);
  });
});
