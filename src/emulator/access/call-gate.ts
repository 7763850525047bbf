/** How many calls an org may have in flight and how many credits it may use: asked before every API call. */
export interface CallGate {
  /**
   * Takes a place among the calls in flight.
   *
   * @param key whose calls are counted together: org and client
   * @returns what gives the place back, or undefined where all are taken
   */
  enter(key: string, limit: number): (() => void) | undefined;
  /** Keys with calls in flight, and how many. */
  inFlight(): readonly (readonly [key: string, calls: number])[];
  /** Credits that an org used in the last 24 hours. */
  used(orgId: string, now: number): number;
  /** @param now milliseconds since 1970 */
  spend(orgId: string, credits: number, now: number): void;
  /** Spent credits by org, for the state file. */
  save(): SavedCredits;
  restore(saved: SavedCredits): void;
}

/** By org: minutes since 1970 and the credits spent in each. */
export type SavedCredits = Readonly<Record<string, readonly (readonly [minute: number, credits: number])[]>>;

const MINUTE_MS = 60_000;
const MINUTES_PER_DAY = 24 * 60;

/** Credits of one org, a sum for each minute of the last 24 hours. */
interface Spending {
  minutes: (readonly [minute: number, credits: number])[];
  total: number;
}

export function createCallGate(): CallGate {
  const inFlight = new Map<string, number>();
  const spendings = new Map<string, Spending>();

  /** Forgets what is older than 24 hours. */
  function current(orgId: string, now: number): Spending | undefined {
    const spending = spendings.get(orgId);
    const oldest = Math.floor(now / MINUTE_MS) - MINUTES_PER_DAY;
    while (spending?.minutes[0] !== undefined && spending.minutes[0][0] <= oldest) {
      spending.total -= spending.minutes[0][1];
      spending.minutes.shift();
    }
    return spending;
  }
  return {
    enter(key, limit) {
      const before = inFlight.get(key) ?? 0;
      if (before >= limit) return undefined;
      inFlight.set(key, before + 1);
      return () => {
        const left = (inFlight.get(key) ?? 1) - 1;
        if (left === 0) inFlight.delete(key);
        else inFlight.set(key, left);
      };
    },
    inFlight: () => [...inFlight],
    used: (orgId, now) => current(orgId, now)?.total ?? 0,
    spend(orgId, credits, now) {
      const spending = current(orgId, now) ?? { minutes: [], total: 0 };
      const minute = Math.floor(now / MINUTE_MS);
      const last = spending.minutes.at(-1);
      if (last?.[0] === minute) spending.minutes[spending.minutes.length - 1] = [minute, last[1] + credits];
      else spending.minutes.push([minute, credits]);
      spending.total += credits;
      spendings.set(orgId, spending);
    },
    save: () => Object.fromEntries([...spendings].map(([orgId, { minutes }]) => [orgId, [...minutes]])),
    restore(saved) {
      spendings.clear();
      inFlight.clear();
      for (const [orgId, minutes] of Object.entries(saved)) {
        const total = minutes.reduce((sum, [, credits]) => sum + credits, 0);
        spendings.set(orgId, { minutes: [...minutes], total });
      }
    },
  };
}
