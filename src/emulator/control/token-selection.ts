import { tokenId } from "../accounts/token-id";
import type { AccessToken, Consent, GrantCode, RefreshToken } from "../accounts/token-store";
import { orgLabel } from "../people/person";
import type { World } from "../world";
import { ControlError } from "./json-body";

/** The codes and tokens that an action is about. */
export interface TokenSelection {
  readonly codes: readonly GrantCode[];
  readonly refreshTokens: readonly RefreshToken[];
  readonly accessTokens: readonly AccessToken[];
}

/** Whose tokens are meant; all where nothing is said. */
export interface TokenWanted {
  /** Name, e-mail address or ZUID. */
  readonly person?: string | undefined;
  /** ID, `Name (Environment)`, name or environment. */
  readonly org?: string | undefined;
  /** Public ID of one code or token; that of a refresh token stands for its access tokens too. */
  readonly token?: string | undefined;
}

/**
 * Finds what still lives of what is meant.
 *
 * @throws ControlError where a name or an ID is nobody's
 */
export function selectTokens(world: World, wanted: TokenWanted): TokenSelection {
  const isMeant = consentFilter(world, wanted.person, wanted.org);
  const { codes, refresh, access } = world.tokens;
  const now = world.clock.now();
  const all: TokenSelection = {
    codes: [...codes.values()].filter(({ consent, expiresAt }) => isMeant(consent) && expiresAt > now),
    refreshTokens: [...refresh.values()].filter(({ consent }) => isMeant(consent)),
    accessTokens: [...access.values()].filter(
      ({ consent, expiresAt }) => isMeant(consent) && expiresAt > now,
    ),
  };
  return wanted.token === undefined ? all : only(all, wanted.token);
}

function only(all: TokenSelection, id: string): TokenSelection {
  const codes = all.codes.filter(({ code }) => tokenId(code) === id);
  const refreshTokens = all.refreshTokens.filter(({ token }) => tokenId(token) === id);
  const accessTokens = all.accessTokens.filter(
    ({ token, family }) => tokenId(token) === id || refreshTokens.some((refresh) => refresh.token === family),
  );
  if (codes.length + refreshTokens.length + accessTokens.length === 0) {
    throw new ControlError(
      `no code or token that lives has the ID "${id.slice(0, 60)}"; GET state lists them`,
    );
  }
  return { codes, refreshTokens, accessTokens };
}

function consentFilter(
  world: World,
  personName: string | undefined,
  orgText: string | undefined,
): (consent: Consent) => boolean {
  const person =
    personName === undefined
      ? undefined
      : world.people.find((one) => [one.name, one.email, one.zuid].includes(personName));
  if (personName !== undefined && person === undefined)
    throw new ControlError(`nobody is named "${personName}"`);
  const all = world.people.flatMap((one) => one.orgs);
  const orgs =
    orgText === undefined
      ? undefined
      : all.filter((org) => [org.id, orgLabel(org), org.name, org.environment].includes(orgText));
  if (orgs?.length === 0) throw new ControlError(`no org is named "${orgText ?? ""}"`);
  return (consent) =>
    (person === undefined || consent.zuid === person.zuid) &&
    (orgs === undefined || orgs.some((org) => Object.values(consent.orgIds).includes(org.id)));
}
