import type { ForgottenRecord, GrantRecord } from "./grant-record";
import type { StartRecord } from "./start-record";
import type { AccessRecord, BudgetRecord } from "./token-records";

export type * from "./grant-record";
export type * from "./start-record";
export type * from "./token-records";

/**
 * What the vault keeps. Every record is sealed on its own and belongs to one connection, whose ID is the record's ID.
 *
 * - `grant`: written only when a person changes something; on disk before success is reported.
 * - `access`: the current access token; losing it costs one token call.
 * - `budget`: tokens issued in the last ten minutes and what Zoho told us to wait for.
 * - `start`: a consent that somebody has begun and not ended, so that it survives a restart.
 * - `forgotten`: fingerprints of the refresh tokens of connections that were disconnected, one record for each realm.
 */
export interface VaultRecords {
  readonly grant: GrantRecord;
  readonly access: AccessRecord;
  readonly budget: BudgetRecord;
  readonly start: StartRecord;
  readonly forgotten: ForgottenRecord;
}

export type RecordKind = keyof VaultRecords;

/**
 * Where connections are kept. One per runtime; files now, others behind the same interface.
 *
 * Reads and writes of one record never interleave. A write has happened wholly or not at all.
 */
export interface Vault {
  /** IDs of the records of a kind, without opening any. */
  ids(kind: RecordKind): Promise<readonly string[]>;
  /**
   * @returns the record, or undefined where there is none
   * @throws ZohoError `vault_damaged` where it can't be read, `vault_newer` where a newer version of this package wrote
   *   it, `vault_locked` where no key at hand opens the vault
   */
  read<K extends RecordKind>(kind: K, id: string): Promise<VaultRecords[K] | undefined>;
  /**
   * Reads, changes and writes one record, so that no change of somebody else is lost, in whatever process. Of `access`
   * records another process may lose the last write, which costs a token call.
   *
   * @param change gets the record or undefined; what it returns is stored; undefined removes it; the very
   *   value it was given writes nothing. Called again where another process came in between: only the last call counts
   * @returns what is stored afterwards
   * @throws as `read`, and ZohoError `vault_unwritable` where the disk refuses
   */
  update<K extends RecordKind>(
    kind: K,
    id: string,
    change: (current: VaultRecords[K] | undefined) => VaultRecords[K] | undefined,
  ): Promise<VaultRecords[K] | undefined>;
  /**
   * Moves a record that can't be read out of the way, so that another can take its place. What can be read stays,
   * and so does what a newer version wrote.
   *
   * @throws ZohoError `vault_locked`, `vault_unwritable`
   */
  discardDamaged(kind: RecordKind, id: string): Promise<void>;
  /**
   * Runs work while nobody else who uses this vault, in whatever process, runs work under the same name.
   *
   * For what may take seconds, as asking Zoho for a token: what is held by a process that has died is freed again, and
   * where it can't be had in time the work runs all the same. So the work must first look whether it is still needed,
   * and must do no harm where two do it at once.
   *
   * @param name the ID of a connection
   * @throws whatever `work` throws; never for lack of the lease itself
   */
  exclusively<T>(name: string, work: () => Promise<T>): Promise<T>;
}
