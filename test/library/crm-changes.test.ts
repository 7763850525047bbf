import { describe, expect, test } from "vitest";
import { changesWorld, writtenId } from "./support/changes-world";

function lead(name: string) {
  return { data: [{ Last_Name: name, Company: "Acme" }] };
}

describe("changes of a CRM module", () => {
  test("from now on come once each, oldest first, with what was asked for", async () => {
    const { source, poll, write, pass } = await changesWorld();
    const begun = await source.begin({ from: "now" });
    expect((await poll(begun)).changes).toEqual([]);
    await pass(5);
    const first = writtenId(await write("POST", "Leads", lead("First")));
    await pass(5);
    const second = writtenId(await write("POST", "Leads", lead("Second")));
    await pass(5);
    await write("PUT", `Leads/${first}`, { data: [{ City: "Basel" }] });
    await pass(5);
    const one = await poll(begun);
    expect(
      one.changes.map(({ kind, id, record }) => [kind, id, record["Last_Name"], record["City"]]),
    ).toEqual([
      ["created", second, "Second", null],
      ["created", first, "First", "Basel"],
    ]);
    expect(one.changes[0]?.at).toBe("2026-03-10T12:00:10.000Z");
    await pass(5);
    expect((await poll(one.cursor)).changes).toEqual([]);
    await write("DELETE", `Leads/${second}`);
    await write("PUT", `Leads/${first}`, { data: [{ City: "Bern" }] });
    await pass(5);
    const two = await poll(one.cursor);
    expect(two.changes.map(({ kind, id }) => [kind, id])).toEqual([
      ["changed", first],
      ["deleted", second],
    ]);
    await pass(300);
    expect(await poll(two.cursor)).toMatchObject({ changes: [], calls: 2 });
  });

  test("everything is every record there is, then its changes", async () => {
    const { source, poll, write, pass } = await changesWorld({}, { records: 450 });
    const one = await poll(await source.begin({ from: "everything" }));
    expect(one.changes).toHaveLength(450);
    expect(new Set(one.changes.map(({ kind }) => kind))).toEqual(new Set(["created"]));
    expect(one.batches.map(({ changes, more }) => [changes.length, more])).toEqual([
      [200, "yes"],
      // The next page begins in the second of the last record, which comes again and is known.
      [199, "yes"],
      [51, "no"],
    ]);
    await pass(60);
    await write("PUT", `Leads/${one.changes[7]?.id ?? ""}`, { data: [{ City: "Bern" }] });
    await pass(60);
    const two = await poll(one.cursor);
    expect(two.changes.map(({ kind, id }) => [kind, id])).toEqual([["changed", one.changes[7]?.id]]);
  });
});
