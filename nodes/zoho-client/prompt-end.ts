import type { PendingConsent } from "../../src/connect/pending-consent";

/** When a prompt ends: as a time for machines and people, and as seconds for a clock that is wrong. */
export function endOf(
  { expiresAt }: Pick<PendingConsent, "expiresAt">,
  now: number,
): { readonly expiresAt: string; readonly secondsLeft: number } {
  return {
    expiresAt: new Date(expiresAt).toISOString(),
    secondsLeft: Math.max(0, Math.round((expiresAt - now) / 1000)),
  };
}
