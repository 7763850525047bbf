import type { Row } from "./face-records";

/** What calls did to the rows of one collection. */
export interface CollectionChanges {
  /** In the order they came in; those that are deleted keep their places, because IDs count them. */
  readonly added: Row[];
  /** Rows as they are now, by ID. */
  readonly changed: Map<string, Row>;
  readonly deleted: ReadonlySet<string>;
  /** How many of the deleted ones follow from the seed. */
  readonly deletedSeeds: number;
  delete(id: string, isSeeded: boolean): void;
  isNothing(): boolean;
  save(): SavedChanges;
}

/** As in a state file; older ones have only what was added. */
export type SavedChanges =
  | readonly Row[]
  | {
      readonly added: readonly Row[];
      readonly changed: readonly Row[];
      readonly deleted: readonly string[];
      readonly deletedSeeds: number;
    };

export function createChanges(saved: SavedChanges = []): CollectionChanges {
  const before = isOlder(saved) ? { added: saved, changed: [], deleted: [], deletedSeeds: 0 } : saved;
  const added = before.added.map(withModifiedAt);
  const changed = new Map(before.changed.map((row) => [row.id, row]));
  const deleted = new Set(before.deleted);
  let { deletedSeeds } = before;
  return {
    added,
    changed,
    deleted,
    get deletedSeeds() {
      return deletedSeeds;
    },
    delete(id, isSeeded) {
      deleted.add(id);
      changed.delete(id);
      if (isSeeded) deletedSeeds += 1;
    },
    isNothing: () => added.length + changed.size + deleted.size === 0,
    save: () => ({ added: [...added], changed: [...changed.values()], deleted: [...deleted], deletedSeeds }),
  };
}

function isOlder(saved: SavedChanges): saved is readonly Row[] {
  return Array.isArray(saved);
}

/** Rows of older files were never changed. */
function withModifiedAt(row: Omit<Row, "modifiedAt"> & { readonly modifiedAt?: number }): Row {
  return { ...row, modifiedAt: row.modifiedAt ?? row.createdAt };
}
