import { describe, expect, test } from "vitest";
import type { Change } from "../../src/changes/change";
import { expectCode } from "../unit/support/expect-zoho-error";
import { pollToEnd, WATCHED, watch, type WatchedKind } from "./support/product-changes";

const EACH = WATCHED.map((kind) => [kind.product, kind] as const);

function shown(changes: readonly Change[], { field }: WatchedKind): readonly (readonly unknown[])[] {
  return changes.map(({ kind, id, record }) => [kind, id, record[field]]);
}

describe.each(EACH)("changes of %s", (_product, kind) => {
  test("from now on come once each, oldest first; an idle poll is one call", async () => {
    const { source, poll, create, change, pass } = await watch(kind);
    const begun = await source.begin({ from: "now" });
    await pass(5);
    const first = await create("First");
    await pass(5);
    const second = await create("Second");
    await pass(5);
    await change(first, "First again");
    await pass(5);
    const one = await poll(begun);
    expect(shown(one.changes, kind)).toEqual([
      ["created", second, "Second"],
      ["created", first, "First again"],
    ]);
    expect(one.changes.map(({ at }) => at)).toEqual(["2026-03-10T12:00:10.000Z", "2026-03-10T12:00:15.000Z"]);
    await pass(5);
    const two = await poll(one.cursor);
    expect([two.changes, two.sent.length]).toEqual([[], 1]);
    await change(second, "Second again");
    await pass(300);
    const three = await poll(two.cursor);
    expect(shown(three.changes, kind)).toEqual([["changed", second, "Second again"]]);
    await pass(300);
    const four = await poll(three.cursor);
    expect([four.changes, four.sent.length]).toEqual([[], 1]);
    expect(source.costOfPoll).toEqual({ calls: 1, credits: 1 });
  });

  test("everything is every record once, oldest change first, in as few calls as they fit in", async () => {
    const count = kind.pageSize * 3 + 7;
    const { source, poll, change, pass } = await watch(kind, { records: count });
    const begun = await source.begin({ from: "everything" });
    const one = await poll(begun);
    expect(one.changes).toHaveLength(count);
    expect(new Set(one.changes.map(({ id }) => id)).size).toBe(count);
    expect(new Set(one.changes.map((item) => item.kind))).toEqual(new Set(["created"]));
    const times = one.changes.map(({ at }) => at);
    expect(times).toEqual([...times].sort());
    expect(one.sent.length).toBeLessThanOrEqual(4);
    await pass(60);
    const id = one.changes[7]?.id ?? "";
    await change(id, "Late");
    await pass(60);
    expect(shown((await poll(one.cursor)).changes, kind)).toEqual([["changed", id, "Late"]]);
  });

  test("records of one second, before and after a poll, all come", async () => {
    const { source, poll, create, pass } = await watch(kind);
    const begun = await source.begin({ from: "now" });
    await pass(5);
    const before = [await create("A"), await create("B")];
    const one = await poll(begun);
    const after = [await create("C"), await create("D")];
    const two = await poll(one.cursor);
    expect(one.changes.map(({ id }) => id)).toEqual(before);
    expect(new Set(two.changes.map(({ id }) => id))).toEqual(new Set(after));
  });

  test("one that was changed again within the second in which it was read comes again", async () => {
    const { source, poll, create, change, pass } = await watch(kind);
    const begun = await source.begin({ from: "now" });
    await pass(5);
    const id = await create("A");
    const one = await poll(begun);
    await change(id, "B");
    const two = await poll(one.cursor);
    expect(shown(two.changes, kind)).toEqual([["changed", id, "B"]]);
  });

  test("from a date on comes what was changed since", async () => {
    const { source, poll, create, pass } = await watch(kind);
    await pass(60);
    await create("Before");
    await pass(60);
    const id = await create("Since");
    await pass(60);
    const begun = await source.begin({ from: "date", date: new Date("2026-03-10T12:01:30Z") });
    expect(shown((await poll(begun)).changes, kind)).toEqual([["created", id, "Since"]]);
  });

  test("a poll that is broken off goes on behind the last batch that was taken", async () => {
    const { world, source, poll } = await watch(kind, { records: kind.pageSize + 250 });
    const begun = await source.begin({ from: "everything" });
    const taken = new Set<string>();
    let cursor = begun;
    for await (const batch of source.poll(begun)) {
      for (const { id } of batch.changes) taken.add(id);
      ({ cursor } = batch);
      break;
    }
    expect(taken.size).toBe(Math.min(kind.pageSize, 200));
    const rest = await pollToEnd(world, source, cursor);
    for (const { id } of rest.changes) taken.add(id);
    expect(taken.size).toBe(kind.pageSize + 250);
    expect((await poll(rest.cursor)).changes).toEqual([]);
  });

  test("only the fields asked for come, with ID and times", async () => {
    const { sourceOf, world, create, pass } = await watch(kind);
    const source = sourceOf({ fields: [kind.field] });
    const begun = await source.begin({ from: "now" });
    await pass(5);
    await create("Narrow");
    const { changes } = await pollToEnd(world, source, begun);
    expect(Object.keys(changes[0]?.record ?? {})).toContain(kind.field);
    expect(Object.keys(changes[0]?.record ?? {}).length).toBeLessThanOrEqual(4);
  });

  test("what was deleted is not told by this product, and disturbs nothing", async () => {
    const { source, poll, create, change, remove, pass } = await watch(kind);
    const begun = await source.begin({ from: "now" });
    expect(begun.deletedFrom).toBeNull();
    if (kind.remove === undefined) return;
    await pass(5);
    const [one, two] = [await create("A"), await create("B")];
    const first = await poll(begun);
    await pass(5);
    await remove(one);
    await change(two, "C");
    expect(shown((await poll(first.cursor)).changes, kind)).toEqual([["changed", two, "C"]]);
  });

  test("a module that can't be watched is refused before anything is asked", async () => {
    const { sourceOf, world } = await watch(kind);
    const before = world.sent.length;
    await expectCode(async () => {
      await sourceOf({ module: "../nothing" }).begin({ from: "now" });
    }, "invalid_input");
    expect(world.sent.length).toBe(before);
  });
});
