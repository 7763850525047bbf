import type { ErrorCode } from "../../errors/codes";
import type { Dialect } from "../../zoho/dialects/dialect";

/** A day: longer waits are a mistake of somebody. */
const LONGEST_MS = 24 * 3_600_000;

const UNIT_MS: Readonly<Record<string, number>> = { sec: 1_000, min: 60_000, hour: 3_600_000 };

/**
 * How long Zoho asks to wait by its `Retry-After` header, in seconds or as a date. A date is counted from the one of
 * the answer itself: the clock of a small machine may be years off.
 *
 * @param now wall clock, for an answer without a date of its own
 * @returns milliseconds from now, at most a day; undefined where it says nothing usable
 */
export function retryAfterMs(headers: Readonly<Record<string, string>>, now: number): number | undefined {
  const value = headers["retry-after"]?.trim() ?? "";
  if (/^\d+$/.test(value)) return Math.min(Number(value) * 1000, LONGEST_MS);
  // JavaScript takes nearly any text for a date; HTTP's have the name of a month.
  if (!/[a-z]{3}/i.test(value)) return undefined;
  const sent = Date.parse(headers["date"] ?? "");
  const ms = Date.parse(value) - (Number.isFinite(sent) ? sent : now);
  return ms >= 0 ? Math.min(ms, LONGEST_MS) : undefined;
}

/**
 * How long a text asks to wait: `Try again after 7 minutes.`
 *
 * @returns milliseconds, at most a day; undefined where it does not say
 */
export function waitInWords(text: string): number | undefined {
  const match = /\b(?:after|again in)\s+(\d{1,6})\s*(sec|min|hour)/i.exec(text);
  const unitMs = UNIT_MS[(match?.[2] ?? "").toLowerCase()];
  return unitMs === undefined ? undefined : Math.min(Number(match?.[1]) * unitMs, LONGEST_MS);
}

/** A failure, its code told apart by what is left of the day, and when a repetition makes sense. */
export interface LimitFacts {
  readonly code: ErrorCode;
  readonly retry: { readonly retryAt?: number; readonly retryAfterMs?: number };
}

/**
 * When a limit ends: as Zoho says in a header, or in words, or as its pages say of the product; else nobody knows.
 *
 * @param now wall clock, milliseconds since 1970
 */
export function limitFacts(
  failure: {
    readonly code: ErrorCode;
    readonly dialect: Dialect;
    readonly headers: Readonly<Record<string, string>>;
    readonly message: string | undefined;
    /** True where answers before told that nothing is left. */
    readonly areCreditsUsedUp?: boolean | undefined;
  },
  now: number,
): LimitFacts {
  const { dialect, headers, message } = failure;
  const isUsedUp = failure.areCreditsUsedUp === true || saysNoCredits(dialect, headers);
  const code = failure.code === "api_limit" && isUsedUp ? "credits" : failure.code;
  const ms = isPassing(code) ? (retryAfterMs(headers, now) ?? waitOf(code, dialect, message)) : undefined;
  return { code, retry: ms === undefined ? {} : { retryAt: now + ms, retryAfterMs: ms } };
}

function isPassing(code: ErrorCode): boolean {
  return code === "api_limit" || code === "daily_limit" || code === "credits" || code === "server_error";
}

function waitOf(code: ErrorCode, dialect: Dialect, message: string | undefined): number | undefined {
  if (code === "server_error") return undefined;
  return waitInWords(message ?? "") ?? (code === "api_limit" ? dialect.limitMs : undefined);
}

function saysNoCredits({ creditsHeader }: Dialect, headers: Readonly<Record<string, string>>): boolean {
  return creditsHeader !== undefined && /^\s*0+(?:\.0+)?\s*$/.test(headers[creditsHeader] ?? "");
}
