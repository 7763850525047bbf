import type { Org } from "../../people/person";
import { crmUsers, userReference } from "../crm-users";
import type { Module } from "../modules/module";
import type { Reference, StoredRecord } from "../stored-record";
import { nameOf } from "../stored-record";
import { createDraw } from "./draw";
import { Draft } from "./draft";
import { DRAFTS } from "./drafts";
import { LazyFields } from "./lazy-fields";

/** The records that a module begins with, by number from 1. They are made anew each time they are asked for. */
export interface SeededRows {
  readonly count: number;
  make(n: number): StoredRecord;
  idOf(n: number): string;
  /** When it was created and last changed, milliseconds since 1970; rises with the number. */
  timeOf(n: number): number;
  /** @returns undefined where no seeded record has this ID */
  numberOf(id: string): number | undefined;
  /** @returns undefined where no seeded record has this value in this field */
  numberByUnique(field: string, value: string): number | undefined;
}

/** Seeded records are as old as this and older, whatever the clock says: they follow from the seed alone. */
const NEWEST = Date.UTC(2026, 0, 5, 9, 0, 0);
const HOUR_MS = 3_600_000;
const TWO_YEARS_MS = 2 * 365 * 24 * HOUR_MS;

/** Each module has a range of IDs of its own, so that the number of one's records moves no other's. */
const IDS_PER_MODULE = 1_000_000_000;
const FIRST_ID = 100_000;

/** Every module of an org as its seed makes it. */
export function seededModules(
  seed: number,
  org: Org,
  modules: readonly Module[],
): ReadonlyMap<string, SeededRows> {
  const rows = new Map<string, SeededRows>();
  for (const [index, module] of modules.entries()) {
    rows.set(module.apiName, seededRows(seed, org, module, index + 1, rows));
  }
  return rows;
}

/** Whoever owns the records that an org begins with: the colleague who is no administrator. */
function seedOwner(org: Org): Reference {
  const owner = crmUsers(org).at(-1);
  if (owner === undefined) throw new RangeError(`${org.name} has no users`);
  return userReference(owner);
}

function seededRows(
  seed: number,
  org: Org,
  module: Module,
  place: number,
  others: ReadonlyMap<string, SeededRows>,
): SeededRows {
  const draft = DRAFTS[module.apiName];
  const count = draft === undefined ? 0 : (org.records[module.apiName] ?? 0);
  const draw = createDraw(seed, `${org.id}/${module.apiName}`);
  const firstId = place * IDS_PER_MODULE + FIRST_ID;
  const stepMs = Math.max(Math.min(HOUR_MS, Math.floor(TWO_YEARS_MS / Math.max(count, 1))), 1);
  const owner = seedOwner(org);

  // A 1 before them keeps the leading zeros of the twelve digits.
  const idOf = (n: number): string => org.prefix + String(1_000_000_000_000 + firstId + n).slice(1);
  const timeOf = (n: number): number => Math.floor((NEWEST - (count - n) * stepMs) / 1000) * 1000;

  /** A record of another module, by ID and name. */
  function reference(name: string, n: number): Reference | null {
    const rows = others.get(name);
    if (rows === undefined || rows.count === 0) return null;
    const other = rows.make(1 + draw(n, name, rows.count));
    return { id: other.id, name: nameOf(other, DRAFTS[name]?.nameField ?? "") };
  }
  const surroundings = {
    product: org.product,
    domain: `${org.environment.toLowerCase()}.example`,
    offset: org.place.offset,
    reference,
  };
  const makers = new Map(Object.entries(draft?.fields ?? {}));
  function make(n: number): StoredRecord {
    const time = timeOf(n);
    const from = new Draft(n, draw, surroundings);
    return {
      id: idOf(n),
      createdAt: time,
      modifiedAt: time,
      owner,
      createdBy: owner,
      modifiedBy: owner,
      fields: new LazyFields(makers, from),
    };
  }
  function numberOf(id: string): number | undefined {
    if (!id.startsWith(org.prefix) || id.length !== org.prefix.length + 12) return undefined;
    const n = Number(id.slice(org.prefix.length)) - firstId;
    return n >= 1 && n <= count ? n : undefined;
  }
  return {
    count,
    make,
    idOf,
    timeOf,
    numberOf,
    numberByUnique(field, value) {
      const n = draft?.numberIn?.(field, value);
      if (n === undefined || n < 1 || n > count) return undefined;
      const seeded = make(n).fields.get(field);
      const isSame = typeof seeded === "string" && seeded.toLowerCase() === value.toLowerCase();
      return isSame ? n : undefined;
    },
  };
}
