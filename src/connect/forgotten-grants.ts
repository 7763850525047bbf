import { createHash } from "node:crypto";
import type { GrantRecord, Vault } from "../vault/vault";
import type { Realm } from "../zoho/realm";
import { keptGrants } from "./kept-grants";

/** How many fingerprints are remembered in each realm; the oldest go. */
const MOST_REMEMBERED = 1_000;

/**
 * Keeps the fingerprints of a connection that is about to be forgotten.
 *
 * @throws ZohoError `vault_unwritable`, `vault_locked`
 */
export async function rememberForgotten(vault: Vault, record: GrantRecord): Promise<void> {
  const prints = [...(record.revoked ?? []), ...keptGrants(record).map(({ print }) => print)];
  if (prints.length === 0) return;
  const { realm } = record;
  const id = recordId(realm);
  await vault.update("forgotten", id, (current) => {
    const all = new Set([...(current?.prints ?? []), ...prints]);
    return { id, realm, prints: [...all].slice(-MOST_REMEMBERED) };
  });
}

/**
 * @param print the fingerprint of a refresh token
 * @throws ZohoError `vault_locked`
 */
export async function wasForgotten(vault: Vault, realm: Realm, print: string): Promise<boolean> {
  const record = await vault.read("forgotten", recordId(realm));
  return record?.prints.includes(print) === true;
}

function recordId(realm: Realm): string {
  return createHash("sha256").update(`forgotten\n${realm}`).digest("hex").slice(0, 32);
}
