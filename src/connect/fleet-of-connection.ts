import type { Connection } from "../vault/connection";
import type { Connections } from "./connections";
import { countedTogether, type Fleet, fleetOf } from "./fleet";

/**
 * How the refresh tokens that count together with those of a connection stand against Zoho's limit: those of the same
 * person and client in all connections of this vault, and those that other machines are expected to have.
 *
 * @param otherMachines that each connect on their own with the same client and as the same person
 * @throws ZohoError `vault_locked`
 */
export async function fleetOfConnection(
  { connections }: { readonly connections: Connections },
  { realm, clientId, pins }: Connection,
  otherMachines = 0,
): Promise<Fleet> {
  const known = countedTogether(await connections.grantsOf(realm, clientId), pins.userId).length;
  return fleetOf({ known, otherMachines });
}
