import { describe, expect, test } from "vitest";
import type { ChangeBatch } from "../../../src/changes/change";
import { type Cursor, firstCursor, readCursor } from "../../../src/changes/cursor";
import type { ReadRow } from "../../../src/changes/change-reader";
import { cursorOf, NOON, poll, row, said } from "./support/told-polls";

const BEGUN = firstCursor(NOON, undefined);

function created(id: string, seconds: number, changedAfter = seconds): ReadRow {
  return row(id, changedAfter, { createdAt: NOON + seconds * 1_000 });
}

/** The cursor that was stored last where a poll ends behind so many batches. */
function storedBehind(batches: readonly ChangeBatch[], count: number): Cursor {
  return cursorOf(batches.slice(0, count));
}

describe("behind a poll that ended early", () => {
  const told = { at: 900, pages: [[created("1", 10), created("2", 20), created("3", 30), created("4", 40)]] };

  test("a record that was created comes as created once, though its time is left behind and it was changed since", async () => {
    const begun = await poll(BEGUN, told, 1);
    const rest = { at: 950, pages: [[created("4", 40), created("1", 10, 910)]] };
    expect(said(await poll(storedBehind(begun, 3), rest))).toEqual(["created 4", "changed 1"]);
  });

  test("it does so also where several polls end early one after the other", async () => {
    const first = storedBehind(await poll(BEGUN, told, 1), 2);
    const second = { at: 950, pages: [[created("3", 30), created("4", 40), created("5", 300)]] };
    const cursor = storedBehind(await poll(first, second, 1), 2);
    const third = { at: 990, pages: [[created("5", 300), created("1", 10, 960), created("3", 30, 970)]] };
    expect(said(await poll(cursor, third))).toEqual(["created 5", "changed 1", "changed 3"]);
  });

  test("one that had not come is created, though it was created before the place and changed before it was read", async () => {
    const begun = await poll(BEGUN, told, 1);
    const rest = { at: 950, pages: [[created("4", 40), created("5", 15, 800)]] };
    expect(said(await poll(storedBehind(begun, 3), rest))).toEqual(["created 4", "created 5"]);
  });

  test("the cursor of a poll that has come to its end remembers nobody for that", async () => {
    const whole = await poll(BEGUN, told, 1);
    expect(whole.at(-1)?.cursor).not.toHaveProperty("created");
    expect(said(await poll(cursorOf(whole), { at: 990, pages: [[created("1", 10, 960)]] }))).toEqual([
      "changed 1",
    ]);
  });

  test("a cursor has bounds: of very many that were created in one poll it remembers the last thousands", async () => {
    const rows = Array.from({ length: 12_000 }, (_, n) => created(`r${String(n)}`, n));
    const batches = await poll(BEGUN, { at: 20_000, pages: [rows] }, 200);
    const cursor = storedBehind(batches, batches.length - 1);
    expect(JSON.stringify(cursor).length).toBeLessThan(150_000);
    const since = [created("r11700", 11_700, 20_010), created("r1", 1, 20_020)];
    expect(said(await poll(cursor, { at: 20_100, pages: [since] }))).toEqual([
      "changed r11700",
      // Better said twice than a cursor without bounds.
      "created r1",
    ]);
  });

  test("a place of before this was kept still counts", () => {
    const { created: _none, ...before } = BEGUN;
    expect(readCursor(before)).toEqual(before);
    expect(() => readCursor({ ...BEGUN, created: [1] })).toThrow("The cursor");
  });
});
