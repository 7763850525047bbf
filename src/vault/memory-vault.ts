import { checkRecordId, checkSameId } from "./record-id";
import { ALL_RECORD_KINDS } from "./record-kinds";
import { RecordQueue } from "./record-queue";
import type { RecordKind, Vault, VaultRecords } from "./vault";

/**
 * A vault in memory: for tests, and for programs that get their grants from elsewhere at each start. Behaves as
 * the file vault does, but nothing in it survives the process.
 *
 * Records are kept as text, so nobody who holds one can change what is stored.
 */
export function createMemoryVault(): Vault {
  return new MemoryVault();
}

class MemoryVault implements Vault {
  readonly #leases = new RecordQueue();
  readonly #texts = new Map<RecordKind, Map<string, string>>(
    ALL_RECORD_KINDS.map((kind) => [kind, new Map()]),
  );

  async ids(kind: RecordKind): Promise<readonly string[]> {
    return [...this.#of(kind).keys()].sort();
  }

  async read<K extends RecordKind>(kind: K, id: string): Promise<VaultRecords[K] | undefined> {
    return this.#get(kind, id);
  }

  async update<K extends RecordKind>(
    kind: K,
    id: string,
    change: (current: VaultRecords[K] | undefined) => VaultRecords[K] | undefined,
  ): Promise<VaultRecords[K] | undefined> {
    // No wait anywhere in here, so no other change comes in between.
    const current = this.#get(kind, id);
    const next = change(current);
    if (next === current) return current;
    if (next === undefined) {
      this.#of(kind).delete(id);
      return undefined;
    }
    checkSameId(id, next.id);
    this.#of(kind).set(id, JSON.stringify(next));
    return next;
  }

  async discardDamaged(): Promise<void> {
    // Nothing in memory is ever damaged.
  }

  exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
    checkRecordId(name);
    return this.#leases.run(name, work);
  }

  #get<K extends RecordKind>(kind: K, id: string): VaultRecords[K] | undefined {
    checkRecordId(id);
    const text = this.#of(kind).get(id);
    return text === undefined ? undefined : (JSON.parse(text) as VaultRecords[K]);
  }

  #of(kind: RecordKind): Map<string, string> {
    const texts = this.#texts.get(kind);
    if (texts === undefined) throw new RangeError(`There are no vault records of the kind ${kind}`);
    return texts;
  }
}
