/** What every store promises to what is above it: the one on disk, and the one that tests use in its place. */
import { afterEach, describe, expect, it } from "vitest";
import type { OutboxStore } from "../../src/outbox/store";
import { MemoryStore } from "../unit/support/memory-store";
import { allOf, entry, openTestStore, textsOf } from "./support/open-test-store";

const STORES: Readonly<Record<string, () => Promise<OutboxStore>>> = {
  "on disk": () => openTestStore(),
  "in memory": () => Promise.resolve(new MemoryStore()),
};

describe.each(Object.entries(STORES))("a store %s", (_name, open) => {
  let store: OutboxStore | undefined;

  async function opened(): Promise<OutboxStore> {
    store = await open();
    return store;
  }

  afterEach(async () => {
    await store?.close();
  });

  it("gives back what was appended, in order, with ascending numbers", async () => {
    const outbox = await opened();
    const first = await outbox.append("q", [entry("a", { records: 2 }), entry("b")]);
    const second = await outbox.append("q", [entry("c", { acceptedAt: 5 })]);
    const [a, b, c] = [...first, ...second];
    expect([a, b, c].every((seq) => Number.isSafeInteger(seq))).toBe(true);
    expect(await allOf(outbox, "q")).toEqual([
      { seq: a, text: "a", records: 2, acceptedAt: 1_700_000_000_000, marked: false },
      { seq: b, text: "b", records: 1, acceptedAt: 1_700_000_000_000, marked: false },
      { seq: c, text: "c", records: 1, acceptedAt: 5, marked: false },
    ]);
    expect(Number(b)).toBeGreaterThan(Number(a));
    expect(Number(c)).toBeGreaterThan(Number(b));
  });

  it("keeps the order in which appends were begun, whichever is awaited first", async () => {
    const outbox = await opened();
    const texts = Array.from({ length: 500 }, (_none, index) => String(index));
    const numbers = await Promise.all(texts.map((text) => outbox.append("q", [entry(text)])));
    expect(await textsOf(outbox, "q")).toEqual(texts);
    expect(numbers.flat()).toEqual(numbers.flat().toSorted((a, b) => a - b));
  });

  it("reads from a number on, as many as asked for", async () => {
    const outbox = await opened();
    const seqs = await outbox.append(
      "q",
      ["a", "b", "c", "d"].map((text) => entry(text)),
    );
    const page = await outbox.read("q", seqs[1] ?? 0, 2);
    expect(page.map(({ text }) => text)).toEqual(["b", "c"]);
    expect(await outbox.read("q", (seqs[3] ?? 0) + 1, 2)).toEqual([]);
    expect(await outbox.read("none", 0, 2)).toEqual([]);
  });

  it("tells what was marked", async () => {
    const outbox = await opened();
    const seqs = await outbox.append("q", [entry("a"), entry("b"), entry("c")]);
    await outbox.mark("q", [seqs[1] ?? 0, 999]);
    expect((await allOf(outbox, "q")).map(({ marked }) => marked)).toEqual([false, true, false]);
  });

  it("forgets what was removed, in whatever order, and never gives its number again", async () => {
    const outbox = await opened();
    const seqs = await outbox.append("q", [entry("a"), entry("b"), entry("c")]);
    await outbox.remove("q", [seqs[1] ?? 0]);
    await outbox.remove("q", [seqs[1] ?? 0, 999]);
    expect(await textsOf(outbox, "q")).toEqual(["a", "c"]);
    await outbox.remove("q", seqs);
    expect(await allOf(outbox, "q")).toEqual([]);
    const [next] = await outbox.append("q", [entry("d")]);
    expect(Number(next)).toBeGreaterThan(Number(seqs[2]));
  });

  it("knows the depth of each queue without being asked to look", async () => {
    const outbox = await opened();
    expect(outbox.depth("q")).toEqual({ entries: 0, records: 0, bytes: 0 });
    const [first] = await outbox.append("q", [entry("é", { records: 3, acceptedAt: 7 })]);
    await outbox.append("q", [entry("abc", { records: 2, acceptedAt: 9 })]);
    await outbox.append("other", [entry("x")]);
    expect(outbox.depth("q")).toEqual({ entries: 2, records: 5, bytes: 5, oldestAt: 7 });
    await outbox.remove("q", [first ?? 0]);
    expect(outbox.depth("q")).toEqual({ entries: 1, records: 2, bytes: 3, oldestAt: 9 });
  });

  it("keeps a note with each queue", async () => {
    const outbox = await opened();
    expect(await outbox.note("q")).toBeUndefined();
    await outbox.setNote("q", "paused");
    await outbox.setNote("q", "running");
    expect([await outbox.note("q"), await outbox.note("other")]).toEqual(["running", undefined]);
  });

  it("lists the queues that hold something, whatever their names are", async () => {
    const outbox = await opened();
    const names = ["a", "a0", "a/b", "ä", "", "a b%2F"];
    for (const name of names) await outbox.append(name, [entry(name)]);
    await outbox.setNote("noted", "x");
    for (const name of names) expect(await textsOf(outbox, name)).toEqual([name]);
    expect(outbox.queues().toSorted()).toEqual([...names, "noted"].toSorted());
    for (const name of names)
      await outbox.remove(
        name,
        (await allOf(outbox, name)).map(({ seq }) => seq),
      );
    expect(outbox.queues()).toEqual(["noted"]);
  });

  it("keeps texts of any kind and length", async () => {
    const outbox = await opened();
    const texts = ["", "\u0000\n", "日本語 😀", "x".repeat(3_000_000)];
    await outbox.append(
      "q",
      texts.map((text) => entry(text)),
    );
    expect(await textsOf(outbox, "q")).toEqual(texts);
  });
});
