import { LRUCache } from "lru-cache";
import type { ErrorCode } from "../errors/codes";
import { ZohoError } from "../errors/zoho-error";
import { type Connection, connectionOf } from "../vault/connection";
import { type Clock, systemClock } from "../time/clock";
import { SingleFlight } from "../tokens/single-flight";
import type { GrantRecord, Vault } from "../vault/vault";
import type { Realm } from "../zoho/realm";
import { connectionId } from "./connection-id";
import { type ClientGrant, ConnectionIndex, type Keeper, type ListedConnection } from "./connection-index";

export type { ListedConnection };

const MAX_REMEMBERED = 2_000;

/** What one record may have that keeps nobody from the others. */
const UNREADABLE: ReadonlySet<ErrorCode> = new Set(["vault_damaged", "vault_newer"]);

/** After this long the vault is read again, milliseconds: another process may have changed it. */
const INDEX_AGE_MS = 10_000;

/** Looks connections up by name or client. Remembers what it read, because every message asks. */
export class Connections {
  private readonly remembered = new LRUCache<string, Connection>({ max: MAX_REMEMBERED });
  private index: ConnectionIndex | undefined;
  /** Monotonic, milliseconds. */
  private indexedAt = 0;
  private readonly readings = new SingleFlight<ConnectionIndex>();
  /** Goes up with each record that was written or removed, so that a read that took longer is known to be old. */
  private changes = 0;

  /** @param clock tells when what was read has grown old */
  constructor(
    private readonly vault: Vault,
    private readonly clock: Pick<Clock, "monotonic"> = systemClock,
  ) {}

  /** The connection in memory, without any wait. */
  cached(realm: Realm, name: string): Connection | undefined {
    return this.remembered.get(`${realm} ${name}`);
  }

  /**
   * @returns undefined where no such connection was ever made
   * @throws ZohoError `vault_damaged`, `vault_newer`, `vault_locked`
   */
  async find(realm: Realm, name: string): Promise<Connection | undefined> {
    const cached = this.cached(realm, name);
    if (cached !== undefined) return cached;
    const { changes } = this;
    const record = await this.read(connectionId(realm, name), name);
    if (changes !== this.changes) return this.find(realm, name);
    return record === undefined ? undefined : this.keep(connectionOf(record));
  }

  /**
   * All connections of a client, by name; records that can't be read stand at the end. What another process changes
   * shows after ten seconds, its first connection of a client at once.
   *
   * @throws ZohoError `vault_locked`
   */
  async ofClient(realm: Realm, clientId: string): Promise<readonly ListedConnection[]> {
    const young = this.youngIndex();
    const known = young?.knows(realm, clientId) === true ? young : undefined;
    return (known ?? (await this.freshIndex())).ofClient(realm, clientId);
  }

  /**
   * All connections of all clients, in no order; records that can't be read stand at the end. What this process changes
   * shows at once.
   *
   * @param maxAgeMs what another process changes may stay unseen for so long: whoever asks again and again spares the
   *   vault from being read as often
   * @throws ZohoError `vault_locked`
   */
  async all(maxAgeMs = INDEX_AGE_MS): Promise<readonly ListedConnection[]> {
    return (this.youngIndex(maxAgeMs) ?? (await this.freshIndex())).listed();
  }

  /**
   * Which connection keeps a refresh token, in use or not.
   *
   * @param print its fingerprint
   * @returns undefined where it is new to the vault
   * @throws ZohoError `vault_locked`
   */
  async keeperOf(realm: Realm, print: string): Promise<Keeper | undefined> {
    return (this.youngIndex() ?? (await this.freshIndex())).keeperOf(realm, print);
  }

  /**
   * The refresh tokens of a client that may live at Zoho, those of all its connections in this vault.
   *
   * @throws ZohoError `vault_locked`
   */
  async grantsOf(realm: Realm, clientId: string): Promise<readonly ClientGrant[]> {
    return (this.youngIndex() ?? (await this.freshIndex())).grantsOf(realm, clientId);
  }

  /** Takes note of a record that was written. */
  remember(record: GrantRecord): Connection {
    this.changes++;
    this.index?.put(record);
    return this.keep(connectionOf(record));
  }

  /** Takes note of a connection that was removed. */
  forget({ realm, name }: Pick<Connection, "realm" | "name">): void {
    this.changes++;
    this.remembered.delete(`${realm} ${name}`);
    this.index?.remove(connectionId(realm, name));
  }

  /** The same for one whose record can no longer tell its name. */
  forgetId(id: string): void {
    this.changes++;
    this.index?.remove(id);
    for (const [key, connection] of this.remembered.entries()) {
      if (connection.id === id) this.remembered.delete(key);
    }
  }

  private youngIndex(maxAgeMs = INDEX_AGE_MS): ConnectionIndex | undefined {
    return this.clock.monotonic() - this.indexedAt < maxAgeMs ? this.index : undefined;
  }

  private freshIndex(): Promise<ConnectionIndex> {
    return this.readings.run("all", () => this.readAll());
  }

  /** Reads all records; from the beginning again where one of them changes meanwhile. */
  private async readAll(): Promise<ConnectionIndex> {
    const { changes } = this;
    const index = new ConnectionIndex();
    for (const id of await this.vault.ids("grant")) {
      try {
        const record = await this.read(id, id);
        if (record !== undefined) index.put(record);
      } catch (error) {
        if (!(error instanceof ZohoError) || !UNREADABLE.has(error.code)) throw error;
        index.putDamaged(id, error);
      }
    }
    if (changes !== this.changes) return this.readAll();
    this.index = index;
    this.indexedAt = this.clock.monotonic();
    for (const [key, { id }] of this.remembered.entries()) {
      if (!index.has(id)) this.remembered.delete(key);
    }
    for (const connection of index.all()) this.keep(connection);
    return index;
  }

  private keep(connection: Connection): Connection {
    this.remembered.set(`${connection.realm} ${connection.name}`, connection);
    return connection;
  }

  private async read(id: string, name: string): Promise<GrantRecord | undefined> {
    try {
      return await this.vault.read("grant", id);
    } catch (error) {
      throw error instanceof ZohoError && UNREADABLE.has(error.code)
        ? new ZohoError(error.code, { connection: name, details: error.cause.details })
        : error;
    }
  }
}
