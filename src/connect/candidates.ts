import { ZohoError } from "../errors/zoho-error";
import type { TokenAnswer } from "../oauth/token-answer";
import type { IssuedToken } from "../tokens/token-flight";
import type { Connection } from "../vault/connection";
import { isSameGrant, livesAtZoho } from "../vault/grant";
import type { CandidateNeed, Grant, GrantRecord, RefreshTokenGrant, Vault } from "../vault/vault";
import type { Consent, EstablishOptions } from "./establish";

/** A candidate that has been proven. */
export interface ProvenGrant {
  /** ID of its connection. */
  readonly id: string;
  /** With the pins that the proof has found. */
  readonly grant: Grant;
  /** The connection as it was before the candidate came. */
  readonly before: GrantRecord | undefined;
  readonly issued: IssuedToken;
  /** The face (`faceOf`) that took the access token; undefined where there was nothing to ask. */
  readonly acceptedBy: string | undefined;
}

/** @param now milliseconds since 1970 */
export function candidateOf(consent: Consent, answer: TokenAnswer, now: number): Grant {
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

/**
 * Stores a candidate, before anything is asked of Zoho with it, so that a crash can't lose it.
 *
 * @returns the connection as it was before
 * @throws ZohoError `name_taken`, those of the vault
 */
export async function storeCandidate(
  vault: Vault,
  consent: Consent,
  candidate: { readonly id: string; readonly grant: Grant; readonly needs: readonly CandidateNeed[] },
): Promise<GrantRecord | undefined> {
  const { id, grant, needs } = candidate;
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
        generation: current?.generation ?? firstGeneration(grant.grantedAt),
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
        candidate: grant,
        candidateTerms: { needs, ...(consent.elsewhere !== undefined && { elsewhere: consent.elsewhere }) },
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

/**
 * Puts a proven grant into use.
 *
 * @param proven without `issued` after a restart: the first call then asks for a token
 * @throws ZohoError `not_connected` where the connection was removed meanwhile, those of the vault
 */
export async function switchTo(
  options: EstablishOptions,
  proven: Pick<ProvenGrant, "id" | "grant"> & Partial<Pick<ProvenGrant, "issued" | "acceptedBy">>,
): Promise<Connection> {
  const { id, grant, issued, acceptedBy } = proven;
  const record = await options.vault.update("grant", id, (current) => {
    if (current === undefined) return undefined;
    const { candidate, candidateTerms: _met, ...kept } = current;
    // Another consent may have put its candidate there meanwhile; it will find it among the retired.
    const former = [...kept.retired, kept.current, candidate].filter(livesAtZoho);
    const retired = former.filter((one) => !isSameGrant(one, grant));
    return { ...kept, generation: kept.generation + 1, current: grant, retired };
  });
  if (record === undefined) throw new ZohoError("not_connected");
  await options.tokens.forget(id, record.generation);
  options.refusals.forget(id);
  if (issued !== undefined) {
    const token = await options.tokens.adopt(id, record.generation, issued);
    if (acceptedBy !== undefined) options.refusals.accepted(token, acceptedBy);
  }
  return options.connections.remember(record);
}

/**
 * Notes that a candidate is proven and waits for nothing but a confirmation.
 *
 * @throws ZohoError those of the vault
 */
export async function keepUnconfirmed(
  options: EstablishOptions,
  { id, grant }: Pick<ProvenGrant, "id" | "grant">,
): Promise<void> {
  await options.vault.update("grant", id, (current) =>
    current === undefined || !isSameGrant(current.candidate, grant)
      ? current
      : { ...current, candidate: grant, candidateTerms: { needs: ["confirmation"] } },
  );
}

/** A grant that was refused here still lives at Zoho: it is kept with the retired ones, to be revoked with them. */
export async function retireCandidate(options: EstablishOptions, id: string, refused: Grant): Promise<void> {
  const record = await options.vault.update("grant", id, (current) => {
    if (current === undefined || !isSameGrant(current.candidate, refused)) return current;
    const { candidate, candidateTerms: _terms, ...kept } = current;
    return { ...kept, retired: retiredWith(kept, candidate) };
  });
  if (record !== undefined) options.connections.remember(record);
}

/** The retired grants with one more, each once; the one in use is never among them. */
function retiredWith(record: GrantRecord, grant: Grant | undefined): readonly RefreshTokenGrant[] {
  const isKnown = [record.current, ...record.retired].some((one) => isSameGrant(one, grant));
  return !livesAtZoho(grant) || isKnown ? record.retired : [...record.retired, grant];
}
