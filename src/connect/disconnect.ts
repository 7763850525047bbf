import { ZohoError } from "../errors/zoho-error";
import { isSameGrant, livesAtZoho } from "../vault/grant";
import type { Grant, GrantRecord, RefreshTokenGrant } from "../vault/vault";
import type { EstablishOptions } from "./establish";
import { rememberForgotten } from "./forgotten-grants";
import { revokeGrants } from "./revoke-grants";

/** What became of the grants of a connection that was disconnected. */
export interface Disconnected {
  readonly name: string;
  /** Refresh tokens that Zoho has ended, or no longer knew. */
  readonly revoked: number;
  /** Refresh tokens that could not be revoked because Zoho was not reached; they live on there. */
  readonly left: number;
}

/**
 * Revokes the grants of a connection at Zoho, the retired ones too, and forgets it. Its refresh tokens stay known by
 * their fingerprints, so that no declaration brings one back. Whoever connects it again meanwhile keeps the new grant.
 *
 * @returns undefined where there is no such connection
 * @throws ZohoError `vault_unwritable`, `vault_locked`
 */
export async function disconnect(options: EstablishOptions, id: string): Promise<Disconnected | undefined> {
  const record = await readGrant(options, id);
  if (record === "damaged") {
    await options.vault.discardDamaged("grant", id);
    await options.tokens.forget(id);
    options.refusals.forget(id);
    options.connections.forgetId(id);
    return { name: id, revoked: 0, left: 0 };
  }
  if (record === undefined) return undefined;
  // First of all: what can't be kept from coming back is better not ended.
  await rememberForgotten(options.vault, record);
  const grants = [record.current, record.candidate, ...record.retired].filter(livesAtZoho);
  const dead = await revokeGrants(options, record, grants);
  const newer = await options.vault.update("grant", id, (now) => newerThan(record, dead, now));
  // Whoever has switched to a newer grant has forgotten the tokens of the former ones.
  if (newer?.current === undefined) {
    await options.tokens.forget(id, newer?.generation);
    options.refusals.forget(id);
  }
  if (newer === undefined) options.connections.forget(record);
  else options.connections.remember(newer);
  return { name: record.name, revoked: dead.length, left: grants.length - dead.length };
}

/** What has come to a connection while its grants were being revoked; undefined where nothing has. */
function newerThan(
  before: GrantRecord,
  dead: readonly RefreshTokenGrant[],
  now: GrantRecord | undefined,
): GrantRecord | undefined {
  if (now === undefined) return undefined;
  const ended = [before.current, before.candidate, ...before.retired];
  // The right of a Self Client looks the same each time that it is taken.
  const isSwitched = now.generation !== before.generation;
  const ifNew = (grant: Grant | undefined): Grant | undefined =>
    ended.some((one) => isSameGrant(one, grant)) && (livesAtZoho(grant) || !isSwitched) ? undefined : grant;
  const current = ifNew(now.current);
  const candidate = ifNew(now.candidate);
  if (current === undefined && candidate === undefined) return undefined;
  const { current: _current, candidate: _candidate, candidateTerms, ...facts } = now;
  const retired = [...now.retired, now.current, now.candidate]
    .filter(livesAtZoho)
    .filter((grant) => ![current, candidate, ...dead].some((one) => isSameGrant(one, grant)));
  return {
    ...facts,
    ...(current === undefined ? { generation: now.generation + 1 } : { current }),
    ...(candidate !== undefined && { candidate, ...(candidateTerms !== undefined && { candidateTerms }) }),
    retired,
  };
}

async function readGrant(
  options: EstablishOptions,
  id: string,
): Promise<GrantRecord | undefined | "damaged"> {
  try {
    return await options.vault.read("grant", id);
  } catch (error) {
    if (error instanceof ZohoError && error.code === "vault_damaged") return "damaged";
    throw error;
  }
}
