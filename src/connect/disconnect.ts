import { ZohoError } from "../errors/zoho-error";
import { livesAtZoho } from "../vault/grant";
import type { GrantRecord } from "../vault/vault";
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
 * Revokes the grants of a connection at Zoho, the retired ones too, and forgets it. Its refresh tokens stay known by their fingerprints, so that no
 * declaration brings one back.
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
  const revoked = (await revokeGrants(options, record, grants)).length;
  await options.vault.update("grant", id, () => undefined);
  await options.tokens.forget(id);
  options.refusals.forget(id);
  options.connections.forget(record);
  return { name: record.name, revoked, left: grants.length - revoked };
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
