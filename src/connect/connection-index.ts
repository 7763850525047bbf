import type { ZohoError } from "../errors/zoho-error";
import { type Connection, connectionOf } from "../vault/connection";
import type { GrantRecord } from "../vault/vault";
import type { Realm } from "../zoho/realm";
import { type KeptGrant, keptGrants } from "./kept-grants";

/** One entry of a list: a connection, or the ID of a record that can't be read. */
export type ListedConnection =
  { readonly connection: Connection } | { readonly damaged: string; readonly error: ZohoError };

/** The connection that keeps a refresh token, and whether it still uses it. */
export interface Keeper {
  readonly connection: Connection;
  readonly as: KeptGrant["as"];
}

/** A refresh token with the connection that keeps it. */
export interface ClientGrant extends KeptGrant {
  readonly connectionId: string;
}

/** A connection that can be read. */
interface Readable {
  readonly connection: Connection;
}

/** All records of the vault as one reading found them, by client. */
export class ConnectionIndex {
  private readonly connections = new Map<string, Connection>();
  /** By the ID of their connection. */
  private readonly grants = new Map<string, readonly KeptGrant[]>();
  private readonly damaged = new Map<string, ZohoError>();
  /** The connections of each client by name; made anew after a change. */
  private lists: ReadonlyMap<string, readonly Readable[]> | undefined;

  put(record: GrantRecord): void {
    this.remove(record.id);
    this.connections.set(record.id, connectionOf(record));
    this.grants.set(record.id, keptGrants(record));
  }

  putDamaged(id: string, error: ZohoError): void {
    this.damaged.set(id, error);
  }

  remove(id: string): void {
    this.connections.delete(id);
    this.grants.delete(id);
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

  /** All connections, in no order, then all records that can't be read. */
  listed(): readonly ListedConnection[] {
    const readable = [...this.connections.values()].map((connection) => ({ connection }));
    return [...readable, ...this.unreadable()];
  }

  /** Who keeps the refresh token with this fingerprint. */
  keeperOf(realm: Realm, print: string): Keeper | undefined {
    for (const connection of this.connections.values()) {
      if (connection.realm !== realm) continue;
      const grant = this.grants.get(connection.id)?.find((one) => one.print === print);
      if (grant !== undefined) return { connection, as: grant.as };
    }
    return undefined;
  }

  /** The refresh tokens of a client that may live at Zoho, those of all its connections. */
  grantsOf(realm: Realm, clientId: string): readonly ClientGrant[] {
    const connections = this.byClient().get(`${realm} ${clientId}`) ?? [];
    return connections.flatMap(({ connection: { id } }) =>
      (this.grants.get(id) ?? []).map((grant) => ({ ...grant, connectionId: id })),
    );
  }

  /** @returns whether the client has a connection that can be read */
  knows(realm: Realm, clientId: string): boolean {
    return this.byClient().has(`${realm} ${clientId}`);
  }

  /** The connections of a client by name, then all records that can't be read: they may be the client's, too. */
  ofClient(realm: Realm, clientId: string): readonly ListedConnection[] {
    return [...(this.byClient().get(`${realm} ${clientId}`) ?? []), ...this.unreadable()];
  }

  /** Errors learn more on their way up, so each caller gets its own. */
  private unreadable(): readonly ListedConnection[] {
    return [...this.damaged].map(([id, error]) => ({ damaged: id, error: error.copy() }));
  }

  private byClient(): ReadonlyMap<string, readonly Readable[]> {
    if (this.lists !== undefined) return this.lists;
    const lists = new Map<string, Readable[]>();
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
