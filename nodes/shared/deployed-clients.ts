import type { DataCenterCode } from "../../src/zoho/data-centers";
import type { Realm } from "../../src/zoho/realm";
import type { ClientSecrets } from "../../src/tokens/client-secrets";

/** A client as deployed: what its node says, with its secret. */
export interface DeployedClient {
  readonly realm: Realm;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
}

/** The secrets of all deployed clients, by node. The newest counts where two nodes hold the same client. */
export class DeployedClients implements ClientSecrets {
  private readonly clients = new Map<string, DeployedClient>();

  add(nodeId: string, client: DeployedClient): void {
    this.clients.delete(nodeId);
    this.clients.set(nodeId, client);
  }

  remove(nodeId: string): void {
    this.clients.delete(nodeId);
  }

  secretOf(realm: Realm, clientId: string, _dataCenter: DataCenterCode): string | undefined {
    let secret: string | undefined;
    for (const client of this.clients.values()) {
      if (client.realm === realm && client.clientId === clientId) secret = client.clientSecret ?? secret;
    }
    return secret;
  }
}
