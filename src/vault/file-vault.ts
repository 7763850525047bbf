import { randomBytes } from "node:crypto";
import { join, resolve } from "node:path";
import { type Clock, systemClock } from "../time/clock";
import { listIfThere, removeOldTemporaries } from "./atomic-file";
import { DataKeyStore } from "./data-key-store";
import { keyFilePath } from "./key-file";
import { Leases } from "./leases";
import { scryptStretch, type Stretch, type VaultKeySource } from "./key-sources";
import type { VaultLog } from "./key-upkeep";
import { RecordFiles } from "./record-files";
import { ALL_RECORD_KINDS, RECORD_RULES } from "./record-kinds";
import { checkRecordId, checkSameId, idOfFile } from "./record-id";
import { RecordQueue } from "./record-queue";
import type { RandomBytes } from "./seal";
import type { RecordKind, Vault, VaultRecords } from "./vault";
import { describeSystemError, orUnwritable } from "./vault-errors";
import { hasCode, nodeVaultFs, systemCode, type VaultFs } from "./vault-fs";

export interface FileVaultOptions {
  /** Folder of the vault; made when there is something to keep. */
  readonly directory: string;
  /**
   * Every secret at hand that may open the vault; see `DataKeyStore` for what each is worth. Of several explicit
   * keys the first is the current one, the others are former ones.
   */
  readonly keys: readonly VaultKeySource[];
  readonly fs?: VaultFs;
  readonly random?: RandomBytes;
  readonly clock?: Clock;
  /** Slow hash for secrets that people type. */
  readonly stretch?: Stretch;
  readonly log?: VaultLog;
}

/**
 * Of this whole process: two vaults on one folder (an old and a new runtime during a restart of the flows) keep
 * out of each other's way too.
 */
const turns = new RecordQueue();

/**
 * Opens the vault in a folder: one file per record, sealed with AES-256-GCM. Reads no record while it opens and
 * remembers none, so an idle connection costs no memory.
 *
 * Never fails because of what is in the folder: a vault that can't be opened says so at each use
 * (`vault_locked`), and opens by itself once what was missing is back.
 *
 * Processes that overlap on a local disk, containers that share a volume among them, never damage each other's records,
 * never write each other's changes away (access tokens excepted), and keep each other out of `exclusively`.
 */
export async function openFileVault(options: FileVaultOptions): Promise<Vault> {
  const directory = resolve(options.directory);
  const files = { fs: options.fs ?? nodeVaultFs, random: options.random ?? randomBytes };
  const log = options.log ?? ((): void => undefined);
  const clock = options.clock ?? systemClock;
  const leases = new Leases({ ...files, directory, clock, log });
  const keys = new DataKeyStore({
    ...files,
    directory,
    leases,
    log,
    keys: options.keys.filter(({ secret }) => secret !== ""),
    stretch: options.stretch ?? scryptStretch,
    hasTreasure: () => hasTreasure(files.fs, directory),
  });
  await tidy(files.fs, directory, clock, log);
  await keys.open();
  return new FileVault(new RecordFiles(directory, files, keys, log), leases);
}

class FileVault implements Vault {
  constructor(
    private readonly records: RecordFiles,
    private readonly leases: Leases,
  ) {}

  ids(kind: RecordKind): Promise<readonly string[]> {
    return this.records.ids(kind);
  }

  read<K extends RecordKind>(kind: K, id: string): Promise<VaultRecords[K] | undefined> {
    return this.#inTurn(kind, id, async () => (await this.records.load(kind, id)).record);
  }

  update<K extends RecordKind>(
    kind: K,
    id: string,
    change: (current: VaultRecords[K] | undefined) => VaultRecords[K] | undefined,
  ): Promise<VaultRecords[K] | undefined> {
    return this.#inTurn(kind, id, async () => {
      const before = await this.records.load(kind, id);
      const next = change(before.record);
      if (next === before.record) return next;
      if (RECORD_RULES[kind].write === "quick") return this.#put(kind, id, next);
      return this.#whileLocked(id, async () => {
        if (await this.records.isStill(kind, id, before)) return this.#put(kind, id, next);
        const current = (await this.records.load(kind, id)).record;
        const again = change(current);
        return again === current ? again : this.#put(kind, id, again);
      });
    });
  }

  discardDamaged(kind: RecordKind, id: string): Promise<void> {
    return this.#inTurn(kind, id, async () => {
      if (!(await this.records.isDamaged(kind, id))) return;
      await this.#whileLocked(id, () => this.records.discardDamaged(kind, id));
    });
  }

  exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
    checkRecordId(name);
    return this.leases.exclusively(name, work);
  }

  async #put<K extends RecordKind>(
    kind: K,
    id: string,
    next: VaultRecords[K] | undefined,
  ): Promise<VaultRecords[K] | undefined> {
    if (next === undefined) {
      await this.records.remove(kind, id);
      return undefined;
    }
    checkSameId(id, next.id);
    await this.records.store(kind, next);
    return next;
  }

  #whileLocked<T>(id: string, work: () => Promise<T>): Promise<T> {
    return orUnwritable(this.records.directory, () => this.leases.writing(id, work));
  }

  async #inTurn<T>(kind: RecordKind, id: string, work: () => Promise<T>): Promise<T> {
    checkRecordId(id);
    return turns.run(this.records.path(kind, id), work);
  }
}

async function hasTreasure(fs: VaultFs, directory: string): Promise<"yes" | "no"> {
  try {
    for (const kind of ["grant", "start"] as const) {
      const names = await listIfThere(fs, join(directory, kind));
      if (names.some((name) => idOfFile(name) !== undefined)) return "yes";
    }
    return "no";
  } catch {
    // Who can't look must not conclude that nothing is there.
    return "yes";
  }
}

/** Removes what crashes left, and takes back permissions that a copy or a restore gave away. */
async function tidy(fs: VaultFs, directory: string, clock: Clock, log: VaultLog): Promise<void> {
  try {
    await makePrivate(fs, directory, 0o700, log);
    await makePrivate(fs, keyFilePath(directory), 0o600, log);
    for (const folder of [directory, ...ALL_RECORD_KINDS.map((kind) => join(directory, kind))]) {
      await removeOldTemporaries(fs, folder, clock.now());
    }
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    log("warn", `The folder ${directory} of the vault can't be tidied: ${describeSystemError(error)}.`);
  }
}

async function makePrivate(fs: VaultFs, path: string, mode: number, log: VaultLog): Promise<void> {
  // Windows has no such bits; there the rights of the user's folder apply.
  if (process.platform === "win32") return;
  try {
    if (((await fs.stat(path)).mode & 0o077) === 0) return;
    await fs.setMode(path, mode);
    log("warn", `Others had access to ${path}; it was taken back.`);
  } catch (error) {
    if (hasCode(error, "ENOENT")) return;
    throw error;
  }
}
