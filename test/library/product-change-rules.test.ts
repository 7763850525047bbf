import { describe, expect, test } from "vitest";
import { control } from "../emulator/support/running";
import { expectCode } from "../unit/support/expect-zoho-error";
import { setZoho } from "./support/library-world";
import { pollToEnd, WATCHED, watch, type WatchedKind } from "./support/product-changes";

function kindOf(product: WatchedKind["product"]): WatchedKind {
  const kind = WATCHED.find((one) => one.product === product);
  if (kind === undefined) throw new Error(product);
  return kind;
}

const [BOOKS, DESK, CREATOR] = [kindOf("books"), kindOf("desk"), kindOf("creator")];

function numbered(count: number, start = 0): readonly string[] {
  return Array.from({ length: count }, (_, index) => `N${String(start + index)}`);
}

describe("Books", () => {
  test.each(["exact", "since", "ignored"] as const)(
    "whatever last_modified_time means (%s), it is not asked for",
    async (booksModifiedFilter) => {
      const { source, poll, create, pass } = await watch(BOOKS, { settings: { booksModifiedFilter } });
      const begun = await source.begin({ from: "now" });
      await pass(5);
      const id = await create("One");
      const { changes, sent } = await poll(begun);
      expect(changes.map((change) => change.id)).toEqual([id]);
      const query = sent[0]?.url.searchParams;
      expect(query?.get("sort_column")).toBe("last_modified_time");
      expect([query?.get("sort_order"), query?.has("last_modified_time")]).toEqual(["D", false]);
    },
  );

  test("more changes than a page: read on down to what was known, given oldest first", async () => {
    const { source, poll, create, pass } = await watch(BOOKS, { records: 300 });
    const begun = await source.begin({ from: "now" });
    await pass(5);
    const ids: string[] = [];
    for (const name of numbered(205)) {
      ids.push(await create(name));
      await pass(1);
    }
    const { changes, sent } = await poll(begun);
    expect(changes.map(({ id }) => id)).toEqual(ids);
    expect(sent).toHaveLength(2);
  });

  test("a record that leaves the list between two pages hides no other", async () => {
    let calls = 0;
    let remove: (() => Promise<void>) | undefined;
    const { source, poll, world, ...books } = await watch(BOOKS, {
      records: 300,
      before: async ({ method, url }) => {
        if (method !== "GET" || !url.pathname.endsWith("/contacts")) return;
        calls += 1;
        if (calls === 2) await remove?.();
      },
    });
    const begun = await source.begin({ from: "now" });
    await books.pass(5);
    const ids: string[] = [];
    for (const name of numbered(205)) {
      ids.push(await books.create(name));
      await books.pass(1);
    }
    calls = 0;
    // The newest ones: on the first page, which has been read by then.
    remove = async () => {
      remove = undefined;
      for (const id of ids.slice(-3)) await books.remove(id);
    };
    const { changes } = await poll(begun);
    const given = new Set(changes.map(({ id }) => id));
    expect(ids.slice(0, -3).filter((id) => !given.has(id))).toEqual([]);
    expect(world.sent.length).toBeGreaterThan(0);
  });

  test("a filter is parameters of the list, and can't take the node's own", async () => {
    const { sourceOf, world, create, pass } = await watch(BOOKS);
    const source = sourceOf({ filter: "contact_name=Wanted" });
    const begun = await source.begin({ from: "now" });
    await pass(5);
    await create("Other");
    const id = await create("Wanted");
    expect((await pollToEnd(world, source, begun)).changes.map((change) => change.id)).toEqual([id]);
    for (const filter of ["page=3", "sort_order=A", "last_modified_time=x", "nothing", "status="]) {
      await expectCode(() => sourceOf({ filter }), "invalid_input");
    }
  });

  test("a list that does not come in the order asked for is an error, not silence", async () => {
    const { source, world, create, change, pass } = await watch(BOOKS);
    const begun = await source.begin({ from: "now" });
    await pass(5);
    const id = await create("One");
    await pass(5);
    await create("Two");
    await pass(5);
    await change(id, "Three");
    const original = world.zoho.caller.call.bind(world.zoho.caller);
    world.zoho.caller.call = (call) => {
      call.query?.delete("sort_column");
      return original(call);
    };
    await expectCode(pollToEnd(world, source, begun), "internal");
  });
});

describe("Desk", () => {
  test("more changes than a search reaches: each page begins at the time of the last record", async () => {
    const { source, poll, change, pass } = await watch(DESK, {
      records: 450,
      settings: { deskSearchReach: 999 },
    });
    const begun = await source.begin({ from: "everything" });
    const one = await poll(begun);
    expect(new Set(one.changes.map(({ id }) => id)).size).toBe(450);
    expect(one.sent).toHaveLength(5);
    for (const { url } of one.sent) expect(url.searchParams.get("from")).toBe("0");
    await pass(5);
    const id = one.changes[3]?.id ?? "";
    await change(id, "Again");
    expect((await poll(one.cursor)).changes.map((item) => item.id)).toEqual([id]);
  });

  test("more than a page of one moment is counted through", async () => {
    const { source, poll, create, pass } = await watch(DESK);
    const begun = await source.begin({ from: "now" });
    await pass(5);
    const ids: string[] = [];
    for (const name of numbered(230)) ids.push(await create(name));
    const { changes, sent } = await poll(begun);
    expect(new Set(changes.map(({ id }) => id))).toEqual(new Set(ids));
    expect(sent.map(({ url }) => url.searchParams.get("from"))).toEqual(["0", "0", "100", "200"]);
  });

  test("a record that is changed between two pages, and moves to the end, hides no other", async () => {
    let calls = 0;
    let meanwhile = (): Promise<void> => Promise.resolve();
    const desk = await watch(DESK, {
      records: 320,
      before: async ({ url }) => {
        if (!url.pathname.endsWith("/search")) return;
        calls += 1;
        if (calls === 2) await meanwhile();
      },
    });
    const begun = await desk.source.begin({ from: "everything" });
    const first = await desk.poll(begun);
    calls = 0;
    meanwhile = async () => {
      await desk.pass(1);
      for (const { id } of first.changes.slice(0, 20)) await desk.change(id, "Moved");
    };
    const again = await desk.poll(begun);
    const ids = again.changes.map(({ id }) => id);
    expect(new Set(ids).size).toBe(320);
    const moved = again.changes.filter(({ record }) => record["lastName"] === "Moved");
    expect(moved).toHaveLength(20);
    expect(moved.map(({ kind }) => kind)).toEqual(Array.from({ length: 20 }, () => "changed"));
  });

  test("what comes late into the index is found within two minutes", async () => {
    const { source, poll, create, pass } = await watch(DESK, { settings: { deskSearchLag: 90 } });
    const begun = await source.begin({ from: "now" });
    await pass(5);
    const id = await create("Late");
    await pass(60);
    const early = await poll(begun);
    expect(early.changes).toEqual([]);
    await pass(60);
    expect((await poll(early.cursor)).changes.map((change) => change.id)).toEqual([id]);
  });

  test("a filter is parameters of the search", async () => {
    const { sourceOf, world, create, pass } = await watch(DESK);
    const source = sourceOf({ filter: "lastName=Wan*" });
    const begun = await source.begin({ from: "now" });
    await pass(5);
    await create("Other");
    const id = await create("Wanted");
    expect((await pollToEnd(world, source, begun)).changes.map((change) => change.id)).toEqual([id]);
    await expectCode(() => sourceOf({ filter: "sortBy=createdTime" }), "invalid_input");
  });
});

describe("Creator", () => {
  test.each(["MM/dd/yyyy HH:mm:ss", "dd/MM/yyyy hh:mm:ss a", "yyyy-MM-dd HH:mm:ss"] as const)(
    "an application that writes times as %s",
    async (form) => {
      const { source, poll, create, pass } = await watch(CREATOR, {
        settings: { creatorDateTimeFormat: form },
        query: { application: { timeZone: "America/Phoenix", dateTimeFormat: form } },
      });
      const begun = await source.begin({ from: "now" });
      await pass(5);
      const id = await create("One");
      const { changes } = await poll(begun);
      expect(changes.map((change) => [change.id, change.at])).toEqual([[id, "2026-03-10T12:00:05.000Z"]]);
    },
  );

  test("times in another form are an error that names the form", async () => {
    const { source, poll } = await watch(CREATOR, {
      settings: { creatorDateTimeFormat: "yyyy-MM-dd HH:mm:ss" },
    });
    const begun = await source.begin({ from: "everything" });
    const error = await expectCode(poll(begun), "invalid_input");
    expect(error.message).toContain("dd-MMM-yyyy HH:mm:ss");
  });

  test("a report that does not show its times is an error that says what to do, already when it begins", async () => {
    const { source, world } = await watch(CREATOR);
    await setZoho(world, { creatorSystemTimes: "hidden" });
    const error = await expectCode(source.begin({ from: "now" }), "invalid_input");
    expect(error.message).toContain("let the report show Modified_Time and Added_Time");
  });

  test("without the application's time zone nothing is asked", async () => {
    const { sourceOf } = await watch(CREATOR);
    await expectCode(() => sourceOf({ application: { timeZone: "" } }), "invalid_input");
    await expectCode(() => sourceOf({ application: { timeZone: "Mars/Olympus" } }), "invalid_input");
  });

  test("a filter is criteria, joined with those for the time whatever it holds", async () => {
    const { sourceOf, world, create, pass } = await watch(CREATOR);
    const source = sourceOf({ filter: 'Sensor == "A" || Sensor == "B"' });
    const begun = await source.begin({ from: "now" });
    await pass(5);
    const wanted = [await create("A"), await create("B")];
    await create("C");
    expect((await pollToEnd(world, source, begun)).changes.map(({ id }) => id)).toEqual(wanted);
  });

  test("an empty report is no failure", async () => {
    const { source, poll } = await watch(CREATOR, { records: 0 });
    expect((await poll(await source.begin({ from: "now" }))).changes).toEqual([]);
    expect((await poll(await source.begin({ from: "everything" }))).changes).toEqual([]);
  });
});

test.each(WATCHED.map((kind) => [kind.product, kind] as const))(
  "%s: refusals for a limit and passing failures on the way cost no change",
  async (_product, kind) => {
    const { world, source, poll, create, pass } = await watch(kind, { records: kind.pageSize + 20 });
    const begun = await source.begin({ from: "now" });
    await pass(5);
    const id = await create("One");
    const fault = { fault: "html", status: 503, match: { method: "GET" }, times: 1 };
    expect((await control(world.emulator, "POST", "faults", fault)).status).toBe(200);
    const { changes, sent } = await poll(begun);
    expect(changes.map((change) => change.id)).toEqual([id]);
    expect(sent).toHaveLength(2);
  },
);
