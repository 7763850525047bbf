import { describe, expect, test } from "vitest";
import type { ChangeBatch } from "../../../src/changes/change";
import { firstCursor, readCursor } from "../../../src/changes/cursor";
import { pollChanges } from "../../../src/changes/poll-changes";
import { ZohoError } from "../../../src/errors/zoho-error";
import { cursorOf, gone, NOON, OVERLAP_MS, poll, reader, row, said } from "./support/told-polls";

const BEGUN = firstCursor(NOON, undefined);

describe("a poll", () => {
  test("gives what is new since the cursor, with Zoho's time in UTC, and ends with an empty batch where nothing is", async () => {
    const one = await poll(BEGUN, {
      at: 60,
      pages: [[row("1", 10), row("2", 20, { createdAt: NOON + 20_000 })]],
    });
    expect(one.at(-1)).toMatchObject({
      more: "no",
      changes: [
        { kind: "changed", id: "1", at: "2026-03-10T12:00:10.000Z", record: { look: "a" } },
        { kind: "created", id: "2", at: "2026-03-10T12:00:20.000Z" },
      ],
    });
    expect(await poll(cursorOf(one), { at: 120 })).toMatchObject([{ changes: [], more: "no" }]);
  });

  test("looks back by the overlap from when Zoho was asked, and never behind where it began", async () => {
    const asked: (number | undefined)[] = [];
    let cursor = BEGUN;
    for (const at of [60, 600, 590]) {
      const rules = { reader: reader({ at }, asked), overlapMs: OVERLAP_MS, batchSize: 200 };
      for await (const batch of pollChanges(rules, cursor)) ({ cursor } = batch);
    }
    expect(asked).toEqual([NOON, NOON, NOON + 480_000]);
    expect(cursor.from).toBe("2026-03-10T12:08:00.000Z");
  });

  test("gives what had come no second time, though it is read again", async () => {
    const pages = [[row("1", 10), row("2", 10)]];
    const one = await poll(BEGUN, { at: 60, pages });
    expect(said(await poll(cursorOf(one), { at: 61, pages }))).toEqual([]);
  });

  test("finds another record of a second that was read before", async () => {
    const one = await poll(BEGUN, { at: 60, pages: [[row("1", 10)]] });
    expect(said(await poll(cursorOf(one), { at: 61, pages: [[row("1", 10), row("2", 10)]] }))).toEqual([
      "changed 2",
    ]);
  });

  test("finds what Zoho lists late, behind newer changes", async () => {
    const one = await poll(BEGUN, { at: 200, pages: [[row("1", 190)]] });
    expect(said(await poll(cursorOf(one), { at: 260, pages: [[row("2", 85), row("1", 190)]] }))).toEqual([
      "changed 2",
    ]);
  });

  test("finds a record that was changed once more in the second in which it was read", async () => {
    const one = await poll(BEGUN, { at: 60, pages: [[row("1", 60)]] });
    const again = { at: 120, pages: [[row("1", 60, { look: "b" })]] };
    const two = await poll(cursorOf(one), again);
    expect(said(two)).toEqual(["changed 1"]);
    expect(said(await poll(cursorOf(two), again))).toEqual([]);
  });

  test("does not compare records whose second was over: values may differ without a change", async () => {
    const one = await poll(BEGUN, { at: 60, pages: [[row("1", 10)]] });
    expect(said(await poll(cursorOf(one), { at: 61, pages: [[row("1", 10, { look: "b" })]] }))).toEqual([]);
  });

  test("gives a record that changes while pages are read with its newer state behind the older one, never before", async () => {
    const pages = [[row("1", 10), row("2", 20)], [row("1", 50)], [row("1", 10)]];
    expect(said(await poll(BEGUN, { at: 40, pages }))).toEqual(["changed 1", "changed 2", "changed 1"]);
  });

  test("says created once: also of a record that is changed in the same poll and in the next", async () => {
    const createdAt = NOON + 10_000;
    const pages = [[row("1", 10, { createdAt })], [row("1", 50, { createdAt })]];
    const one = await poll(BEGUN, { at: 40, pages });
    expect(said(one)).toEqual(["created 1", "changed 1"]);
    const two = await poll(cursorOf(one), { at: 100, pages: [[row("1", 90, { createdAt })]] });
    expect(said(two)).toEqual(["changed 1"]);
  });

  test("says changed of a record that was created before the cursor, though only the poll before had given it", async () => {
    const createdAt = NOON + 10_000;
    const one = await poll(BEGUN, { at: 60, pages: [[row("1", 10, { createdAt })]] });
    // In the middle of this poll the memory of the first second is no more needed for reading.
    const pages = [[row("2", 400)], [row("3", 410)], [row("1", 420, { createdAt })]];
    expect(said(await poll(cursorOf(one), { at: 900, pages }))).toEqual([
      "changed 2",
      "changed 3",
      "changed 1",
    ]);
  });

  test("gives everything as created where it began without a date", async () => {
    expect(
      said(await poll(firstCursor(undefined, undefined), { at: 0, pages: [[row("1", -9_000)]] })),
    ).toEqual(["created 1"]);
  });

  test("where Zoho tells no time goes by that of the last change", async () => {
    const one = await poll(BEGUN, { pages: [[row("1", 10), row("2", 700)]] });
    expect(cursorOf(one)).toMatchObject({
      from: "2026-03-10T12:09:40.000Z",
      taken: [["2", NOON + 700_000, expect.any(String)]],
    });
  });

  test("keeps a bounded memory: what lies before the overlap is forgotten", async () => {
    const one = await poll(BEGUN, { at: 60, pages: [[row("1", 10)]] });
    expect(cursorOf(one).taken).toHaveLength(1);
    expect(cursorOf(await poll(cursorOf(one), { at: 600, pages: [[row("1", 10)]] })).taken).toEqual([]);
  });
});

describe("batches", () => {
  const ROWS = [row("1", 10), row("2", 20), row("3", 20), row("4", 30), row("5", 40)];

  test("hold so many changes at most, and more comes until the last", async () => {
    const batches = await poll(BEGUN, { at: 900, pages: [ROWS] }, 2);
    expect(batches.map(({ changes, more }) => [changes.length, more])).toEqual([
      [2, "yes"],
      [2, "yes"],
      [1, "no"],
    ]);
  });

  test.each([0, 1, 2, 3, 4, 5])(
    "come again, and nothing is lost, after a crash behind %i of them",
    async (count) => {
      const told = {
        at: 55,
        pages: [ROWS.slice(0, 3), ROWS.slice(3)],
        deleted: [gone("8", 15), gone("9", 25)],
      };
      const begun = firstCursor(NOON, NOON);
      const all = await poll(begun, told, 1);
      const stored = all.slice(0, count);
      const again = await poll(stored.at(-1)?.cursor ?? begun, told, 1);
      expect([...said(stored), ...said(again)]).toEqual(said(all));
      expect(said(all)).toHaveLength(7);
    },
  );

  test("of what is older than the overlap keep no more in the cursor than the last second", async () => {
    const [, second] = await poll(BEGUN, { at: 900, pages: [ROWS] }, 2);
    expect(second?.cursor).toMatchObject({ from: "2026-03-10T12:00:30.000Z", taken: [["4", NOON + 30_000]] });
  });

  test("that came before an error stay given, and the error passes as it is", async () => {
    const fails = new ZohoError("network");
    const rules = {
      reader: reader({ at: 900, pages: [ROWS], fails }),
      overlapMs: OVERLAP_MS,
      batchSize: 200,
    };
    const given: ChangeBatch[] = [];
    const end = (async () => {
      for await (const batch of pollChanges(rules, BEGUN)) given.push(batch);
    })();
    await expect(end).rejects.toBe(fails);
    expect(said(given)).toHaveLength(5);
    expect(given.at(-1)?.cursor.from).toBe("2026-03-10T12:00:40.000Z");
  });
});

describe("deleted records", () => {
  const BOTH = firstCursor(NOON, NOON);

  test("come among the others in the order of time, each once", async () => {
    const told = { at: 60, pages: [[row("1", 10), row("2", 30)]], deleted: [gone("4", 40), gone("3", 20)] };
    const one = await poll(BOTH, told);
    expect(said(one)).toEqual(["changed 1", "deleted 3", "changed 2", "deleted 4"]);
    expect(said(await poll(cursorOf(one), told))).toEqual([]);
  });

  test("are not followed by an older state that a page still shows, in this poll or the next", async () => {
    const one = await poll(BOTH, { at: 60, pages: [[row("1", 10)]], deleted: [gone("1", 20)] });
    expect(said(one)).toEqual(["deleted 1"]);
    expect(said(await poll(cursorOf(one), { at: 61, pages: [[row("1", 10)]], deleted: [] }))).toEqual([]);
  });

  test("that were restored come again as changed", async () => {
    const createdAt = NOON + 5_000;
    const restored = { at: 60, pages: [[row("1", 30, { createdAt })]], deleted: [gone("1", 20)] };
    const one = await poll(BOTH, restored);
    expect(said(one)).toEqual(["deleted 1", "changed 1"]);
    expect(said(await poll(cursorOf(one), restored))).toEqual([]);
  });

  test("are not told of late where a newer state had come", async () => {
    const one = await poll(BOTH, { at: 60, pages: [[row("1", 30)]], deleted: [] });
    expect(said(await poll(cursorOf(one), { at: 61, deleted: [gone("1", 20)] }))).toEqual([]);
  });

  test("are read from the time on at which somebody wants them for the first time", async () => {
    const one = await poll(BEGUN, { at: 60, deleted: [gone("1", 20)] });
    expect(said(one)).toEqual([]);
    const two = await poll(cursorOf(one), { at: 90, deleted: [gone("1", 20), gone("2", 70)] });
    expect(said(two)).toEqual(["deleted 2"]);
  });
});

describe("a stored cursor", () => {
  test.each([
    [undefined],
    [{}],
    [{ ...BEGUN, version: 2 }],
    [{ ...BEGUN, from: "yesterday" }],
    [{ ...BEGUN, taken: [["1"]] }],
    [{ ...BEGUN, gone: [["1", "now"]] }],
  ])("that is none is refused: %j", (value) => {
    expect(() => readCursor(value)).toThrow("The cursor");
  });
});
