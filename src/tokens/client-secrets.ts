import type { DataCenterCode } from "../zoho/data-centers";
import type { Realm } from "../zoho/realm";

/**
 * The client secrets that are deployed now. A secret that was changed in the console and deployed takes the
 * place of the one that a grant was made with.
 */
export interface ClientSecrets {
  /** The secret of a client in a data center, or undefined where no such client is deployed. */
  secretOf(realm: Realm, clientId: string, dataCenter: DataCenterCode): string | undefined;
}
