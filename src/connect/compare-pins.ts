import { ZohoError } from "../errors/zoho-error";
import type { Elsewhere, Grant, Pins, ReachedOrgs } from "../vault/vault";
import { DATA_CENTERS, type DataCenterCode } from "../zoho/data-centers";
import { ORG_APP_IDS, ORG_PROBES } from "../zoho/org-probes";

/** A consent as far as it can land elsewhere. */
interface Landing {
  readonly name: string;
  readonly dataCenter: DataCenterCode;
  readonly declared?: Pins | undefined;
  readonly elsewhere?: Elsewhere | undefined;
}

/**
 * Compares what a consent has reached with what its connection belongs to.
 *
 * @param before the grant that the connection has
 * @param actual what the proof has shown
 * @throws ZohoError `pinned_elsewhere` with both names
 */
export function comparePins(consent: Landing, before: Grant | undefined, actual: Pins): void {
  const known = consent.elsewhere === "move" ? undefined : before;
  const expected = expectedPins(known?.pins, consent.declared);
  const dataCenter = known?.dataCenter ?? consent.dataCenter;
  const places = differingPlaces(
    { pins: expected, dataCenter },
    { pins: actual, dataCenter: consent.dataCenter },
  );
  if (places === undefined) return;
  throw new ZohoError("pinned_elsewhere", {
    connection: consent.name,
    details: { ...places, expected, found: actual },
  });
}

/** What was found out before counts more than what was declared. */
function expectedPins(known: Pins | undefined, declared: Pins | undefined): Pins {
  return { level: "unknown", ...declared, ...known };
}

interface Place {
  readonly pins: Pins;
  readonly dataCenter: DataCenterCode;
}

interface PlaceNames {
  readonly pinned: string;
  readonly actual: string;
}

function differingPlaces(expected: Place, found: Place): PlaceNames | undefined {
  const keys = ["environment", "orgId", "userId"] as const;
  const differs = keys.some((key) => {
    const [wanted, got] = [expected.pins[key], found.pins[key]];
    return wanted !== undefined && got !== undefined && wanted !== got;
  });
  // No org is in two data centers, so this shows also where nothing else is known.
  if (differs || expected.dataCenter !== found.dataCenter) {
    const names = { pinned: placeName(expected), actual: placeName(found) };
    // A sandbox that was made anew has the name of the old one.
    return names.pinned === names.actual
      ? { pinned: withId(names.pinned, expected), actual: withId(names.actual, found) }
      : names;
  }
  return differingOrgs(expected.pins.orgs, found.pins.orgs);
}

/** `Acme (Sandbox, Ada)`: org, environment and person as far as they are known. */
function placeName({ pins, dataCenter }: Place): string {
  const org =
    pins.orgName ?? (pins.orgId === undefined ? DATA_CENTERS[dataCenter].name : `org ${pins.orgId}`);
  const rest = [pins.environment, pins.user].filter((part) => part !== undefined);
  return rest.length === 0 ? org : `${org} (${rest.join(", ")})`;
}

function withId(name: string, { pins: { orgId, userId } }: Place): string {
  const ids = [orgId, userId].filter((id) => id !== undefined);
  return ids.length === 0 ? name : `${name} with the ID ${ids.join(" and ")}`;
}

/** An app in which calls are for an org that the grant no longer reaches. */
function differingOrgs(expected: ReachedOrgs = {}, found: ReachedOrgs = {}): PlaceNames | undefined {
  for (const app of ORG_APP_IDS) {
    const { chosen, reached: known = [] } = expected[app] ?? {};
    const reached = found[app]?.reached;
    if (chosen === undefined || reached === undefined || reached.some(({ id }) => id === chosen)) continue;
    const { name } = ORG_PROBES[app];
    const pinned = known.find(({ id }) => id === chosen)?.name ?? "the org";
    const actual =
      reached.length === 0 ? "no org" : reached.map((org) => `${org.name} (${org.id})`).join(", ");
    return { pinned: `${pinned} (${chosen}) in ${name}`, actual: `${actual} in ${name}` };
  }
  return undefined;
}
