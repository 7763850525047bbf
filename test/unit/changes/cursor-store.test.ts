import { readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { CursorStore } from "../../../src/changes/cursor-store";
import type { KeptPlace } from "../../../src/changes/kept-place";
import { testDirectory } from "../../support/test-directory";
import { faultyFs } from "../../vault/support/faulty-fs";
import { type Disk, JournalFs } from "../../vault/support/journal-fs";
import { expectCode } from "../support/expect-zoho-error";

const DIRECTORY = "/zoho/changes";
const FILE = `${DIRECTORY}/node1.json`;
const OLD: KeptPlace = { fingerprint: "leads", cursor: { version: 1, at: "2026-01-01T00:00:00Z" } };
const NEW: KeptPlace = {
  ...OLD,
  cursor: { version: 1, at: "2026-01-02T00:00:00Z" },
  again: "batch",
  paused: true,
};

function storeOn(fs: JournalFs): CursorStore {
  return new CursorStore({ directory: DIRECTORY, fs });
}

async function diskWith(place: KeptPlace): Promise<Disk> {
  const fs = new JournalFs();
  await storeOn(fs).write("node1", place);
  return fs.disk();
}

describe("where a node stands in its changes", () => {
  test("is kept for each node by itself, and a node that never had a place has none", async () => {
    const store = storeOn(new JournalFs());
    await store.write("node1", OLD);
    await store.write("node2", NEW);
    expect(await store.read("node1")).toEqual(OLD);
    expect(await store.read("node2")).toEqual(NEW);
    expect(await store.read("node3")).toBeUndefined();
  });

  test.each(["Node1", "a/../../b", "ä node", "", "x".repeat(300), "tab-1.node"])(
    "has a file of its own also for the ID '%s'",
    async (id) => {
      const fs = new JournalFs();
      const store = storeOn(fs);
      await store.write("node1", OLD);
      await store.write(id, NEW);
      expect([await store.read("node1"), await store.read(id)]).toEqual([OLD, NEW]);
      const files = [...fs.disk()].flatMap(([path, node]) => (node === "folder" ? [] : [path]));
      expect(files.filter((path) => !/^\/zoho\/changes\/[~a-z0-9_-]{1,64}\.json$/.test(path))).toEqual([]);
    },
  );

  test("is private on a real disk", async () => {
    const directory = join(await testDirectory("places"), "changes");
    await new CursorStore({ directory }).write("node1", OLD);
    expect(await readdir(directory)).toEqual(["node1.json"]);
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    expect((await stat(join(directory, "node1.json"))).mode & 0o777).toBe(0o600);
  });

  test("is the old or the new one after a power cut at any moment, and the new one once that was said", async () => {
    const fs = new JournalFs(await diskWith(OLD));
    await storeOn(fs).write("node1", NEW);
    fs.mark("kept");
    let cuts = 0;
    for (const { disk, marks, story } of fs.powerCuts()) {
      cuts++;
      const found = await storeOn(new JournalFs(disk)).read("node1");
      expect(marks.includes("kept") ? [NEW] : [OLD, NEW], story).toContainEqual(found);
    }
    expect(cuts).toBeGreaterThan(5);
  });

  test("is missing or there after a power cut while the first is kept", async () => {
    const fs = new JournalFs();
    await storeOn(fs).write("node1", NEW);
    fs.mark("kept");
    for (const { disk, marks, story } of fs.powerCuts()) {
      const found = await storeOn(new JournalFs(disk)).read("node1");
      expect(marks.includes("kept") ? [NEW] : [undefined, NEW], story).toContainEqual(found);
    }
  });

  test("leaves nothing half written behind for long", async () => {
    const directory = await testDirectory("places");
    await writeFile(join(directory, ".node1.json.0123456789abcdef.tmp"), "half");
    await new CursorStore({ directory }).tidy(Date.now() + 7_200_000);
    expect(await readdir(directory)).toEqual([]);
    await new CursorStore({ directory: join(directory, "nowhere") }).tidy(Date.now());
  });
});

describe("a damaged place", () => {
  const bytesOf = async (): Promise<Buffer> => (await diskWith(OLD)).get(FILE) as Buffer;
  const DAMAGES: readonly (readonly [string, (whole: Buffer) => Buffer])[] = [
    ["that is empty", () => Buffer.alloc(0)],
    ["that was cut off", (whole) => whole.subarray(0, whole.length >> 1)],
    ["of zeros", (whole) => Buffer.alloc(whole.length)],
    ["with another date in it", (whole) => Buffer.from(whole.toString().replace("2026-01-01", "2026-01-09"))],
    ["of another kind", () => Buffer.from('{"format":1,"place":{"fingerprint":1}}')],
    ["without a form", () => Buffer.from("[]")],
  ];

  test.each(DAMAGES)(
    "%s is set aside and told, also after a restart, until another one is kept",
    async (_what, damage) => {
      const disk = new Map(await diskWith(OLD));
      const bad = damage(await bytesOf());
      disk.set(FILE, bad);
      const fs = new JournalFs(disk);
      const details = { file: `${FILE}.damaged-1` };
      expect(await expectCode(storeOn(fs).read("node1"), "changes_place_damaged")).toMatchObject({
        cause: { details },
      });
      expect(await expectCode(storeOn(fs).read("node1"), "changes_place_damaged")).toMatchObject({
        cause: { details },
      });
      expect(fs.disk().get(`${FILE}.damaged-1`)).toEqual(bad);
      await storeOn(fs).write("node1", NEW);
      expect(await storeOn(fs).read("node1")).toEqual(NEW);
      expect(await storeOn(fs).read("node10")).toBeUndefined();
    },
  );

  test("keeps each file that was ever set aside, and names the newest", async () => {
    const fs = new JournalFs(await diskWith(OLD));
    for (let time = 1; time <= 11; time++) {
      fs.replace(new Map(fs.disk()).set(FILE, Buffer.from("{")));
      await expectCode(storeOn(fs).read("node1"), "changes_place_damaged");
    }
    const error = await expectCode(storeOn(fs).read("node1"), "changes_place_damaged");
    expect(error.cause.details?.["file"]).toBe(`${FILE}.damaged-11`);
  });

  test("of a newer version is left as it is", async () => {
    const newer = Buffer.from('{"format":2,"places":[]}');
    const fs = new JournalFs(new Map(await diskWith(OLD)).set(FILE, newer));
    await expectCode(storeOn(fs).read("node1"), "changes_place_unreadable");
    expect(fs.disk().get(FILE)).toEqual(newer);
  });
});

describe("a disk that refuses", () => {
  test.each(["EACCES", "EIO", "EMFILE"])("to read (%s) is told, and the file left as it is", async (code) => {
    const disk = new JournalFs(await diskWith(OLD));
    const fs = faultyFs(disk, (step) => (step === "read" ? code : undefined));
    const error = await expectCode(
      new CursorStore({ directory: DIRECTORY, fs }).read("node1"),
      "changes_place_unreadable",
    );
    expect(error.message).toContain(code);
    expect(await storeOn(disk).read("node1")).toEqual(OLD);
  });

  test.each([
    ["create", "EROFS"],
    ["write", "ENOSPC"],
    ["sync", "EIO"],
    ["rename", "EACCES"],
  ])("to %s (%s) is told, and what was kept is still there", async (step, code) => {
    const disk = new JournalFs(await diskWith(OLD));
    const fs = faultyFs(disk, (asked) => (asked === step ? code : undefined));
    const error = await expectCode(
      new CursorStore({ directory: DIRECTORY, fs }).write("node1", NEW),
      "changes_place_unwritable",
    );
    expect(error.message).toContain(code);
    expect(await storeOn(disk).read("node1")).toEqual(OLD);
  });
});
