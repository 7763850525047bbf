import { join } from "node:path";
import {
  type FileWriting,
  listIfThere,
  moveAside,
  readIfThere,
  removeFile,
  replaceFile,
} from "./atomic-file";
import type { DataKeyStore } from "./data-key-store";
import type { VaultLog } from "./key-upkeep";
import { type DecodedRecord, decodeRecord, encodeRecord } from "./record-format";
import { idOfFile } from "./record-id";
import { RECORD_RULES } from "./record-kinds";
import type { RecordKind, VaultRecords } from "./vault";
import { describeSystemError, orUnwritable, vaultDamaged, vaultNewer } from "./vault-errors";
import { systemCode } from "./vault-fs";

/** A record file as found: also one that the system does not let us read. */
type Found<R> =
  | { readonly is: "missing" }
  | { readonly is: "unreadable"; readonly problem: string }
  | (DecodedRecord<R> & { readonly bytes: Buffer });

/** A record, with the bytes of its file as they were then. */
export interface LoadedRecord<R> {
  readonly record: R | undefined;
  readonly bytes: Buffer | undefined;
}

const ABSENT = { record: undefined, bytes: undefined };

/** The files of the records: each sealed on its own, so that processes that overlap never write each other's away. */
export class RecordFiles {
  /** Files that could neither be read nor moved aside: said once. */
  readonly #said = new Set<string>();

  constructor(
    readonly directory: string,
    private readonly files: FileWriting,
    private readonly keys: DataKeyStore,
    private readonly log: VaultLog,
  ) {}

  folder(kind: RecordKind): string {
    return join(this.directory, kind);
  }

  path(kind: RecordKind, id: string): string {
    return join(this.folder(kind), `${id}.json`);
  }

  async ids(kind: RecordKind): Promise<readonly string[]> {
    const names = await listIfThere(this.files.fs, this.folder(kind));
    return names.flatMap((name) => idOfFile(name) ?? []).sort();
  }

  /** @throws ZohoError `vault_locked`, `vault_damaged`, `vault_newer` */
  async load<K extends RecordKind>(kind: K, id: string): Promise<LoadedRecord<VaultRecords[K]>> {
    const found = await this.#find(kind, id);
    if (found.is === "missing") return ABSENT;
    if (found.is === "record") return found;
    const file = `${kind}/${id}.json`;
    if (found.is === "newer") throw vaultNewer(kind, found.name ?? id, file, found.format);
    if (RECORD_RULES[kind].whenDamaged === "error") {
      const name = found.is === "damaged" ? found.name : undefined;
      throw vaultDamaged(kind, name ?? id, file, found.problem);
    }
    await this.#setAside(kind, id, found);
    return ABSENT;
  }

  /** Whether nobody has written the record since it was loaded. */
  async isStill(kind: RecordKind, id: string, { bytes }: LoadedRecord<unknown>): Promise<boolean> {
    try {
      const now = await readIfThere(this.files.fs, this.path(kind, id));
      return bytes === undefined ? now === undefined : now?.equals(bytes) === true;
    } catch (error) {
      if (systemCode(error) === undefined) throw error;
      return false;
    }
  }

  /** @throws ZohoError `vault_locked` */
  async isDamaged(kind: RecordKind, id: string): Promise<boolean> {
    const { is } = await this.#find(kind, id);
    return is === "damaged" || is === "unreadable";
  }

  /** @throws ZohoError `vault_locked`, `vault_unwritable` */
  async store<K extends RecordKind>(kind: K, record: VaultRecords[K]): Promise<void> {
    const { write } = RECORD_RULES[kind];
    const key = await (write === "synced" ? this.keys.forWriting() : this.keys.forQuickWriting());
    const bytes = encodeRecord(kind, record, key, this.files.random);
    await orUnwritable(this.directory, () =>
      replaceFile(this.files, this.path(kind, record.id), bytes, write),
    );
  }

  /** @throws ZohoError `vault_unwritable` */
  async remove(kind: RecordKind, id: string): Promise<void> {
    const { write } = RECORD_RULES[kind];
    await orUnwritable(this.directory, () => removeFile(this.files.fs, this.path(kind, id), write));
  }

  /** @throws ZohoError `vault_locked`, `vault_unwritable` */
  async discardDamaged(kind: RecordKind, id: string): Promise<void> {
    const found = await this.#find(kind, id);
    if (found.is !== "damaged" && found.is !== "unreadable") return;
    const aside = await orUnwritable(this.directory, () =>
      moveAside(this.files.fs, this.path(kind, id), "each"),
    );
    this.log("warn", `A record of the vault can't be read (${found.problem}); it was moved to ${aside}.`);
  }

  async #find<K extends RecordKind>(kind: K, id: string): Promise<Found<VaultRecords[K]>> {
    await this.keys.check();
    let bytes: Buffer | undefined;
    try {
      bytes = await readIfThere(this.files.fs, this.path(kind, id));
    } catch (error) {
      if (systemCode(error) === undefined) throw error;
      return { is: "unreadable", problem: describeSystemError(error) };
    }
    if (bytes === undefined) return { is: "missing" };
    const key = await this.keys.forReading();
    if (key === undefined) return { is: "damaged", problem: "the key it was sealed under is gone", bytes };
    const found = decodeRecord(kind, id, key, bytes);
    if (found.is === "record") return { ...found, bytes };
    const other = await this.keys.otherKey();
    return { ...(other === undefined ? found : decodeRecord(kind, id, other, bytes)), bytes };
  }

  async #setAside(
    kind: RecordKind,
    id: string,
    found: Extract<Found<never>, { is: "damaged" | "unreadable" }>,
  ): Promise<void> {
    const path = this.path(kind, id);
    const told = this.#said.has(path);
    this.#said.add(path);
    const going = `The ${kind} record ${id} of the vault can't be read (${found.problem}); going on without it`;
    // What the system refuses now it may hand out later, so only what is really damaged is moved.
    if (found.is === "damaged") {
      try {
        const aside = await moveAside(this.files.fs, path, "newest");
        this.#said.delete(path);
        this.log("warn", `${going}. The file was moved to ${aside}.`);
        return;
      } catch (error) {
        if (systemCode(error) === undefined) throw error;
      }
    }
    if (!told) this.log("warn", `${going}.`);
  }
}
