import { limitsOf } from "../crm/editions";
import { countInTenMinutes } from "../accounts/ten-minutes";
import { orgLabel } from "../people/person";
import type { World } from "../world";

/** How much of one limit is used. */
export interface LimitView {
  /** Whose limit it is, in words. */
  readonly of: string;
  readonly used: number;
  readonly limit: number;
}

/** What is used of the limits that are not a single token's; only of those who used any. */
export interface LimitViews {
  readonly refreshTokens: readonly LimitView[];
  readonly inTenMinutes: readonly LimitView[];
  readonly crmCreditsOfTheDay: readonly LimitView[];
  readonly crmCallsInFlight: readonly LimitView[];
}

/** The limits as they stand. */
export function limitViews(world: World): LimitViews {
  return {
    refreshTokens: refreshTokens(world),
    inTenMinutes: inTenMinutes(world),
    crmCreditsOfTheDay: credits(world),
    crmCallsInFlight: callsInFlight(world),
  };
}

function refreshTokens(world: World): readonly LimitView[] {
  const counts = new Map<string, number>();
  for (const { consent } of world.tokens.refresh.values()) {
    const key = `${personName(world, consent.zuid)} and ${consent.clientId}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].map(([of, used]) => ({ of, used, limit: world.settings.maxRefresh }));
}

function inTenMinutes(world: World): readonly LimitView[] {
  return [...world.recentTimes.keys()]
    .map((key) => ({
      of: withNames(world, key),
      used: countInTenMinutes(world, key),
      limit: key.startsWith("grants") ? world.settings.grantsPer10min : world.settings.refreshPer10min,
    }))
    .filter(({ used }) => used > 0);
}

/** Keys name people by their ZUIDs. */
function withNames(world: World, key: string): string {
  return key.replace(/\b\d{8}\b/g, (zuid) => personName(world, zuid));
}

function credits(world: World): readonly LimitView[] {
  const now = world.clock.now();
  return crmOrgs(world)
    .map((org) => ({
      of: orgName(org),
      used: world.gate.used(org.id, now),
      limit: limitsOf(org, world.settings).credits,
    }))
    .filter(({ used }) => used > 0);
}

function callsInFlight(world: World): readonly LimitView[] {
  const orgs = crmOrgs(world);
  return world.gate.inFlight().flatMap(([key, used]) => {
    const [orgId = "", clientId = "", heavy] = key.split("|");
    const org = orgs.find(({ id }) => id === orgId);
    if (org === undefined) return [];
    const of = `${orgName(org)} by ${clientId}`;
    return heavy === undefined
      ? [{ of, used, limit: limitsOf(org, world.settings).concurrency }]
      : [{ of: `${of}, costly calls`, used, limit: world.settings.crmSubConcurrency }];
  });
}

type CrmOrg = World["people"][number]["orgs"][number];

/** Of CRM and Bigin, whose limits are counted alike. */
function crmOrgs(world: World): readonly CrmOrg[] {
  const all = world.people.flatMap((person) => person.orgs);
  return [...new Set(all)].filter(({ product }) => product === "crm" || product === "bigin");
}

function orgName(org: CrmOrg): string {
  return org.product === "bigin" ? `Bigin: ${orgLabel(org)}` : orgLabel(org);
}

function personName(world: World, zuid: string): string {
  return world.personById(zuid)?.name ?? zuid;
}
