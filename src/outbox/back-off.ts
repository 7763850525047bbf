import type { ZohoError } from "../errors/zoho-error";
import type { FailureVerdict } from "./failure-verdict";

/** Before the second try, and the longest before any; milliseconds. */
const FIRST_MS = 1_000;
const LONGEST_MS = 60_000;

/** A person does not mend things in a minute, and when they do, the connection says so. */
const PERSON_MS = 300_000;

/** What this process refuses itself can be asked again sooner than it says: it costs nothing. */
const OWN_REFUSALS_MS = 300_000;
const OWN_REFUSALS: ReadonlySet<string> = new Set([
  "credits_reserved",
  "token_budget",
  "grant_used_elsewhere",
]);

/**
 * How long to wait before the next try: as Zoho says, else twice as long each time, half of it by chance, so that
 * gateways that lost the same network do not come back together.
 *
 * @param failures in a row, with this one
 * @param random from 0 to below 1
 * @returns milliseconds
 */
export function backOffMs(
  { code, cause }: Pick<ZohoError, "code" | "cause">,
  {
    verdict,
    failures,
    random,
  }: { readonly verdict: FailureVerdict; readonly failures: number; readonly random: number },
): number {
  if (verdict === "wait for a person") return (PERSON_MS / 2) * (1 + random);
  const longest = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(20, failures - 1));
  const ownMs = (longest / 2) * (1 + random);
  const toldMs = cause.retryAfterMs ?? 0;
  return Math.max(ownMs, OWN_REFUSALS.has(code) ? Math.min(toldMs, OWN_REFUSALS_MS) : toldMs);
}
