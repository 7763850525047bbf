import type { Clock } from "../time/clock";
import type { AccessRecord } from "../vault/vault";

/** An access token in use. The value stays inside `src`: it leaves only in the header of a request. */
export interface AccessToken {
  readonly connectionId: string;
  readonly generation: number;
  readonly version: number;
  readonly value: string;
  /** Zoho's clock when the request for it was sent, milliseconds since 1970. */
  readonly obtainedAt: number;
  /** Zoho's clock at which it ends. */
  readonly expiresAt: number;
  /** The same on this process's monotonic clock, which no clock correction moves. */
  readonly expiresMonotonic: number;
  /** Monotonic clock when this process asked for it; absent for one from the vault, which may have died since. */
  readonly issuedMonotonic?: number;
  /** The same on the wall clock, which goes on while the machine sleeps. */
  readonly issuedWall?: number;
  /** How long its answer was on its way, milliseconds: Zoho may have ended it meanwhile. */
  readonly tookMs?: number;
}

/** Renewed this long before its end at the latest, milliseconds; less for tokens that live shorter than ten minutes. */
const MARGIN_MS = 60_000;

/** Younger than this counts as just issued, milliseconds. */
const JUST_ISSUED_MS = 60_000;

/** A token whose answer took so long may have been revoked on its way, milliseconds. */
const LONG_WAY_MS = 5_000;

/**
 * A stored token in this process.
 *
 * @param now what the time may be, milliseconds since 1970. Where nobody knows for sure, the token is tried as long as
 *   it may be good: a refusal costs one call, a needless renewal one of ten tokens.
 */
export function fromRecord(record: AccessRecord, clock: Clock, now: readonly number[]): AccessToken {
  const life = record.expiresAt - record.obtainedAt;
  const left = Math.min(record.expiresAt - Math.min(...now), life);
  return {
    ...factsOf(record),
    expiresMonotonic: clock.monotonic() + left,
  };
}

function factsOf(record: AccessRecord): Omit<AccessToken, "expiresMonotonic"> {
  const { id: connectionId, generation, version, token: value, obtainedAt, expiresAt } = record;
  return { connectionId, generation, version, value, obtainedAt, expiresAt };
}

/**
 * A token that this process has just been given. By the monotonic clock: the wall clock may have jumped since.
 *
 * @param way when the request was sent (`sentAt` on the wall clock) and its answer came, on the monotonic clock
 */
export function fromAnswer(
  record: AccessRecord,
  { sentAt, sent, came }: { readonly sentAt: number; readonly sent: number; readonly came: number },
): AccessToken {
  return {
    ...factsOf(record),
    expiresMonotonic: sent + record.expiresAt - record.obtainedAt,
    issuedMonotonic: sent,
    issuedWall: sentAt,
    tookMs: came - sent,
  };
}

/** True where the token may be sent: by the monotonic clock, because the wall clock jumps. */
export function isUsable(token: AccessToken, clock: Clock): boolean {
  const margin = Math.min(MARGIN_MS, (token.expiresAt - token.obtainedAt) / 10);
  return clock.monotonic() < token.expiresMonotonic - margin;
}

/** True where the token has not run out yet, for who finds no other. */
export function isAlive(token: AccessToken, clock: Clock): boolean {
  return clock.monotonic() < token.expiresMonotonic;
}

/**
 * True where this process was given the token a moment ago, by both clocks: the monotonic one stands still while the
 * machine sleeps, and a token may die of a night. One from the vault may be of any age.
 */
export function isJustIssued({ issuedMonotonic, issuedWall }: AccessToken, clock: Clock): boolean {
  if (issuedMonotonic === undefined || issuedWall === undefined) return false;
  return clock.monotonic() - issuedMonotonic < JUST_ISSUED_MS && clock.now() - issuedWall < JUST_ISSUED_MS;
}

/** True where so much time went by before the token was here that it may have died on its way. */
export function cameALongWay({ tookMs }: AccessToken): boolean {
  return tookMs !== undefined && tookMs >= LONG_WAY_MS;
}

export function isSameToken(one: AccessToken, other: AccessToken): boolean {
  return one.generation === other.generation && one.version === other.version;
}

/** True where the first was issued after the second; a later generation always was. */
export function isNewerToken(
  one: Pick<AccessToken, "generation" | "version">,
  other: Pick<AccessToken, "generation" | "version">,
): boolean {
  return one.generation === other.generation
    ? one.version > other.version
    : one.generation > other.generation;
}
