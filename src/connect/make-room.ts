import { grantPrint, livesAtZoho } from "../vault/grant";
import type { GrantRecord, RefreshTokenGrant } from "../vault/vault";
import type { Realm } from "../zoho/realm";
import type { ClientGrant } from "./connection-index";
import type { EstablishOptions } from "./establish";
import { countedTogether, GRANTS_TO_WARN_FROM } from "./fleet";
import { revokeGrants } from "./revoke-grants";

/** How many fingerprints of revoked grants are remembered for each connection. */
const MOST_REMEMBERED = 100;

/**
 * Revokes the oldest retired grants of a client where, with the one that is about to come, 15 or more of the same
 * person would live, whichever connections they belong to. Their fingerprints stay, so that a declared token among
 * them is not taken over again.
 *
 * To be called while a new grant is on its way and not yet given: where revoking one refresh token ends all of that
 * person, client and org, the new one is not among them.
 *
 * Best effort: what can't be revoked now is tried again with the next grant.
 *
 * @param coming the connection for which it comes; the person who consented to it last is the one to expect
 */
export async function makeRoom(
  options: EstablishOptions,
  coming: { readonly realm: Realm; readonly clientId: string; readonly id: string },
): Promise<void> {
  try {
    const surplus = await surplusGrants(options, coming);
    const holders = new Set(surplus.map(({ connectionId }) => connectionId));
    const prints = new Set(surplus.map(({ print }) => print));
    await Promise.all([...holders].map((holder) => revokeRetired(options, holder, prints)));
  } catch {
    // A vault that can't be read or written now shows in what the new grant needs of it.
  }
}

async function surplusGrants(
  options: EstablishOptions,
  { realm, clientId, id }: { readonly realm: Realm; readonly clientId: string; readonly id: string },
): Promise<readonly ClientGrant[]> {
  const all = await options.connections.grantsOf(realm, clientId);
  const userId = all.find((grant) => grant.connectionId === id && grant.as === "current")?.userId;
  const counted = countedTogether(all, userId);
  const surplus = counted.length + 1 - (GRANTS_TO_WARN_FROM - 1);
  return counted
    .filter(({ as }) => as === "former")
    .sort((one, other) => one.grantedAt - other.grantedAt)
    .slice(0, Math.max(0, surplus));
}

async function revokeRetired(
  options: EstablishOptions,
  id: string,
  prints: ReadonlySet<string>,
): Promise<void> {
  const record = await options.vault.read("grant", id);
  const former = (record?.retired ?? []).filter((grant) => prints.has(grantPrint(grant)));
  if (record === undefined || former.length === 0) return;
  const dead = await revokeGrants(options, record, former);
  if (dead.length === 0) return;
  const after = await options.vault.update("grant", id, (current) => withoutDead(current, dead));
  if (after !== undefined) options.connections.remember(after);
}

function withoutDead(
  current: GrantRecord | undefined,
  dead: readonly RefreshTokenGrant[],
): GrantRecord | undefined {
  if (current === undefined) return undefined;
  const prints = dead.filter(livesAtZoho).map(grantPrint);
  const retired = current.retired.filter((grant) => !prints.includes(grantPrint(grant)));
  return { ...current, retired, revoked: [...(current.revoked ?? []), ...prints].slice(-MOST_REMEMBERED) };
}
