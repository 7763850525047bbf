import type { Policies } from "../api/policies";
import { ZohoError } from "../errors/zoho-error";
import type { TokenAnswer } from "../oauth/token-answer";
import type { Clock } from "../time/clock";
import type { ClientSecrets } from "../tokens/client-secrets";
import type { Refusals } from "../tokens/refusals";
import type { IssuedToken } from "../tokens/token-flight";
import type { TokenSource } from "../tokens/token-source";
import type { Transport } from "../transport/transport";
import { isSameGrant, livesAtZoho } from "../vault/grant";
import type { Elsewhere, Grant, GrantRecord, Pins, RefreshTokenGrant, Vault } from "../vault/vault";
import type { DataCenterCode } from "../zoho/data-centers";
import type { Realm } from "../zoho/realm";
import { comparePins } from "./compare-pins";
import { connectionId } from "./connection-id";
import type { Connections } from "./connections";
import type { Connection } from "../vault/connection";
import { withFormerOrgs } from "./pins-of-proof";
import { proveGrant } from "./prove-grant";

export interface EstablishOptions {
  readonly vault: Vault;
  readonly tokens: TokenSource;
  readonly refusals: Refusals;
  readonly connections: Connections;
  readonly policies: Policies;
  readonly transport: (realm: Realm) => Transport;
  readonly clientSecrets: ClientSecrets;
  readonly clock: Clock;
}

/** A consent that Zoho has given, not yet a connection. */
export interface Consent {
  readonly realm: Realm;
  readonly name: string;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  readonly dataCenter: DataCenterCode;
  /** Scopes that were asked, for where Zoho's answer names none. */
  readonly scopes: readonly string[];
  /** What a person declared about this connection. */
  readonly declared?: Pins | undefined;
  /** Whether the connection may move to where this consent lands; it may not unless said so. */
  readonly elsewhere?: Elsewhere | undefined;
  /**
   * What there was before Zoho was asked: a refresh token that a person brought, or the right of a Self Client.
   * Without it, Zoho's answer must hold a refresh token.
   */
  readonly brought?: { readonly refreshToken: string } | { readonly soid: string };
}

/**
 * Makes a connection of a consent: stores the grant durably, proves it by a call, compares it with what the name
 * is pinned to, and only then switches to it. The old grant is retired, not revoked: revoking it might kill the
 * new one or another machine's copy.
 *
 * @throws ZohoError `no_refresh_token`, `name_taken`, `pinned_elsewhere`, those of the proof and of the vault
 */
export async function establish(
  options: EstablishOptions,
  consent: Consent,
  issued: IssuedToken,
): Promise<Connection> {
  const { answer } = issued;
  const candidate = candidateOf(consent, answer, options.clock.now());
  const id = connectionId(consent.realm, consent.name);
  const before = await storeCandidate(options.vault, id, consent, candidate);
  try {
    const { pins, acceptedBy } = await proveGrant(
      { transport: options.transport(consent.realm), clock: options.clock },
      { grant: candidate, accessToken: answer.accessToken, apiDomain: answer.apiDomain },
    );
    comparePins(consent, before?.current, pins);
    options.policies.checkEnvironment({
      name: consent.name,
      environment: pins.environment ?? "Production",
    });
    const lasting = withFormerOrgs(pins, candidate.scopes, before?.current?.pins);
    return await switchTo(options, id, { ...candidate, pins: lasting }, { issued, acceptedBy });
  } catch (error) {
    // What failed is told even where the disk fails as well; the candidate is then found by the next consent.
    await retireCandidate(options, id, candidate).catch(() => undefined);
    throw error instanceof ZohoError ? error.with({ connection: consent.name }) : error;
  }
}

/** @param now milliseconds since 1970 */
function candidateOf(consent: Consent, answer: TokenAnswer, now: number): Grant {
  const { brought } = consent;
  const facts = {
    dataCenter: consent.dataCenter,
    scopes: answer.scopes ?? consent.scopes,
    pins: consent.declared ?? { level: "unknown" },
    grantedAt: now,
  };
  if (brought !== undefined && "soid" in brought) return { ...facts, soid: brought.soid };
  // Zoho does not rotate refresh tokens; where it does so one day, the newer one counts.
  const refreshToken = answer.refreshToken ?? brought?.refreshToken;
  if (refreshToken === undefined) throw new ZohoError("no_refresh_token", { connection: consent.name });
  return { ...facts, refreshToken };
}

async function storeCandidate(
  vault: Vault,
  id: string,
  consent: Consent,
  candidate: Grant,
): Promise<GrantRecord | undefined> {
  let before: GrantRecord | undefined;
  const write = (): Promise<GrantRecord | undefined> =>
    vault.update("grant", id, (current) => {
      if (current !== undefined && current.clientId !== consent.clientId && current.current !== undefined) {
        throw new ZohoError("name_taken", { connection: consent.name });
      }
      before = current;
      const { clientSecret, realm, name, clientId } = consent;
      const kept = {
        id,
        generation: current?.generation ?? firstGeneration(candidate.grantedAt),
        // A candidate of a consent that was cut short, or that runs beside this one, still lives at Zoho.
        retired: current === undefined ? [] : retiredWith(current, current.candidate),
      };
      return {
        ...kept,
        realm,
        name,
        clientId,
        ...(clientSecret !== undefined && { clientSecret }),
        ...(current?.current !== undefined && { current: current.current }),
        ...(current?.revoked !== undefined && { revoked: current.revoked }),
        candidate,
      };
    });
  try {
    await write();
  } catch (error) {
    if (!(error instanceof ZohoError) || error.code !== "vault_damaged") throw error;
    // Connecting again is what the error of a damaged record tells people to do.
    await vault.discardDamaged("grant", id);
    await write();
  }
  return before;
}

/**
 * Where the generations of a new record begin: with the time, so that a connection that is removed and made
 * again never meets a token of its former life.
 *
 * @param now milliseconds since 1970
 */
export function firstGeneration(now: number): number {
  return Math.floor(now / 1000);
}

async function switchTo(
  options: EstablishOptions,
  id: string,
  grant: Grant,
  proven: { readonly issued: IssuedToken; readonly acceptedBy: string | undefined },
): Promise<Connection> {
  const record = await options.vault.update("grant", id, (current) => {
    if (current === undefined) return undefined;
    const { candidate, ...kept } = current;
    // Another consent may have put its candidate there meanwhile; it will find it among the retired.
    const former = [...kept.retired, kept.current, candidate].filter(livesAtZoho);
    const retired = former.filter((one) => !isSameGrant(one, grant));
    return { ...kept, generation: kept.generation + 1, current: grant, retired };
  });
  if (record === undefined) throw new ZohoError("not_connected");
  await options.tokens.forget(id, record.generation);
  options.refusals.forget(id);
  const token = await options.tokens.adopt(id, record.generation, proven.issued);
  if (proven.acceptedBy !== undefined) options.refusals.accepted(token, proven.acceptedBy);
  return options.connections.remember(record);
}

/** A grant that was refused here still lives at Zoho: it is kept with the retired ones, to be revoked with them. */
async function retireCandidate(options: EstablishOptions, id: string, refused: Grant): Promise<void> {
  const record = await options.vault.update("grant", id, (current) => {
    if (current === undefined || !isSameGrant(current.candidate, refused)) return current;
    const { candidate, ...kept } = current;
    return { ...kept, retired: retiredWith(kept, candidate) };
  });
  if (record !== undefined) options.connections.remember(record);
}

/** The retired grants with one more, each once; the one in use is never among them. */
function retiredWith(record: GrantRecord, grant: Grant | undefined): readonly RefreshTokenGrant[] {
  const isKnown = [record.current, ...record.retired].some((one) => isSameGrant(one, grant));
  return !livesAtZoho(grant) || isKnown ? record.retired : [...record.retired, grant];
}
