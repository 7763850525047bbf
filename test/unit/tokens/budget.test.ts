import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  COUNTED_MS,
  issuesLeft,
  releaseIssue,
  reserveIssue,
  throttledUntil,
} from "../../../src/tokens/budget";
import type { BudgetRecord } from "../../../src/vault/vault";

const WINDOW = 600_000;
const empty: BudgetRecord = { id: "acme", issues: [] };

describe("the budget of a grant", () => {
  it("never lets eleven tokens be asked for in ten minutes, nor nine by the runtime alone", () => {
    const asks = fc.array(fc.record({ wait: fc.integer({ min: 0, max: 200_000 }), forced: fc.boolean() }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(asks, (list) => {
        let budget = empty;
        let now = 1_000_000_000;
        const sent: { at: number; forced: boolean }[] = [];
        for (const { wait, forced } of list) {
          now += wait;
          const reservation = reserveIssue(budget, forced ? "forced" : "automatic", now);
          budget = reservation.budget;
          if (reservation.granted) sent.push({ at: now, forced });
          else
            expect(reserveIssue(budget, forced ? "forced" : "automatic", reservation.retryAt).granted).toBe(
              true,
            );
          const recent = sent.filter(({ at }) => at > now - COUNTED_MS);
          expect(recent.length).toBeLessThanOrEqual(10);
          expect(recent.filter((one) => !one.forced).length).toBeLessThanOrEqual(8);
          expect(issuesLeft(budget, now)).toBe(10 - recent.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("counts a request as long as Zoho may, which counts it when it arrives", () => {
    const longOnItsWay = 15_000;
    let budget = empty;
    for (let issue = 0; issue < 10; issue++) budget = reserveIssue(budget, "forced", 0).budget;
    const eleventh = reserveIssue(budget, "forced", WINDOW + longOnItsWay);
    expect(eleventh).toMatchObject({ granted: false, by: "budget", retryAt: COUNTED_MS });
  });

  it("is free again soon after ten minutes, however wrong its stamps are", () => {
    const stamps = fc.array(fc.integer({ min: -1e12, max: 1e13 }), { maxLength: 20 });
    fc.assert(
      fc.property(
        stamps,
        fc.integer({ min: 0, max: 1e13 }),
        fc.option(fc.integer({ min: 0, max: 1e13 }), { nil: undefined }),
        (issues, now, until) => {
          const budget = { ...empty, issues, ...(until !== undefined && { throttledUntil: until }) };
          const first = reserveIssue(budget, "automatic", now);
          if (first.granted) return;
          expect(first.retryAt).toBeLessThanOrEqual(now + COUNTED_MS);
          expect(first.retryAt).toBeGreaterThan(now);
          expect(reserveIssue(first.budget, "automatic", now + COUNTED_MS).granted).toBe(true);
        },
      ),
    );
  });

  it("keeps what else is noted in it", () => {
    const budget = {
      ...empty,
      brokenGeneration: 7,
      refusedSecret: { fingerprint: "f", zohoCode: "invalid_client" },
    };
    expect(reserveIssue(budget, "automatic", 5)).toEqual({
      granted: true,
      budget: { ...budget, issues: [5] },
    });
  });

  it("writes nothing new when it refuses for stamps that are sound", () => {
    const budget = { ...empty, issues: Array.from({ length: 8 }, (_, index) => index + 1) };
    expect(reserveIssue(budget, "automatic", 100).budget).toBe(budget);
  });

  it("gets back the issue of a request that never left, and only that one", () => {
    expect(releaseIssue({ ...empty, issues: [1, 2, 2, 3] }, 2).issues).toEqual([1, 2, 3]);
    const budget = { ...empty, issues: [1] };
    expect(releaseIssue(budget, 2)).toBe(budget);
  });

  it("tells of a throttle while it lasts, and never of one longer than ten minutes", () => {
    expect(throttledUntil(undefined, 5)).toBeUndefined();
    expect(throttledUntil({ ...empty, throttledUntil: 5 }, 5)).toBeUndefined();
    expect(throttledUntil({ ...empty, throttledUntil: 6 }, 5)).toBe(6);
    expect(throttledUntil({ ...empty, throttledUntil: 1e13 }, 5)).toBe(5 + WINDOW);
  });
});
