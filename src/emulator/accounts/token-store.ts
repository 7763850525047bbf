import type { DataCenterCode } from "../../zoho/data-centers";
import { ORG_PRODUCT_IDS, type OrgProduct } from "../people/org-products";
import type { DeviceCode } from "./device/device-code";
import type { RecentTimes } from "./recent-times";

/** Who consented to what, and which org was picked in each product that wants one. */
export interface Consent {
  readonly clientId: string;
  readonly dataCenter: DataCenterCode;
  readonly zuid: string;
  readonly orgIds: Readonly<Partial<Record<OrgProduct, string>>>;
  readonly scopes: readonly string[];
  /** An administrator consented for the whole org: the grant outlives their own. Zoho: instance-level OAuth. */
  readonly level?: "org";
}

/** A grant token (authorization code). Times in milliseconds since 1970. */
export interface GrantCode {
  readonly code: string;
  readonly consent: Consent;
  /** Absent for a Self Client. */
  readonly redirectUri?: string;
  readonly challenge?: { readonly value: string; readonly method: "S256" | "plain" };
  /** OpenID: comes back in the id_token. */
  readonly nonce?: string;
  /** Whether the exchange also gives a refresh token. */
  readonly gives: "access" | "access and refresh";
  readonly expiresAt: number;
}

export interface RefreshToken {
  readonly token: string;
  readonly consent: Consent;
  readonly createdAt: number;
  /** When it was used within the last ten minutes. */
  readonly mintedAt: RecentTimes;
  throttledUntil: number;
}

export interface AccessToken {
  readonly token: string;
  readonly consent: Consent;
  /** The refresh token it belongs to, or a name for all online tokens of the same consent: limits count per family. */
  readonly family: string;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Opens the page on which scopes are added to a grant. Zoho: incremental authorization. */
export interface EnhanceToken {
  readonly token: string;
  readonly refreshToken: string;
  readonly expiresAt: number;
}

/** Codes and tokens that are alive, each oldest first. What died is gone: Zoho does not tell why either. */
export interface TokenStore {
  readonly codes: Map<string, GrantCode>;
  readonly refresh: Map<string, RefreshToken>;
  readonly access: Map<string, AccessToken>;
  /** By device code; those that ran out stay for a while, because they are told apart from unknown ones. */
  readonly devices: Map<string, DeviceCode>;
  readonly enhance: Map<string, EnhanceToken>;
}

/** A store without tokens. */
export function createTokenStore(): TokenStore {
  return { codes: new Map(), refresh: new Map(), access: new Map(), devices: new Map(), enhance: new Map() };
}

/** Forgets everything. */
export function clearTokenStore(store: TokenStore): void {
  for (const tokens of Object.values(store) as readonly Map<string, unknown>[]) tokens.clear();
}

/** One person, one client, one set of orgs: Zoho remembers the consent by that. */
export function consentKey(consent: Consent): string {
  const orgs = ORG_PRODUCT_IDS.map((id) => consent.orgIds[id] ?? "");
  return [consent.clientId, consent.zuid, ...orgs, ...(consent.level === undefined ? [] : ["org"])].join("|");
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

/** How long a device code is still told to have run out, milliseconds. */
const REMEMBERED_MS = 3_600_000;

/** Forgets codes and access tokens that have run out. */
export function forgetExpired(store: TokenStore, now: number): void {
  const { codes, access, enhance, devices } = store;
  for (const [key, code] of codes) if (code.expiresAt <= now) codes.delete(key);
  for (const [key, token] of access) if (token.expiresAt <= now) access.delete(key);
  for (const [key, token] of enhance) if (token.expiresAt <= now) enhance.delete(key);
  for (const [key, device] of devices) if (device.expiresAt + REMEMBERED_MS <= now) devices.delete(key);
}
