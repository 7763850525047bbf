import type { AppOrgs, Grant, Pins, ReachedOrgs, ToldEdition } from "../vault/vault";
import type { Environment } from "../zoho/environments";
import { type EnvironmentApp, ORG_APP_IDS, orgAppsOf, type OrgAppId, type OrgName } from "../zoho/org-probes";

/** Where the token of a grant for CRM or Bigin is good, and what is said there. */
export interface ProvenPlace {
  readonly app: EnvironmentApp;
  readonly environment: Environment;
  readonly host: string;
  /** Undefined where the scopes don't let Zoho say it. */
  readonly org: OrgName | undefined;
  /** Edition of that org; undefined where Zoho has not said. */
  readonly edition: ToldEdition | undefined;
  readonly user: { readonly user?: string; readonly userId?: string };
}

/**
 * What a proof has shown, as pins. What was declared stays where Zoho could not be asked.
 *
 * @param grant with what was declared of it
 * @param place of a grant for CRM or Bigin
 * @param told what the other apps said
 */
export function pinsOf(
  { pins: declared }: Pick<Grant, "pins">,
  place: ProvenPlace | undefined,
  told: ReadonlyMap<OrgAppId, readonly OrgName[]>,
): Pins {
  const all = new Map(told);
  if (place?.org !== undefined) all.set(place.app, [place.org]);
  const orgs = orgsOf(all, declared);
  if (place === undefined) return { ...declared, ...withMainOrg(declared, orgs, all.size > 0) };
  const { environment, user, org, edition } = place;
  const known = {
    ...user,
    environment,
    ...(edition !== undefined && { edition }),
    ...(orgs !== undefined && { orgs }),
  };
  if (org !== undefined) return { ...known, level: "verified", orgId: org.id, orgName: org.name };
  const { orgId, orgName } = declared;
  if (orgId === undefined) return { ...known, level: "unknown" };
  return { ...known, level: "declared", orgId, ...(orgName !== undefined && { orgName }) };
}

/**
 * Pins of a grant for other apps, where no org stands for all: that of the first app in which one is chosen. A
 * declared org is the one to be found; where Zoho names only others, the first of them shows that it was not.
 */
function withMainOrg(declared: Pins, orgs: ReachedOrgs | undefined, isTold: boolean): Pins {
  const { environment, orgId } = declared;
  if (!isTold || orgs === undefined) {
    const isDeclared = environment !== undefined || orgId !== undefined || orgs !== undefined;
    return { level: isDeclared ? "declared" : "unknown" };
  }
  const apps = ORG_APP_IDS.flatMap((app) => orgs[app] ?? []);
  const all = apps.flatMap(({ reached }) => reached);
  const chosen = apps.flatMap(({ reached, chosen: one }) => reached.filter(({ id }) => id === one));
  const main = orgId === undefined ? chosen[0] : (all.find(({ id }) => id === orgId) ?? all[0]);
  return { level: "verified", orgs, ...(main !== undefined && { orgId: main.id, orgName: main.name }) };
}

/** With the orgs that Zoho named; what is declared of an app that could not be asked stays as it is. */
function orgsOf(told: ReadonlyMap<OrgAppId, readonly OrgName[]>, declared: Pins): ReachedOrgs | undefined {
  const orgs: Partial<Record<OrgAppId, AppOrgs>> = { ...declared.orgs };
  for (const [app, reached] of told)
    orgs[app] = choosing({ reached }, declared.orgs?.[app]?.chosen ?? declared.orgId);
  return Object.keys(orgs).length === 0 ? undefined : orgs;
}

/**
 * Which org calls are for: the only one, else the one that was wished where it is among those reached. Never just the
 * first: a call into the wrong company can't be taken back.
 */
function choosing(now: AppOrgs, wish: string | undefined): AppOrgs {
  const { reached } = now;
  const wished = reached.find(({ id }) => id === wish)?.id;
  const chosen = now.chosen ?? (reached.length === 1 ? reached[0]?.id : wished);
  return chosen === undefined ? now : { reached, chosen };
}

/**
 * The pins of a new grant with what is known from the one before: which orgs calls are for, and apps that could not
 * be asked this time.
 *
 * @param scopes those of the new grant: what it can't reach any more is forgotten
 */
export function withFormerOrgs(pins: Pins, scopes: readonly string[], before: Pins | undefined): Pins {
  const orgs: Partial<Record<OrgAppId, AppOrgs>> = {};
  for (const app of orgAppsOf(scopes)) {
    const [now, former] = [pins.orgs?.[app], before?.orgs?.[app]];
    const one = now === undefined ? former : choosing(now, former?.chosen);
    if (one !== undefined) orgs[app] = one;
  }
  const { orgs: _now, ...rest } = pins;
  return Object.keys(orgs).length === 0 ? rest : { ...rest, orgs };
}
