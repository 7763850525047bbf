import type { RecordKind, Vault, VaultRecords } from "../../../src/vault/vault";

/** Waits until a test's scheduler says that it is this one's turn. */
export type Turn = (what: string) => Promise<void>;

/** A vault each of whose reads and writes takes its time, before it happens and until its caller hears of it. */
export class InterleavedVault implements Vault {
  constructor(
    private readonly inner: Vault,
    private readonly turn: Turn,
  ) {}

  ids(kind: RecordKind): Promise<readonly string[]> {
    return this.#slowly(`ids ${kind}`, () => this.inner.ids(kind));
  }

  read<K extends RecordKind>(kind: K, id: string): Promise<VaultRecords[K] | undefined> {
    return this.#slowly(`read ${kind}`, () => this.inner.read(kind, id));
  }

  update<K extends RecordKind>(
    kind: K,
    id: string,
    change: (current: VaultRecords[K] | undefined) => VaultRecords[K] | undefined,
  ): Promise<VaultRecords[K] | undefined> {
    return this.#slowly(`update ${kind}`, () => this.inner.update(kind, id, change));
  }

  discardDamaged(kind: RecordKind, id: string): Promise<void> {
    return this.inner.discardDamaged(kind, id);
  }

  exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
    return this.inner.exclusively(name, work);
  }

  async #slowly<T>(what: string, work: () => Promise<T>): Promise<T> {
    await this.turn(what);
    const result = await work();
    await this.turn(`${what} is told`);
    return result;
  }
}
