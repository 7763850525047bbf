import { createDraw } from "../../crm/seeds/draw";
import type { Org } from "../../people/person";
import { addedRowId, type Collection, placeOfRow, seededRowId } from "./collection";
import { type CollectionChanges, createChanges, type SavedChanges } from "./collection-changes";

/** A record of a product beside CRM. */
export interface Row {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The rows of one collection of one org, oldest first. Seeded ones are made anew each time they are looked at. */
export interface Rows {
  count(): number;
  /** Up to `limit` rows from the index `from`, which begins at 0. */
  page(from: number, limit: number): readonly Row[];
  /** Every row that passes. */
  filter(isWanted: (row: Row) => boolean): readonly Row[];
  get(id: string): Row | undefined;
  /** @param now milliseconds since 1970 */
  add(fields: Row["fields"], now: number): Row;
  /**
   * Puts these fields in the place of those that a row has.
   *
   * @param now milliseconds since 1970
   * @returns undefined where no row has this ID
   */
  update(id: string, fields: Row["fields"], now: number): Row | undefined;
  /** @returns false where no row has this ID */
  delete(id: string): boolean;
}

/** What calls did to the rows, by `orgId/collection`: all that does not follow from the seed. */
export type SavedFaceRecords = Readonly<Record<string, SavedChanges>>;

/** The records of every product beside CRM and Bigin. */
export interface FaceRecords {
  of(org: Org, collection: Collection): Rows;
  save(): SavedFaceRecords;
  /** Back to the seed, but for what was saved. */
  restore(saved: SavedFaceRecords): void;
}

/** Seeded rows are as old as this and older, whatever the clock says: they follow from the seed alone. */
const NEWEST = Date.UTC(2026, 0, 5, 9, 0, 0);
const HOUR_MS = 3_600_000;

export function createFaceRecords(seed: number): FaceRecords {
  const changesByKey = new Map<string, CollectionChanges>();

  function changesOf(key: string): CollectionChanges {
    const known = changesByKey.get(key);
    if (known !== undefined) return known;
    const made = createChanges();
    changesByKey.set(key, made);
    return made;
  }

  function of(org: Org, collection: Collection): Rows {
    const key = `${org.id}/${collection.name}`;
    const seeded = org.records[collection.name] ?? 0;
    const draw = createDraw(seed, `${org.product}/${key}`);
    const changes = changesOf(key);

    function make(n: number): Row {
      const id = seededRowId(org, collection, n);
      const changed = changes.changed.get(id);
      if (changed !== undefined) return changed;
      const createdAt = NEWEST - (seeded - n) * HOUR_MS;
      const fields = collection.seeded({
        org,
        n,
        createdAt,
        from: (list, purpose) => list[draw(n, purpose, list.length)] ?? "",
        below: (limit, purpose) => draw(n, purpose, limit),
      });
      return { id, createdAt, modifiedAt: createdAt, fields };
    }
    function isGone(n: number): boolean {
      return changes.deleted.size > 0 && changes.deleted.has(seededRowId(org, collection, n));
    }
    function* fromSeed(from: number): Generator<Row> {
      let skipped = 0;
      for (let n = changes.deletedSeeds === 0 ? from + 1 : 1; n <= seeded; n += 1) {
        if (isGone(n)) continue;
        if (changes.deletedSeeds > 0 && skipped < from) skipped += 1;
        else yield make(n);
      }
    }
    function ownRows(): readonly Row[] {
      const { added, changed, deleted } = changes;
      return added.filter(({ id }) => !deleted.has(id)).map((row) => changed.get(row.id) ?? row);
    }
    function get(id: string): Row | undefined {
      const place = placeOfRow(org, collection, id);
      if (place === undefined || changes.deleted.has(id)) return undefined;
      if (place.of === "added") return changes.changed.get(id) ?? changes.added[place.n - 1];
      return place.n >= 1 && place.n <= seeded ? make(place.n) : undefined;
    }
    return {
      count: () => seeded + changes.added.length - changes.deleted.size,
      page(from, limit) {
        const rows: Row[] = [];
        for (const row of fromSeed(from)) {
          if (rows.length >= limit) break;
          rows.push(row);
        }
        const start = Math.max(from - (seeded - changes.deletedSeeds), 0);
        return rows.length >= limit
          ? rows
          : [...rows, ...ownRows().slice(start, start + limit - rows.length)];
      },
      filter: (isWanted) => [...fromSeed(0), ...ownRows()].filter(isWanted),
      get,
      add(fields, now) {
        const id = addedRowId(org, collection, changes.added.length + 1);
        const row = { id, createdAt: now, modifiedAt: now, fields };
        changes.added.push(row);
        return row;
      },
      update(id, fields, now) {
        const before = get(id);
        if (before === undefined) return undefined;
        const row = { ...before, modifiedAt: now, fields: { ...before.fields, ...fields } };
        changes.changed.set(id, row);
        return row;
      },
      delete(id) {
        if (get(id) === undefined) return false;
        changes.delete(id, placeOfRow(org, collection, id)?.of === "seeded");
        return true;
      },
    };
  }
  return {
    of,
    save: () =>
      Object.fromEntries(
        [...changesByKey].filter(([, one]) => !one.isNothing()).map(([key, one]) => [key, one.save()]),
      ),
    restore(saved) {
      changesByKey.clear();
      for (const [key, one] of Object.entries(saved)) changesByKey.set(key, createChanges(one));
    },
  };
}
