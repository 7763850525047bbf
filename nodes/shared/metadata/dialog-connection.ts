import type { Connection } from "../../../src/vault/connection";
import { resolveConnection } from "../../zoho-client/client-node";
import { dialogCredential } from "../../zoho-client/dialog-credentials";
import type { NodeAPI } from "../red";
import type { ZohoService } from "../zoho-service";
import type { ClientQuery } from "./metadata-api";

/**
 * The connection that a dialog means: of the deployed client, or of one that is only about to be.
 *
 * @throws ZohoError as `resolveConnection`
 */
export function dialogConnection(
  RED: NodeAPI,
  service: ZohoService,
  { client, realm, clientType, connection }: ClientQuery & { readonly connection: string },
): Promise<Connection> {
  const clientId = dialogCredential(RED, client, "clientId", undefined);
  const config = { name: "", dataCenter: "us" as const, realm, clientType, connections: [] };
  // Found by the client ID alone; the secret only makes the client complete.
  const credentials = { clientId, clientSecret: "-" };
  const asClient = { config, credentials, started: Promise.resolve(), isStarted: true };
  return resolveConnection(service, asClient, connection);
}
