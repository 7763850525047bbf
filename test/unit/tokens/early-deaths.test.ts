import { describe, expect, it } from "vitest";
import { reserveIssue } from "../../../src/tokens/budget";
import { isUsedElsewhere, noteDeath, spacedUntil } from "../../../src/tokens/early-deaths";
import type { BudgetRecord } from "../../../src/vault/vault";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOW = Date.parse("2026-03-01T12:00:00Z");

/** The budget of a grant whose tokens died at these times, and of which the last was asked for just then. */
function deathsAt(...times: readonly number[]): BudgetRecord {
  const empty: BudgetRecord = { id: "acme", issues: times.slice(-1) };
  return times.reduce((budget, at, version) => noteDeath(budget, { version, at }), empty);
}

describe("a grant that is used elsewhere", () => {
  it("shows by two tokens that die early within an hour, and not by one or by two far apart", () => {
    expect(isUsedElsewhere(undefined, NOW)).toBe(false);
    expect(isUsedElsewhere(deathsAt(NOW), NOW)).toBe(false);
    expect(isUsedElsewhere(deathsAt(NOW, NOW + HOUR), NOW + HOUR)).toBe(false);
    expect(isUsedElsewhere(deathsAt(NOW, NOW + HOUR - 1), NOW + HOUR)).toBe(true);
  });

  it("is told for a day after the last of them", () => {
    const budget = deathsAt(NOW, NOW + MINUTE);
    expect(isUsedElsewhere(budget, NOW + 24 * HOUR)).toBe(true);
    expect(isUsedElsewhere(budget, NOW + 24 * HOUR + MINUTE)).toBe(false);
  });

  it("is not seen in one token that many calls and processes miss", () => {
    const once = noteDeath({ id: "acme", issues: [] }, { version: 7, at: NOW });
    expect(noteDeath(once, { version: 7, at: NOW + MINUTE })).toBe(once);
  });

  it("waits a minute between two tokens, longer with each further death, at most a quarter of an hour", () => {
    const times = Array.from({ length: 9 }, (_, index) => NOW + index * MINUTE);
    const waits = times.map((last, index) => {
      const until = spacedUntil(deathsAt(...times.slice(0, index + 1)), last);
      return until === undefined ? 0 : (until - last) / MINUTE;
    });
    expect(waits).toEqual([0, 1, 2, 4, 8, 15, 15, 15, 15]);
  });

  it("slows down the runtime but no person, and is free again when it has waited", () => {
    const budget = deathsAt(NOW, NOW + MINUTE);
    const now = NOW + MINUTE + 1_000;
    const refused = { granted: false, by: "spacing", retryAt: NOW + 2 * MINUTE };
    expect(reserveIssue(budget, "automatic", now)).toMatchObject(refused);
    expect(reserveIssue(budget, "forced", now).granted).toBe(true);
    expect(reserveIssue(budget, "automatic", NOW + 2 * MINUTE).granted).toBe(true);
  });

  it("keeps nobody waiting for long, and is not told for years, when the clock was set back", () => {
    const before = NOW - 50 * 365 * 24 * HOUR;
    const refused = reserveIssue(deathsAt(NOW, NOW + MINUTE), "automatic", before);
    expect(refused).toMatchObject({ granted: false, retryAt: before + MINUTE });
    expect(reserveIssue(refused.budget, "automatic", before + MINUTE).granted).toBe(true);
    expect(isUsedElsewhere(refused.budget, before + 24 * HOUR)).toBe(false);
  });
});
