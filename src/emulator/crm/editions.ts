import type { Org } from "../people/person";
import type { EmulatorSettings } from "../settings/settings-table";

/** What an edition allows. Zoho CRM v8: API limits. */
export interface Edition {
  /** Credits in 24 hours: `base + perUser × users`, at most `max`. */
  readonly credits: { readonly base: number; readonly perUser: number; readonly max: number };
  /** Calls of one client in flight. */
  readonly concurrency: number;
}

export const EDITIONS: Readonly<Record<EmulatorSettings["crmEdition"], Edition>> = {
  free: { credits: { base: 5_000, perUser: 0, max: 5_000 }, concurrency: 5 },
  standard: { credits: { base: 50_000, perUser: 250, max: 100_000 }, concurrency: 10 },
  professional: { credits: { base: 50_000, perUser: 500, max: 3_000_000 }, concurrency: 15 },
  enterprise: { credits: { base: 50_000, perUser: 1_000, max: 5_000_000 }, concurrency: 20 },
  ultimate: { credits: { base: 50_000, perUser: 2_000, max: Number.POSITIVE_INFINITY }, concurrency: 25 },
};

/** Credits of an org in 24 hours, and its calls in flight, as the settings have it. */
export function limitsOf(
  org: Org,
  settings: EmulatorSettings,
): { readonly credits: number; readonly concurrency: number } {
  const { credits, concurrency } = EDITIONS[settings.crmEdition];
  return {
    credits:
      settings.crmCreditsPerDay ?? Math.min(credits.base + credits.perUser * org.users.length, credits.max),
    concurrency: settings.crmConcurrency ?? concurrency,
  };
}
