import type { Reference } from "./stored-record";

/** A record that is gone, as `GET /{module}/deleted` tells of it. Times in milliseconds since 1970. */
export interface DeletedRecord {
  readonly id: string;
  readonly module: string;
  readonly displayName: string;
  readonly createdBy: Reference;
  readonly deletedBy: Reference;
  readonly deletedAt: number;
}

/** What was deleted in one org, oldest first. */
export interface DeletedRecords {
  add(record: DeletedRecord): void;
  of(module: string): readonly DeletedRecord[];
  save(): readonly DeletedRecord[];
}

export function createDeletedRecords(saved: readonly DeletedRecord[] = []): DeletedRecords {
  const byModule = new Map<string, DeletedRecord[]>();
  function add(record: DeletedRecord): void {
    const list = byModule.get(record.module);
    if (list === undefined) byModule.set(record.module, [record]);
    else list.push(record);
  }
  for (const record of saved) add(record);
  return {
    add,
    of: (module) => byModule.get(module) ?? [],
    save: () => [...byModule.values()].flat(),
  };
}
