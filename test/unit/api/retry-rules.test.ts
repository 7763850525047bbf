import { describe, expect, it } from "vitest";
import { Effort } from "../../../src/api/retry/effort";
import { RetryBudget } from "../../../src/api/retry/retry-budget";
import { retryAdvice } from "../../../src/api/retry/retry";
import { ZohoError } from "../../../src/errors/zoho-error";
import type { Clock } from "../../../src/time/clock";
import { HeldClock } from "../support/held-clock";

describe("the advice after a failure", () => {
  it.each([
    ["api_limit", "wait"],
    ["network", "repeat"],
    ["timeout", "repeat"],
    ["server_error", "repeat"],
    ["write_unknown", "stop"],
    ["invalid_data", "stop"],
    ["token_refused", "stop"],
    ["token_throttled", "stop"],
  ] as const)("for %s is to %s", (code, advice) => {
    expect(retryAdvice(new ZohoError(code))).toBe(advice);
  });

  it.each([
    [200, "repeat"],
    [299, "repeat"],
    [300, "stop"],
    [407, "stop"],
    [undefined, "stop"],
  ] as const)("for an answer that is not Zoho's depends on its status: %s", (status, advice) => {
    const details = { method: "GET", path: "Leads", status, host: "Zoho CRM" };
    expect(retryAdvice(new ZohoError("not_zoho", { status, details }))).toBe(advice);
    expect(retryAdvice(new ZohoError("invalid_data", { status, details }))).toBe("stop");
  });
});

describe("what a host may be asked again", () => {
  function taken(budget: RetryBudget, how: "timeout" | "other"): number {
    let count = 0;
    while (count < 1_000 && budget.take(how)) count++;
    return count;
  }

  it("is a hundred times, and half as often where each took its whole time", () => {
    expect(taken(new RetryBudget(), "other")).toBe(100);
    expect(taken(new RetryBudget(), "timeout")).toBe(50);
  });

  it("is once more for five answers", () => {
    const budget = new RetryBudget();
    taken(budget, "other");
    for (let answer = 1; answer <= 4; answer++) budget.refund();
    expect(taken(budget, "other")).toBe(0);
    budget.refund();
    expect(taken(budget, "other")).toBe(1);
  });

  it("is never more than at first, however much was answered", () => {
    const budget = new RetryBudget();
    for (let answer = 0; answer < 1_000; answer++) budget.refund();
    expect(taken(budget, "other")).toBe(100);
  });
});

describe("the effort of a call", () => {
  it("counts exchanges, and as waited what was not spent in them", async () => {
    const clock = new HeldClock();
    const effort = new Effort(clock);
    await clock.pass(100);
    for (const ms of [30, 70]) {
      const end = effort.begin();
      await clock.pass(ms);
      end();
      await clock.pass(500.4);
    }
    expect(effort.attempts).toBe(2);
    expect(effort.waitedMs).toBe(1_101);
  });

  it("has never waited less than nothing: clocks may differ by a hair", () => {
    const times = [0, 0, 10, 9];
    const clock: Clock = {
      now: () => 0,
      monotonic: () => times.shift() ?? 9,
      sleep: () => Promise.resolve(),
    };
    const effort = new Effort(clock);
    effort.begin()();
    expect(effort.waitedMs).toBe(0);
  });

  it("knows what an exchange has come to, and takes no other failure for it", () => {
    const effort = new Effort(new HeldClock());
    const failure = new ZohoError("network");
    expect(effort.isOfExchange(failure)).toBe(false);
    expect(effort.cameTo(failure)).toBe(failure);
    expect(effort.isOfExchange(failure)).toBe(true);
    expect(effort.isOfExchange(new ZohoError("network"))).toBe(false);
  });
});
