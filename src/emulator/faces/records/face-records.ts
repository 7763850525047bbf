import { createDraw } from "../../crm/seeds/draw";
import type { Org } from "../../people/person";
import { addedRowId, type Collection, placeOfRow, seededRowId } from "./collection";

/** A record of a product beside CRM. */
export interface Row {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** The rows of one collection of one org, oldest first. Seeded ones are made anew each time they are looked at. */
export interface Rows {
  count(): number;
  /** Up to `limit` rows from the index `from`, which begins at 0. */
  page(from: number, limit: number): readonly Row[];
  get(id: string): Row | undefined;
  /** @param now milliseconds since 1970 */
  add(fields: Row["fields"], now: number): Row;
}

/** Added rows by `orgId/collection`: all that does not follow from the seed. */
export type SavedFaceRecords = Readonly<Record<string, readonly Row[]>>;

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
  const added = new Map<string, Row[]>();

  function of(org: Org, collection: Collection): Rows {
    const key = `${org.id}/${collection.name}`;
    const seeded = org.records[collection.name] ?? 0;
    const draw = createDraw(seed, `${org.product}/${key}`);
    const own = (): readonly Row[] => added.get(key) ?? [];

    function make(n: number): Row {
      const createdAt = NEWEST - (seeded - n) * HOUR_MS;
      const fields = collection.seeded({
        org,
        n,
        createdAt,
        from: (list, purpose) => list[draw(n, purpose, list.length)] ?? "",
        below: (limit, purpose) => draw(n, purpose, limit),
      });
      return { id: seededRowId(org, collection, n), createdAt, fields };
    }
    return {
      count: () => seeded + own().length,
      page(from, limit) {
        const fromSeed = Array.from({ length: Math.min(limit, Math.max(seeded - from, 0)) }, (_, index) =>
          make(from + index + 1),
        );
        const start = Math.max(from - seeded, 0);
        return [...fromSeed, ...own().slice(start, start + limit - fromSeed.length)];
      },
      get(id) {
        const place = placeOfRow(org, collection, id);
        if (place === undefined) return undefined;
        if (place.of === "added") return own()[place.n - 1];
        return place.n >= 1 && place.n <= seeded ? make(place.n) : undefined;
      },
      add(fields, now) {
        const rows = added.get(key) ?? [];
        const row = { id: addedRowId(org, collection, rows.length + 1), createdAt: now, fields };
        rows.push(row);
        added.set(key, rows);
        return row;
      },
    };
  }
  return {
    of,
    save: () => Object.fromEntries(added),
    restore(saved) {
      added.clear();
      for (const [key, rows] of Object.entries(saved)) added.set(key, [...rows]);
    },
  };
}
