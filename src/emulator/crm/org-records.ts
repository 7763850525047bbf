import type { Org } from "../people/person";
import {
  type AttachmentStore,
  createAttachmentStore,
  type SavedAttachments,
} from "./attachments/attachment-store";
import { createFileSpace, type FileSpace } from "./attachments/file-space";
import { createDeletedRecords, type DeletedRecord, type DeletedRecords } from "./deleted-records";
import { FACES, hasRecords } from "./face";
import { createModuleRecords, type ModuleRecords, type SavedRecords } from "./module-records";
import { seededModules } from "./seeds/seeded-rows";

/** The records of one org in one environment. */
export interface OrgData {
  readonly modules: ReadonlyMap<string, ModuleRecords>;
  readonly deleted: DeletedRecords;
  readonly attachments: AttachmentStore;
  /** A new record ID: the org's prefix and twelve digits, always higher than the last. */
  nextId(): string;
  /** Says that these records no longer follow from the seed alone. */
  markChanged(): void;
}

/** One org's records in a state file: what differs from the seed. */
export interface SavedOrgData {
  readonly lastId: number;
  readonly modules: Readonly<Record<string, SavedRecords>>;
  readonly deleted: readonly DeletedRecord[];
  /** Absent in files of older versions. */
  readonly attachments?: SavedAttachments;
}

/** The records of all orgs; an org's are made when it is first asked for. */
export interface OrgRecords {
  of(org: Org): OrgData;
  /** The orgs whose records were changed, by org ID. */
  save(): Readonly<Record<string, SavedOrgData>>;
  /** Back to the seed, but for what was saved. */
  restore(saved: Readonly<Record<string, SavedOrgData>>): void;
}

/** New IDs are above those of all seeded records. */
const FIRST_OWN_ID = 50_000_000_000;

interface LoadedOrg {
  readonly data: OrgData;
  readonly save: () => SavedOrgData;
  isChanged: boolean;
}

export function createOrgRecords(seed: number): OrgRecords {
  const loaded = new Map<string, LoadedOrg>();
  const space = createFileSpace();
  let saved: Readonly<Record<string, SavedOrgData>> = {};

  function load(org: Org): OrgData {
    const entry = loadOrg(seed, org, space, saved[org.id]);
    loaded.set(org.id, entry);
    return entry.data;
  }
  return {
    of: (org) => loaded.get(org.id)?.data ?? load(org),
    save: () => ({
      ...saved,
      ...Object.fromEntries(
        [...loaded].filter(([, entry]) => entry.isChanged).map(([orgId, entry]) => [orgId, entry.save()]),
      ),
    }),
    restore(from) {
      saved = from;
      loaded.clear();
      space.clear();
    },
  };
}

function loadOrg(seed: number, org: Org, space: FileSpace, saved: SavedOrgData | undefined): LoadedOrg {
  if (!hasRecords(org)) throw new RangeError(`${org.product} keeps no records of modules`);
  const known = [...FACES[org.product].modules.values()];
  const seeds = seededModules(seed, org, known);
  const modules = new Map<string, ModuleRecords>();
  for (const module of known) {
    const rows = seeds.get(module.apiName);
    if (rows === undefined) continue;
    modules.set(module.apiName, createModuleRecords(module, rows, saved?.modules[module.apiName]));
  }
  const deleted = createDeletedRecords(saved?.deleted);
  const attachments = createAttachmentStore(space, saved?.attachments);
  let lastId = saved?.lastId ?? FIRST_OWN_ID;
  const data: OrgData = {
    modules,
    deleted,
    attachments,
    nextId() {
      lastId += 1;
      return org.prefix + String(lastId).padStart(12, "0");
    },
    markChanged() {
      entry.isChanged = true;
    },
  };
  const entry: LoadedOrg = {
    data,
    isChanged: saved !== undefined,
    save: () => ({
      lastId,
      modules: Object.fromEntries([...modules].map(([name, records]) => [name, records.save()])),
      deleted: deleted.save(),
      attachments: attachments.save(),
    }),
  };
  return entry;
}
