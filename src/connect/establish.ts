import type { LastUses } from "../api/last-uses";
import type { Policies } from "../api/policies";
import { isPassing } from "../errors/passing";
import { ZohoError } from "../errors/zoho-error";
import type { Clock } from "../time/clock";
import type { ClientSecrets } from "../tokens/client-secrets";
import type { Refusals } from "../tokens/refusals";
import type { IssuedToken } from "../tokens/token-flight";
import type { TokenSource } from "../tokens/token-source";
import type { Transport } from "../transport/transport";
import { grantPrint } from "../vault/grant";
import type { CandidateNeed, Elsewhere, Pins, Vault } from "../vault/vault";
import type { DataCenterCode } from "../zoho/data-centers";
import type { Realm } from "../zoho/realm";
import {
  candidateOf,
  keepUnconfirmed,
  type ProvenGrant,
  retireCandidate,
  storeCandidate,
  switchTo,
} from "./candidates";
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
  readonly lastUses?: LastUses;
  /** Takes care of grants that could not be proven when they came. */
  readonly unproven: {
    /** Proves the candidate of this connection with this fingerprint as soon as Zoho can be reached. */
    readonly later: (connectionId: string, print: string) => void;
  };
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
 * Where the proof fails because Zoho can't be reached, the grant is kept as it is and proven later.
 *
 * @throws ZohoError `no_refresh_token`, `name_taken`, `pinned_elsewhere`, `consent_unproven`, others of the proof and
 *   those of the vault
 */
export function establish(
  options: EstablishOptions,
  consent: Consent,
  issued: IssuedToken,
): Promise<Connection> {
  return establishAs(options, consent, { issued, needs: ["proof"] }, (proven) => switchTo(options, proven));
}

/**
 * The same for a consent that a stranger may have given: one who opened a link that was sent out. Unless the name is
 * pinned to that very org and person already, the connection stays as it is until somebody has confirmed.
 *
 * @returns the connection, or the proven grant that waits for a confirmation
 * @throws ZohoError as `establish`
 */
export function establishOrAsk(
  options: EstablishOptions,
  consent: Consent,
  issued: IssuedToken,
): Promise<Connection | ProvenGrant> {
  return establishAs(options, consent, { issued, needs: ["proof", "confirmation"] }, async (proven) => {
    if (isPinnedTo(proven)) return switchTo(options, proven);
    await keepUnconfirmed(options, proven);
    return proven;
  });
}

async function establishAs<T>(
  options: EstablishOptions,
  consent: Consent,
  { issued, needs }: { readonly issued: IssuedToken; readonly needs: readonly CandidateNeed[] },
  settle: (proven: ProvenGrant) => Promise<T>,
): Promise<T> {
  const grant = candidateOf(consent, issued.answer, options.clock.now());
  const id = connectionId(consent.realm, consent.name);
  const before = await storeCandidate(options.vault, consent, { id, grant, needs });
  try {
    return await settleCandidate(options, consent, { id, grant, before, issued }, settle);
  } catch (error) {
    if (error instanceof ZohoError && error.code === "consent_unproven") {
      options.unproven.later(id, grantPrint(grant));
    }
    throw error;
  }
}

/**
 * Proves a candidate that is stored and does with it what is to be done then. One that is refused is retired; one for
 * which Zoho can't be reached stays.
 *
 * @throws ZohoError as `establish`
 */
export async function settleCandidate<T>(
  options: EstablishOptions,
  consent: Consent,
  candidate: Omit<ProvenGrant, "acceptedBy">,
  settle: (proven: ProvenGrant) => Promise<T>,
): Promise<T> {
  const { id, grant, before, issued } = candidate;
  const { realm, name } = consent;
  const { accessToken, apiDomain } = issued.answer;
  try {
    const { pins, acceptedBy } = await proveGrant(
      { transport: options.transport(realm), clock: options.clock },
      { grant, accessToken, apiDomain },
    );
    comparePins(consent, before?.current, pins);
    options.policies.checkEnvironment({ name, environment: pins.environment ?? "Production" });
    const lasting = withFormerOrgs(pins, grant.scopes, before?.current?.pins);
    return await settle({ ...candidate, grant: { ...grant, pins: lasting }, acceptedBy });
  } catch (error) {
    if (isPassing(error)) throw unproven(name, error);
    // What failed is told even where the disk fails as well; the candidate is then found by the next consent.
    await retireCandidate(options, id, grant).catch(() => undefined);
    throw error instanceof ZohoError ? error.with({ connection: name }) : error;
  }
}

function unproven(connection: string, { code, cause }: ZohoError): ZohoError {
  return new ZohoError("consent_unproven", { connection, details: { problem: cause.reason, cause: code } });
}

/** True where the name belongs to that org and person already, so that nobody has to be asked. */
export function isPinnedTo({ before, grant }: Pick<ProvenGrant, "before" | "grant">): boolean {
  const known = before?.current?.pins;
  return (["orgId", "userId"] as const).every(
    (key) => known?.[key] !== undefined && known[key] === grant.pins[key],
  );
}
