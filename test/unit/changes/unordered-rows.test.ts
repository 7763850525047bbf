import { describe, expect, test } from "vitest";
import type { ChangeBatch } from "../../../src/changes/change";
import type { ChangeReader, ReadRow, RowPage } from "../../../src/changes/change-reader";
import { type Cursor, firstCursor } from "../../../src/changes/cursor";
import { HeldRows } from "../../../src/changes/held-rows";
import { pollChanges } from "../../../src/changes/poll-changes";

const START = Date.UTC(2026, 2, 10, 12);

function row(n: number, at = START + n * 1000): ReadRow {
  return { id: `r${String(n)}`, at, createdAt: at, record: { n } };
}

function held(rows: readonly ReadRow[], most: number): readonly RowPage[] {
  const one = new HeldRows(START + 1_000_000, most);
  const pages: RowPage[] = [];
  for (let start = 0; start < rows.length; start += 100)
    pages.push(...one.add(rows.slice(start, start + 100)));
  return [...pages, ...one.end()];
}

describe("rows that come in any order", () => {
  const mixed = Array.from({ length: 1_000 }, (_, index) => row((index * 377) % 1_000));

  test("are put in order while they can be held", () => {
    const pages = held(mixed, 1_000);
    const times = pages.flatMap(({ rows }) => rows.map(({ at }) => at));
    expect(times).toEqual(Array.from({ length: 1_000 }, (_, n) => START + n * 1000));
    expect(pages.map(({ isInOrder, isLast }) => [isInOrder, isLast]).at(-1)).toEqual([undefined, true]);
    expect(pages.filter(({ isLast }) => isLast)).toHaveLength(1);
  });

  test("are given as they come where they are too many, and say so", () => {
    const pages = held(mixed, 250);
    expect(new Set(pages.map(({ isInOrder }) => isInOrder))).toEqual(new Set([false]));
    expect(new Set(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).size).toBe(1_000);
    expect(pages.filter(({ isLast }) => isLast)).toHaveLength(1);
  });

  test("of a record that came twice the latest state is given", () => {
    const pages = held([row(1), row(1, START + 90_000), row(2), row(1, START + 50_000)], 10);
    expect(pages.flatMap(({ rows }) => rows.map(({ id, at }) => [id, at - START]))).toEqual([
      ["r2", 2_000],
      ["r1", 90_000],
    ]);
  });

  test("nothing is one last page without rows", () => {
    expect(held([], 10)).toEqual([{ rows: [], asOf: START + 1_000_000, isLast: true }]);
  });

  test("the cursor stays until all have come, then stands before the moment of the first page", async () => {
    const reader: ChangeReader = {
      now: () => Promise.resolve(START),
      deleted: undefined,
      async *rows() {
        yield* held(mixed, 250);
      },
    };
    const rules = { reader, overlapMs: 120_000, batchSize: 200 };
    const begun = firstCursor(START, undefined);
    const batches: ChangeBatch[] = [];
    for await (const batch of pollChanges(rules, begun)) batches.push(batch);
    expect(new Set(batches.flatMap(({ changes }) => changes.map(({ id }) => id))).size).toBe(1_000);
    const cursors: readonly Cursor[] = batches.map(({ cursor }) => cursor);
    expect(cursors.length).toBeGreaterThan(1);
    for (const cursor of cursors.slice(0, -1)) expect(cursor).toEqual(begun);
    expect(cursors.at(-1)?.from).toBe(new Date(START + 1_000_000 - 120_000).toISOString());
    const again: string[] = [];
    for await (const batch of pollChanges(rules, cursors.at(-1) ?? begun)) {
      again.push(...batch.changes.map(({ id }) => id));
    }
    expect(again).toEqual([]);
  });
});
