import type { DataCenterCode } from "../../src/zoho/data-centers";
import type { Realm } from "../../src/zoho/realm";
import type { Connection } from "../../src/vault/connection";
import type { ClientSecrets } from "../../src/tokens/client-secrets";

/** A client as deployed: what its node says, with its secret. */
export interface DeployedClient {
  readonly realm: Realm;
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  /** Those that count in one data center only; there they come before the one for all. */
  readonly dataCenterSecrets: Readonly<Partial<Record<DataCenterCode, string>>>;
  /** The client's own. */
  readonly dataCenter: DataCenterCode;
  /** Names of connections that may only read. */
  readonly readOnly: readonly string[];
  /** Names of its declared connections. */
  readonly declared?: readonly string[];
  /** Others in which it has declared connections. */
  readonly declaredDataCenters: readonly DataCenterCode[];
}

/**
 * The secrets of all deployed clients, by node. A client may have another secret in each data center (Zoho:
 * multi-DC support), so a secret is only told for a data center that its node names: best with a secret for it, then
 * as its own, else by a declared connection. The newest counts where two nodes fit equally.
 */
export class DeployedClients implements ClientSecrets {
  private readonly clients = new Map<string, DeployedClient>();
  /** Connections that may only read, as `realm clientId name`: every call asks. Made anew after a change. */
  private readOnly: ReadonlySet<string> | undefined;

  add(nodeId: string, client: DeployedClient): void {
    this.clients.delete(nodeId);
    this.clients.set(nodeId, client);
    this.readOnly = undefined;
  }

  remove(nodeId: string): void {
    this.clients.delete(nodeId);
    this.readOnly = undefined;
  }

  /** Who is deployed, by node. */
  identities(): ReadonlyMap<string, Pick<DeployedClient, "realm" | "clientId">> {
    return this.clients;
  }

  /** One node that says so is enough: another node with the same client must not be a way around it. */
  isReadOnly({ realm, clientId, name }: Pick<Connection, "realm" | "clientId" | "name">): boolean {
    this.readOnly ??= new Set(
      [...this.clients.values()].flatMap((client) =>
        client.readOnly.map((one) => `${client.realm} ${client.clientId} ${one}`),
      ),
    );
    return this.readOnly.size > 0 && this.readOnly.has(`${realm} ${clientId} ${name}`);
  }

  /** True where some client declares a connection of this name. */
  isDeclared(realm: Realm, name: string): boolean {
    return [...this.clients.values()].some(
      (client) => client.realm === realm && client.declared?.includes(name) === true,
    );
  }

  secretOf(realm: Realm, clientId: string, dataCenter: DataCenterCode): string | undefined {
    const all = [...this.clients.values()].filter(
      (client) => client.realm === realm && client.clientId === clientId,
    );
    const special = all.findLast((client) => client.dataCenterSecrets[dataCenter] !== undefined);
    if (special !== undefined) return special.dataCenterSecrets[dataCenter];
    const same = all.filter((client) => client.clientSecret !== undefined);
    const own = same.findLast((client) => client.dataCenter === dataCenter);
    const declared = same.findLast((client) => client.declaredDataCenters.includes(dataCenter));
    return (own ?? declared)?.clientSecret;
  }
}
