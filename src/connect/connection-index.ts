import type { ZohoError } from "../errors/zoho-error";
import type { Connection } from "../vault/connection";
import type { Realm } from "../zoho/realm";

/** One entry of a list: a connection, or the ID of a record that can't be read. */
export type ListedConnection =
  { readonly connection: Connection } | { readonly damaged: string; readonly error: ZohoError };

/** All records of the vault as one reading found them, by client. */
export class ConnectionIndex {
  private readonly connections = new Map<string, Connection>();
  private readonly damaged = new Map<string, ZohoError>();
  /** The connections of each client by name; made anew after a change. */
  private lists: ReadonlyMap<string, readonly ListedConnection[]> | undefined;

  put(connection: Connection): void {
    this.remove(connection.id);
    this.connections.set(connection.id, connection);
  }

  putDamaged(id: string, error: ZohoError): void {
    this.damaged.set(id, error);
  }

  remove(id: string): void {
    this.connections.delete(id);
    this.damaged.delete(id);
    this.lists = undefined;
  }

  /** True for records that can't be read, too. */
  has(id: string): boolean {
    return this.connections.has(id) || this.damaged.has(id);
  }

  all(): Iterable<Connection> {
    return this.connections.values();
  }

  /** @returns whether the client has a connection that can be read */
  knows(realm: Realm, clientId: string): boolean {
    return this.byClient().has(`${realm} ${clientId}`);
  }

  /** The connections of a client by name, then all records that can't be read: they may be the client's, too. */
  ofClient(realm: Realm, clientId: string): readonly ListedConnection[] {
    const listed = [...(this.byClient().get(`${realm} ${clientId}`) ?? [])];
    // Errors learn more on their way up, so each caller gets its own.
    for (const [id, error] of this.damaged) listed.push({ damaged: id, error: error.copy() });
    return listed;
  }

  private byClient(): ReadonlyMap<string, readonly ListedConnection[]> {
    if (this.lists !== undefined) return this.lists;
    const lists = new Map<string, ListedConnection[]>();
    const byName = [...this.connections.values()].sort((a, b) => a.name.localeCompare(b.name));
    for (const connection of byName) {
      const client = `${connection.realm} ${connection.clientId}`;
      const list = lists.get(client);
      if (list === undefined) lists.set(client, [{ connection }]);
      else list.push({ connection });
    }
    this.lists = lists;
    return lists;
  }
}
