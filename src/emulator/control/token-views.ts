import { masked, tokenId } from "../accounts/token-id";
import type { Consent, RefreshToken } from "../accounts/token-store";
import { LIMITS } from "../../zoho/limits";
import { orgLabel } from "../people/person";
import type { World } from "../world";

/** Whose consent a code or token comes from, in words. */
export interface ConsentView {
  readonly person: string;
  readonly clientId: string;
  readonly dataCenter: string;
  readonly orgs: readonly string[];
  readonly orgIds: readonly string[];
  readonly scopes: readonly string[];
  /** `org`: given by an administrator for the whole org. */
  readonly level: "person" | "org";
}

/** A code or token as anybody may see it. */
export interface TokenView extends ConsentView {
  /** Public name for actions. */
  readonly id: string;
}

/** Grant codes that still work, oldest first. */
export function codeViews(
  world: World,
): readonly (TokenView & { readonly code: string; readonly secondsLeft: number })[] {
  return living(world, world.tokens.codes.values()).map((code) => ({
    id: tokenId(code.code),
    code: masked(code.code),
    ...consentView(world, code.consent),
    secondsLeft: secondsUntil(world, code.expiresAt),
  }));
}

/** Device codes that can still be answered or polled, oldest first. */
export function deviceCodeViews(world: World): readonly {
  readonly id: string;
  readonly code: string;
  readonly clientId: string;
  readonly dataCenter: string;
  readonly scopes: readonly string[];
  readonly outcome: string;
  readonly secondsLeft: number;
}[] {
  return living(world, world.tokens.devices.values()).map((device) => ({
    id: tokenId(device.code),
    code: masked(device.code),
    clientId: device.clientId,
    dataCenter: device.userLocation ?? device.dataCenter,
    scopes: device.scopes,
    outcome: device.outcome.kind,
    secondsLeft: secondsUntil(world, device.expiresAt),
  }));
}

/** A refresh token as anybody may see it. */
export interface RefreshTokenView extends TokenView {
  readonly token: string;
  readonly createdAt: string;
  readonly refreshesInTenMinutes: number;
  readonly throttledSecondsLeft: number;
  readonly accessTokens: number;
}

/** Refresh tokens, oldest first. */
export function refreshTokenViews(world: World): readonly RefreshTokenView[] {
  const active = new Map<string, number>();
  for (const { family } of living(world, world.tokens.access.values())) {
    active.set(family, (active.get(family) ?? 0) + 1);
  }
  const windowStart = world.clock.now() - LIMITS.windowMs;
  return [...world.tokens.refresh.values()].map((token: RefreshToken) => ({
    id: tokenId(token.token),
    token: masked(token.token),
    ...consentView(world, token.consent),
    createdAt: new Date(token.createdAt).toISOString(),
    refreshesInTenMinutes: token.mintedAt.filter((time) => time > windowStart).length,
    throttledSecondsLeft: secondsUntil(world, token.throttledUntil),
    accessTokens: active.get(token.token) ?? 0,
  }));
}

/** An access token as anybody may see it. */
export interface AccessTokenView extends TokenView {
  readonly token: string;
  /** The end of its refresh token; null where it has none. */
  readonly ofRefreshToken: string | null;
  readonly secondsLeft: number;
}

/** Access tokens that still work, oldest first. */
export function accessTokenViews(world: World): readonly AccessTokenView[] {
  return living(world, world.tokens.access.values()).map((token) => ({
    id: tokenId(token.token),
    token: masked(token.token),
    ofRefreshToken: world.tokens.refresh.has(token.family) ? masked(token.family) : null,
    ...consentView(world, token.consent),
    secondsLeft: secondsUntil(world, token.expiresAt),
  }));
}

function living<T extends { readonly expiresAt: number }>(world: World, all: Iterable<T>): readonly T[] {
  const now = world.clock.now();
  return [...all].filter(({ expiresAt }) => expiresAt > now);
}

function secondsUntil(world: World, time: number): number {
  return Math.max(Math.ceil((time - world.clock.now()) / 1000), 0);
}

function consentView(world: World, consent: Consent): ConsentView {
  const orgs = Object.values(consent.orgIds).map((id) => world.orgById(id));
  return {
    person: world.personById(consent.zuid)?.name ?? consent.zuid,
    clientId: consent.clientId,
    dataCenter: consent.dataCenter,
    orgs: orgs.map((org) => (org === undefined ? "" : orgLabel(org))),
    orgIds: orgs.map((org) => org?.id ?? ""),
    scopes: consent.scopes,
    level: consent.level ?? "person",
  };
}
