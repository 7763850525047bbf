import type { BudgetRecord, EarlyDeath } from "../vault/vault";

const HOUR_MS = 3_600_000;

/** A grant is told to be used elsewhere until so long after the last token that died early, milliseconds. */
const TOLD_MS = 24 * HOUR_MS;

/** Least time between two tokens of a grant that is used elsewhere, milliseconds; doubles with each further death. */
const FIRST_SPACING_MS = 60_000;
const LONGEST_SPACING_MS = 15 * 60_000;

/** So many deaths are remembered: as many as make the spacing the longest. */
const MAX_DEATHS = 6;

/**
 * Notes that Zoho ended a token long before its time although its grant is alive. The same token may be missed by
 * many calls and by several processes: it has died once.
 */
export function noteDeath(budget: BudgetRecord, death: EarlyDeath): BudgetRecord {
  const known = budget.earlyDeaths ?? [];
  if (known.some(({ version }) => version === death.version)) return budget;
  const recent = known.filter(({ at }) => death.at - at < TOLD_MS);
  return { ...budget, earlyDeaths: [...recent, death].slice(-MAX_DEATHS) };
}

/**
 * True where two tokens died early within an hour, and the last of all within a day: another program asks for tokens
 * of this grant, and each of its tokens pushes out one of ours (Zoho keeps ten of a refresh token).
 *
 * @param now Zoho's clock, milliseconds since 1970
 */
export function isUsedElsewhere(budget: BudgetRecord | undefined, now: number): boolean {
  const deaths = timesOf(budget, now);
  if (now - (deaths.at(-1) ?? 0) >= TOLD_MS) return false;
  return deaths.some((at, index) => index > 0 && at - (deaths[index - 1] ?? at) < HOUR_MS);
}

/**
 * Until when no other token should be asked for, because each pushes out one of somebody else, whose next pushes out
 * ours. Undefined where nothing is known against it.
 *
 * @param now as for `isUsedElsewhere`
 */
export function spacedUntil(budget: BudgetRecord, now: number): number | undefined {
  const lastIssue = Math.min(now, Math.max(0, ...budget.issues));
  const deaths = timesOf(budget, now).filter((at) => now - at < HOUR_MS).length;
  if (deaths < 2) return undefined;
  const until = lastIssue + Math.min(FIRST_SPACING_MS * 2 ** (deaths - 2), LONGEST_SPACING_MS);
  return until > now ? until : undefined;
}

/** In order; those from the future count as now, so that a clock that was set back does not keep them for years. */
function timesOf(budget: BudgetRecord | undefined, now: number): readonly number[] {
  return (budget?.earlyDeaths ?? []).map(({ at }) => Math.min(at, now)).sort((a, b) => a - b);
}
