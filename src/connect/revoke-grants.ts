import {
  processRevokeAnswer,
  processRevokeByClientAnswer,
  type Revocation,
  revokeByClientRequest,
  revokeRequest,
} from "../oauth/revoke";
import type { ClientSecrets } from "../tokens/client-secrets";
import type { Transport } from "../transport/transport";
import type { GrantRecord, RefreshTokenGrant } from "../vault/vault";
import type { Realm } from "../zoho/realm";

export interface RevokeOptions {
  readonly transport: (realm: Realm) => Transport;
  readonly clientSecrets: ClientSecrets;
}

/** Whose grants they are. */
export type GrantOwner = Pick<GrantRecord, "realm" | "clientId" | "clientSecret">;

/**
 * Revokes grants at Zoho, all at the same time; each is tried once, at the classic address and, where Zoho has closed
 * that, at the newer one.
 *
 * @returns those that are dead now: Zoho has ended them, or no longer knew them
 */
export async function revokeGrants(
  options: RevokeOptions,
  owner: GrantOwner,
  grants: readonly RefreshTokenGrant[],
): Promise<readonly RefreshTokenGrant[]> {
  const dead = await Promise.all(
    grants.map(async (grant) => {
      try {
        return (await revoke(options, owner, grant)) === "not here" ? [] : [grant];
      } catch {
        return [];
      }
    }),
  );
  return dead.flat();
}

async function revoke(
  options: RevokeOptions,
  { realm, clientId, clientSecret: kept }: GrantOwner,
  { dataCenter, refreshToken }: RefreshTokenGrant,
): Promise<Revocation> {
  const send = options.transport(realm);
  const classic = processRevokeAnswer(await send(revokeRequest(dataCenter, refreshToken)));
  if (classic !== "not here") return classic;
  const clientSecret = options.clientSecrets.secretOf(realm, clientId, dataCenter) ?? kept;
  // Without a secret nobody can say at the newer address whose token it is.
  if (clientSecret === undefined) return "not here";
  const request = revokeByClientRequest({ dataCenter, clientId, clientSecret }, refreshToken);
  return processRevokeByClientAnswer(await send(request));
}
