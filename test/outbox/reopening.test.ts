/** What a store on disk still knows when it is opened again. */
import { describe, expect, it } from "vitest";
import { testDirectory } from "../support/test-directory";
import { allOf, entry, openTestStore, textsOf } from "./support/open-test-store";

describe("a store that is opened again", () => {
  it("holds entries, marks, notes and depths as they were", async () => {
    const directory = await testDirectory("outbox");
    const before = await openTestStore({ directory });
    const seqs = await before.append(
      "q",
      ["a", "b", "c", "d"].map((text) => entry(text, { records: 2 })),
    );
    await before.mark("q", seqs.slice(1, 3));
    await before.remove("q", seqs.slice(0, 2));
    await before.setNote("q", "paused");
    const [entries, depth] = [await allOf(before, "q"), before.depth("q")];
    await before.close();

    const after = await openTestStore({ directory });
    expect(await allOf(after, "q")).toEqual(entries);
    expect(entries.map(({ text, marked }) => [text, marked])).toEqual([
      ["c", true],
      ["d", false],
    ]);
    expect(after.depth("q")).toEqual(depth);
    expect(await after.note("q")).toBe("paused");
    await after.close();
  });

  it("goes on counting where it was, although everything was removed", async () => {
    const directory = await testDirectory("outbox");
    const before = await openTestStore({ directory });
    const seqs = await before.append("q", [entry("a"), entry("b")]);
    await before.remove("q", seqs);
    await before.close();
    const after = await openTestStore({ directory });
    const [next] = await after.append("q", [entry("c")]);
    expect(Number(next)).toBeGreaterThan(Number(seqs[1]));
    expect(await textsOf(after, "q")).toEqual(["c"]);
    await after.close();
  });

  it("has written all that was under way when it was closed, and takes nothing more", async () => {
    const directory = await testDirectory("outbox");
    const before = await openTestStore({ directory, flushMs: 3_600_000 });
    await before.append("q", [entry("first")]);
    const last = before.append("q", [entry("last")]);
    // An append begins at the next turn.
    await Promise.resolve();
    await before.close();
    await last;
    await expect(before.append("q", [entry("late")])).rejects.toMatchObject({ code: "cancelled" });
    const after = await openTestStore({ directory });
    expect(await textsOf(after, "q")).toEqual(["first", "last"]);
    await after.close();
  });
});
