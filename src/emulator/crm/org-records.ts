import type { Org } from "../people/person";
import { FACES, hasRecords } from "./face";
import { createModuleRecords, type ModuleRecords, type StoredRecord } from "./module-records";
import { seedRecords } from "./seed-records";

/** The records of one org in one environment. */
export interface OrgData {
  readonly modules: ReadonlyMap<string, ModuleRecords>;
  /** A new record ID: the org's prefix and twelve digits, always higher than the last. */
  nextId(): string;
  /** Says that these records no longer follow from the seed alone. */
  markChanged(): void;
}

/** One org's records in a state file. */
export interface SavedOrgData {
  readonly lastId: number;
  readonly modules: Readonly<Record<string, readonly StoredRecord[]>>;
}

/** The records of all orgs; an org's are made when it is first asked for. */
export interface OrgRecords {
  of(org: Org): OrgData;
  /** The orgs whose records were changed, by org ID. */
  save(): Readonly<Record<string, SavedOrgData>>;
  /** Back to the seed, but for what was saved. */
  restore(saved: Readonly<Record<string, SavedOrgData>>): void;
}

const FIRST_ID = 100_001;

export function createOrgRecords(seed: number): OrgRecords {
  const loaded = new Map<
    string,
    { readonly data: OrgData; readonly save: () => SavedOrgData; changed: boolean }
  >();
  let saved: Readonly<Record<string, SavedOrgData>> = {};

  function load(org: Org): OrgData {
    if (!hasRecords(org)) throw new RangeError(`${org.product} keeps no records of modules`);
    const modules = new Map(
      [...FACES[org.product].modules.values()].map((module) => [module.apiName, createModuleRecords(module)]),
    );
    let lastId = FIRST_ID;
    const before = saved[org.id];
    const data: OrgData = {
      modules,
      nextId() {
        lastId += 1;
        return org.prefix + String(lastId).padStart(12, "0");
      },
      markChanged() {
        entry.changed = true;
      },
    };
    const entry = {
      data,
      changed: before !== undefined,
      save: () => ({
        lastId,
        modules: Object.fromEntries([...modules].map(([name, records]) => [name, records.all()])),
      }),
    };
    if (before === undefined) {
      seedRecords(seed, org, data);
    } else {
      lastId = before.lastId;
      for (const [name, rows] of Object.entries(before.modules)) {
        for (const row of rows) modules.get(name)?.put(row);
      }
    }
    loaded.set(org.id, entry);
    return data;
  }
  return {
    of: (org) => loaded.get(org.id)?.data ?? load(org),
    save: () => ({
      ...saved,
      ...Object.fromEntries(
        [...loaded].filter(([, entry]) => entry.changed).map(([orgId, entry]) => [orgId, entry.save()]),
      ),
    }),
    restore(from) {
      saved = from;
      loaded.clear();
    },
  };
}
