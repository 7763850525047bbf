import { describe, expect, it } from "vitest";
import { seedsOr, tellFigures } from "../../faults/support/long-form";
import { Day } from "../support/day-of-two-processes";
import { EmulatedLimits } from "../support/emulated-limits";
import type { HeldClock } from "../support/held-clock";
import { LimitingZoho } from "../support/limiting-zoho";

interface Limits {
  /** Whose rules they are. */
  readonly of: string;
  readonly seeds: readonly string[];
  readonly zohoOf: (clock: HeldClock, random: () => number) => LimitingZoho;
}

const ALL_LIMITS: readonly Limits[] = [
  {
    of: "Zoho's strictest pages",
    seeds: seedsOr("1", "2", "3"),
    zohoOf: (clock, random) => new LimitingZoho(clock, random),
  },
  {
    of: "the emulator's settings",
    seeds: seedsOr("1"),
    zohoOf: (clock, random) => new EmulatedLimits(clock, random),
  },
];

describe.each(ALL_LIMITS)("24 hours at the limits of the token endpoint, by $of", ({ of, seeds, zohoOf }) => {
  it.each(seeds)(
    "Zoho never throttles, no evicted token is used, nothing is refused that Zoho would take (seed %s)",
    { timeout: 240_000 },
    async (seed) => {
      const day = new Day(seed, zohoOf);
      await day.pass();
      const { counts, zoho, wrongs } = day;
      tellFigures("token-limits", { limits: of, seed, ...counts, ...zoho.counts });
      expect(wrongs).toEqual([]);
      expect(zoho.counts).toMatchObject({ throttled: 0, evictedUsed: 0 });
      // It was a day at the limits: many were refused here, and Zoho's ten were used.
      expect(counts.forces).toBeGreaterThan(2 * counts.forced);
      expect(zoho.mostInWindow).toBe(10);
    },
  );
});
