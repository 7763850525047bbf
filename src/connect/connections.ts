import { LRUCache } from "lru-cache";
import { ZohoError } from "../errors/zoho-error";
import { type Connection, connectionOf } from "../vault/connection";
import type { GrantRecord, Vault } from "../vault/vault";
import type { Realm } from "../zoho/realm";
import { connectionId } from "./connection-id";

/** One entry of a list: a connection, or the ID of a record that can't be read. */
export type ListedConnection =
  { readonly connection: Connection } | { readonly damaged: string; readonly error: ZohoError };

const MAX_REMEMBERED = 2_000;

/** Looks connections up by name or client. Remembers what it read, because every message asks. */
export class Connections {
  private readonly remembered = new LRUCache<string, Connection>({ max: MAX_REMEMBERED });
  /** Goes up with each record that was written or removed, so that a read that took longer is known to be old. */
  private changes = 0;

  constructor(private readonly vault: Vault) {}

  /** The connection in memory, without any wait. */
  cached(realm: Realm, name: string): Connection | undefined {
    return this.remembered.get(`${realm} ${name}`);
  }

  /**
   * @returns undefined where no such connection was ever made
   * @throws ZohoError `vault_damaged`, `vault_locked`
   */
  async find(realm: Realm, name: string): Promise<Connection | undefined> {
    const cached = this.cached(realm, name);
    if (cached !== undefined) return cached;
    const { changes } = this;
    const record = await this.read(connectionId(realm, name), name);
    if (changes !== this.changes) return this.find(realm, name);
    return record === undefined ? undefined : this.keep(connectionOf(record));
  }

  /** All connections of a client, by name; records that can't be read stand at the end. */
  async ofClient(realm: Realm, clientId: string): Promise<readonly ListedConnection[]> {
    const found: { connection: Connection }[] = [];
    const damaged: ListedConnection[] = [];
    for (const id of await this.vault.ids("grant")) {
      try {
        const { changes } = this;
        const record = await this.read(id, id);
        if (record?.realm !== realm || record.clientId !== clientId) continue;
        const connection = connectionOf(record);
        found.push({ connection: changes === this.changes ? this.keep(connection) : connection });
      } catch (error) {
        if (!(error instanceof ZohoError) || error.code !== "vault_damaged") throw error;
        damaged.push({ damaged: id, error });
      }
    }
    found.sort((a, b) => a.connection.name.localeCompare(b.connection.name));
    return [...found, ...damaged];
  }

  /** Takes note of a record that was written. */
  remember(record: GrantRecord): Connection {
    this.changes++;
    return this.keep(connectionOf(record));
  }

  /** Takes note of a connection that was removed. */
  forget(connection: Pick<Connection, "realm" | "name">): void {
    this.changes++;
    this.remembered.delete(`${connection.realm} ${connection.name}`);
  }

  /** The same for one whose record can no longer tell its name. */
  forgetId(id: string): void {
    this.changes++;
    for (const [key, connection] of this.remembered.entries()) {
      if (connection.id === id) this.remembered.delete(key);
    }
  }

  private keep(connection: Connection): Connection {
    this.remembered.set(`${connection.realm} ${connection.name}`, connection);
    return connection;
  }

  private async read(id: string, name: string): Promise<GrantRecord | undefined> {
    try {
      return await this.vault.read("grant", id);
    } catch (error) {
      throw error instanceof ZohoError && error.code === "vault_damaged"
        ? new ZohoError("vault_damaged", { connection: name, details: error.cause.details })
        : error;
    }
  }
}
