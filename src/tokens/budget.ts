import type { BudgetRecord } from "../vault/vault";
import { LIMITS } from "../zoho/limits";
import { spacedUntil } from "./early-deaths";

/**
 * Who asks for a token: the runtime before it needs one, the runtime for a call that waits, or a person or flow on
 * purpose. Of Zoho's 10 tokens in ten minutes the runtime takes at most 8, so that two are left for a person who mends
 * something; and of these at most 4 ahead, so that tries that fail leave some for who can't do without.
 */
export type IssueKind = "ahead" | "automatic" | "forced";

/** How many tokens may have been asked for in a window when another is. */
export const SHARE: Readonly<Record<IssueKind, number>> = {
  ahead: 4,
  automatic: 8,
  forced: LIMITS.accessTokensPerWindow,
};

/**
 * How long an issue counts, milliseconds. Zoho counts a request when it arrives, we before it leaves: one that was long
 * on its way (up to 15 s, its time limit), or stamped by a clock that Zoho has corrected since, is still in Zoho's ten
 * minutes when they are over here.
 */
export const COUNTED_MS = LIMITS.windowMs + 30_000;

export type Reservation =
  | { readonly granted: true; readonly budget: BudgetRecord }
  | {
      readonly granted: false;
      /** To be stored where it is not the one given: stamps from the future must begin to age. */
      readonly budget: BudgetRecord;
      readonly retryAt: number;
      readonly by: "zoho" | "budget" | "spacing";
    };

/**
 * Takes one of the issues of the running window, or says when there is one again.
 *
 * @param now wall clock, milliseconds since 1970
 */
export function reserveIssue(given: BudgetRecord, kind: IssueKind, now: number): Reservation {
  const budget = withoutFuture(given, now);
  const throttled = throttledUntil(budget, now);
  if (throttled !== undefined) return { granted: false, budget, retryAt: throttled, by: "zoho" };
  const spaced = kind === "forced" ? undefined : spacedUntil(budget, now);
  if (spaced !== undefined) return { granted: false, budget, retryAt: spaced, by: "spacing" };
  const issues = issuesInWindow(budget, now);
  const share = SHARE[kind];
  if (issues.length >= share) {
    const oldest = issues[issues.length - share] ?? now;
    return { granted: false, budget, retryAt: oldest + COUNTED_MS, by: "budget" };
  }
  const { throttledUntil: _over, ...rest } = budget;
  return { granted: true, budget: { ...rest, issues: [...issues, now] } };
}

/** Gives back the issue reserved at `reservedAt`, because its request never left this machine. */
export function releaseIssue(budget: BudgetRecord, reservedAt: number): BudgetRecord {
  const index = budget.issues.lastIndexOf(reservedAt);
  return index < 0 ? budget : { ...budget, issues: budget.issues.toSpliced(index, 1) };
}

/** How many tokens a person may still ask for in the running window. */
export function issuesLeft(budget: BudgetRecord | undefined, now: number): number {
  return LIMITS.accessTokensPerWindow - (budget === undefined ? 0 : issuesInWindow(budget, now).length);
}

/** When Zoho's throttle ends, or undefined where there is none. */
export function throttledUntil(budget: BudgetRecord | undefined, now: number): number | undefined {
  const until = clampFuture(budget?.throttledUntil ?? 0, now);
  return until > now ? until : undefined;
}

function issuesInWindow(budget: BudgetRecord, now: number): readonly number[] {
  return budget.issues.map((at) => Math.min(at, now)).filter((at) => at > now - COUNTED_MS);
}

/**
 * Stamps from a clock that has since been set back would block for years. They count as just now, and are kept as
 * such: one that is only read as just now would never grow old.
 */
function withoutFuture(budget: BudgetRecord, now: number): BudgetRecord {
  const until = budget.throttledUntil;
  const throttledTooLong = until !== undefined && until > clampFuture(until, now);
  const { earlyDeaths } = budget;
  const isSound = ![...budget.issues, ...(earlyDeaths ?? []).map(({ at }) => at)].some((at) => at > now);
  if (!throttledTooLong && isSound) return budget;
  return {
    ...budget,
    ...(earlyDeaths && {
      earlyDeaths: earlyDeaths.map(({ version, at }) => ({ version, at: Math.min(at, now) })),
    }),
    issues: issuesInWindow(budget, now),
    ...(until !== undefined && { throttledUntil: clampFuture(until, now) }),
  };
}

function clampFuture(until: number, now: number): number {
  return Math.min(until, now + LIMITS.throttleMs);
}
