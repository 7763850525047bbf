import { ZohoError } from "../../../src/errors/zoho-error";
import type { RecordKind, Vault, VaultRecords } from "../../../src/vault/vault";
import { Deferred } from "./scripted-transport";

/** A vault whose disk refuses, whose records are damaged, or whose reads take their time, as a test says. */
export class FailingVault implements Vault {
  readonly #inner: Vault;
  #refused: readonly RecordKind[] = [];
  #locked = false;
  readonly #damaged = new Set<string>();
  readonly #held = new Map<RecordKind, Promise<unknown>>();
  readonly #heldWrites = new Map<RecordKind, Promise<unknown>>();

  constructor(inner: Vault) {
    this.#inner = inner;
  }

  refuseWrites(...kinds: readonly RecordKind[]): void {
    this.#refused = kinds;
  }

  allowWrites(): void {
    this.#refused = [];
  }

  /** Lets every read and write fail for want of a key. */
  lock(): void {
    this.#locked = true;
  }

  unlock(): void {
    this.#locked = false;
  }

  damage(kind: RecordKind, id: string): void {
    this.#damaged.add(`${kind}/${id}`);
  }

  /** Lets reads of a kind wait, with what they found, until the test lets them go. */
  holdReads(kind: RecordKind): Deferred<undefined> {
    const held = new Deferred<undefined>();
    this.#held.set(kind, held.promise);
    return held;
  }

  /** Lets changes of a kind wait until the test lets them go. */
  holdWrites(kind: RecordKind): Deferred<undefined> {
    const held = new Deferred<undefined>();
    this.#heldWrites.set(kind, held.promise);
    return held;
  }

  ids(kind: RecordKind): Promise<readonly string[]> {
    return this.#inner.ids(kind);
  }

  async read<K extends RecordKind>(kind: K, id: string): Promise<VaultRecords[K] | undefined> {
    this.#check(kind, id);
    const found = await this.#inner.read(kind, id);
    await this.#held.get(kind);
    return found;
  }

  async update<K extends RecordKind>(
    kind: K,
    id: string,
    change: (current: VaultRecords[K] | undefined) => VaultRecords[K] | undefined,
  ): Promise<VaultRecords[K] | undefined> {
    this.#check(kind, id);
    await this.#heldWrites.get(kind);
    if (this.#refused.includes(kind)) {
      const current = await this.#inner.read(kind, id);
      if (change(current) === current) return current;
      throw new ZohoError("vault_unwritable", { details: { directory: "/vault", problem: "no space left" } });
    }
    return this.#inner.update(kind, id, change);
  }

  async discardDamaged(kind: RecordKind, id: string): Promise<void> {
    if (!this.#damaged.delete(`${kind}/${id}`)) return;
    await this.#inner.update(kind, id, () => undefined);
  }

  exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.#inner.exclusively(name, work);
  }

  #check(kind: RecordKind, id: string): void {
    if (this.#locked) {
      throw new ZohoError("vault_locked", {
        details: { directory: "/vault", problem: "its key is missing" },
      });
    }
    if (!this.#damaged.has(`${kind}/${id}`)) return;
    const details = { kind, file: `${kind}/${id}.json`, problem: "its seal does not fit" };
    throw new ZohoError("vault_damaged", { connection: id, details });
  }
}
