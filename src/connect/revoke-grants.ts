import { fingerprint } from "../errors/redact";
import { processRevokeAnswer, revokeRequest } from "../oauth/revoke";
import type { Transport } from "../transport/transport";
import type { RefreshTokenGrant, Vault } from "../vault/vault";
import type { Realm } from "../zoho/realm";

interface RevokeOptions {
  readonly vault: Vault;
  readonly transport: (realm: Realm) => Transport;
}

/**
 * Grants of one connection that may live at once. Zoho lets 20 of one person and client live on all machines and
 * kills the oldest beyond; the rest is for other machines (Zoho: OAuth token limits).
 */
const MOST_LIVING = 14;

/** How many fingerprints of revoked grants are remembered for each connection. */
const MOST_REMEMBERED = 100;

/**
 * Revokes grants at Zoho, all at the same time; each is tried once.
 *
 * @returns those that are dead now: Zoho has ended them, or no longer knew them
 */
export async function revokeGrants(
  options: Pick<RevokeOptions, "transport">,
  realm: Realm,
  grants: readonly RefreshTokenGrant[],
): Promise<readonly RefreshTokenGrant[]> {
  const dead = await Promise.all(
    grants.map(async (grant) => {
      try {
        const request = revokeRequest(grant.dataCenter, grant.refreshToken);
        processRevokeAnswer(await options.transport(realm)(request));
        return [grant];
      } catch {
        return [];
      }
    }),
  );
  return dead.flat();
}

/**
 * Revokes the oldest retired grants of a connection where, with the current one, 15 or more live. Their
 * fingerprints stay, so that a declared token among them is not taken over again.
 *
 * @throws ZohoError those of the vault
 */
export async function revokeSurplus(options: RevokeOptions, id: string): Promise<void> {
  const record = await options.vault.read("grant", id);
  if (record === undefined) return;
  const surplus = record.retired.slice(0, Math.max(0, record.retired.length + 1 - MOST_LIVING));
  const dead = await revokeGrants(options, record.realm, surplus);
  if (dead.length === 0) return;
  const tokens = new Set(dead.map(({ refreshToken }) => refreshToken));
  const prints = [...tokens].map(fingerprint);
  await options.vault.update("grant", id, (current) => {
    if (current === undefined) return undefined;
    const retired = current.retired.filter(({ refreshToken }) => !tokens.has(refreshToken));
    const revoked = [...(current.revoked ?? []), ...prints].slice(-MOST_REMEMBERED);
    return { ...current, retired, revoked };
  });
}
