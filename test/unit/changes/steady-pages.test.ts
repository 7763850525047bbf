import { describe, expect, test } from "vitest";
import { startOf, windowBehind } from "../../../src/changes/books/page-window";
import { type AskBooks, steadyPages } from "../../../src/changes/books/steady-pages";
import type { ReadRow } from "../../../src/changes/change-reader";
import { expectCode } from "../support/expect-zoho-error";

interface Kept {
  readonly id: string;
  at: number;
}

function rowOf({ id, at }: Kept): ReadRow {
  return { id, at, createdAt: undefined, record: {} };
}

/** A list as Books gives it: sorted anew for each page. */
class List {
  readonly kept: Kept[];
  now: number;
  calls = 0;

  constructor(
    count: number,
    private readonly sign: 1 | -1,
    private readonly meanwhile: (list: List) => void = () => undefined,
  ) {
    this.kept = Array.from({ length: count }, (_, index) => ({ id: `r${String(index)}`, at: index }));
    this.now = count;
  }

  readonly ask: AskBooks = (window) => {
    if (this.calls > 0) this.meanwhile(this);
    this.calls += 1;
    const sorted = [...this.kept].sort((a, b) => this.sign * (a.at - b.at));
    const rows = sorted.slice(startOf(window), window.page * window.perPage).map(rowOf);
    return Promise.resolve({ rows, hasMore: window.page * window.perPage < sorted.length, asOf: undefined });
  };
}

async function idsOf(list: List): Promise<ReadonlySet<string>> {
  const ids = new Set<string>();
  for await (const { rows } of steadyPages(list.ask)) for (const { id } of rows) ids.add(id);
  return ids;
}

/** Numbers that look random and are the same each time. */
function draws(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

describe("pages of Books", () => {
  test("each begins at the last record of the one before it, or a little before that", () => {
    let read = 0;
    for (let page = 0; page < 500; page += 1) {
      const window = windowBehind(read);
      const start = startOf(window);
      expect(start).toBeLessThan(Math.max(read, 1));
      expect(window.perPage).toBeLessThanOrEqual(200);
      read = start + window.perPage;
      // Within a twentieth of the least that there can be.
      if (page < 10) expect(read).toBeGreaterThanOrEqual(0.95 * 200 * (page + 1));
    }
    expect(read).toBeGreaterThan(90_000);
  });

  test("of a list that rests none is missing, in hardly more calls than they fit in", async () => {
    const list = new List(2_000, -1);
    expect((await idsOf(list)).size).toBe(2_000);
    expect(list.calls).toBeLessThanOrEqual(11);
  });

  test.each([
    ["oldest first", 1],
    ["newest first", -1],
  ] as const)("%s: what stays where it was comes, whatever happens to others", async (_order, sign) => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const draw = draws(seed);
      const touched = new Set<string>();
      const list = new List(1_500, sign, ({ kept }) => {
        for (let n = draw(8); n > 0; n -= 1) {
          const index = draw(kept.length);
          const record = kept[index];
          if (record === undefined) continue;
          touched.add(record.id);
          if (draw(2) === 0) kept.splice(index, 1);
          else record.at = list.now += 1;
        }
      });
      const all = list.kept.map(({ id }) => id);
      const ids = await idsOf(list);
      expect(all.filter((id) => !ids.has(id) && !touched.has(id))).toEqual([]);
    }
  });

  test("where the end leaves the list while its page is asked for, the rest comes all the same", async () => {
    let isGone = false;
    const list = new List(399, -1, ({ kept }) => {
      if (!isGone) kept.splice(210, 150);
      isGone = true;
    });
    const ids = await idsOf(list);
    for (const { id } of list.kept) expect(ids).toContain(id);
  });

  test("a list that never holds still is an end, not a loop", async () => {
    const list = new List(900, -1, (one) => {
      for (const record of one.kept) record.at = one.now += 1;
    });
    await expectCode(idsOf(list), "list_never_ends");
  });
});
