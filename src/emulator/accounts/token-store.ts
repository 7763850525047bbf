import type { DataCenterCode } from "../../zoho/data-centers";
import { ORG_PRODUCT_IDS, type OrgProduct } from "../people/org-products";

/** Who consented to what, and which org was picked in each product that wants one. */
export interface Consent {
  readonly clientId: string;
  readonly dataCenter: DataCenterCode;
  readonly zuid: string;
  readonly orgIds: Readonly<Partial<Record<OrgProduct, string>>>;
  readonly scopes: readonly string[];
}

/** A grant token (authorization code). Times in milliseconds since 1970. */
export interface GrantCode {
  readonly code: string;
  readonly consent: Consent;
  /** Absent for a Self Client. */
  readonly redirectUri?: string;
  readonly challenge?: { readonly value: string; readonly method: "S256" | "plain" };
  /** Whether the exchange also gives a refresh token. */
  readonly gives: "access" | "access and refresh";
  readonly expiresAt: number;
}

export interface RefreshToken {
  readonly token: string;
  readonly consent: Consent;
  readonly createdAt: number;
  /** When it was used within the last ten minutes. */
  mintedAt: readonly number[];
  throttledUntil: number;
}

export interface AccessToken {
  readonly token: string;
  readonly consent: Consent;
  /** The refresh token it belongs to, or a name for all online tokens of the same consent: limits count per family. */
  readonly family: string;
  readonly expiresAt: number;
}

/** Codes and tokens that are alive, each oldest first. What died is gone: Zoho does not tell why either. */
export interface TokenStore {
  readonly codes: Map<string, GrantCode>;
  readonly refresh: Map<string, RefreshToken>;
  readonly access: Map<string, AccessToken>;
}

export function createTokenStore(): TokenStore {
  return { codes: new Map(), refresh: new Map(), access: new Map() };
}

/** One person, one client, one set of orgs: Zoho remembers the consent by that. */
export function consentKey(consent: Consent): string {
  const orgs = ORG_PRODUCT_IDS.map((id) => consent.orgIds[id] ?? "");
  return [consent.clientId, consent.zuid, ...orgs].join("|");
}

/**
 * Kills a refresh token and its access tokens. Zoho: token limits, revoke.
 *
 * @returns how many access tokens died with it
 */
export function killRefreshToken(store: TokenStore, token: string): number {
  store.refresh.delete(token);
  return killFamily(store, token);
}

/** Kills the access tokens of a refresh token. */
export function killFamily(store: TokenStore, family: string): number {
  const members = [...store.access.values()].filter((access) => access.family === family);
  for (const member of members) store.access.delete(member.token);
  return members.length;
}

/** Forgets codes and access tokens that have run out. */
export function forgetExpired(store: TokenStore, now: number): void {
  for (const [key, code] of store.codes) if (code.expiresAt <= now) store.codes.delete(key);
  for (const [key, access] of store.access) if (access.expiresAt <= now) store.access.delete(key);
}
