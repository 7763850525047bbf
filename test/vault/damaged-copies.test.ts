import { describe, expect, it } from "vitest";
import { type Disk, JournalFs } from "./support/journal-fs";
import { changed, explicit, fileOn, openOn, typed, withoutLeases } from "./support/open-test-vault";
import { faultyFs } from "./support/faulty-fs";
import { grant, refusal, start } from "./support/vault-fixtures";

const MAIN = "/vault/vault.json";
const BACKUP = "/vault/vault.backup.json";
const KEYS = [typed("one")];

async function withConnection(keys = KEYS): Promise<Disk> {
  const { vault, fs } = await openOn(new JournalFs(), keys);
  await vault.update("grant", "a", () => grant("a"));
  return fs.disk();
}

describe.each([
  [MAIN, BACKUP],
  [BACKUP, MAIN],
])("when %s is damaged", (damaged, good) => {
  it.each<readonly [string, (text: string) => string | undefined]>([
    ["missing", () => undefined],
    ["empty", () => ""],
    ["cut off", (text) => text.slice(0, 200)],
    ["not JSON", () => "\0".repeat(400)],
    ["something else", () => "[]"],
    ["without its wraps", (text) => JSON.stringify({ ...(JSON.parse(text) as object), wraps: [] })],
    ["stripped of its proof", (text) => text.replace(/"mac": ".*"/, '"mac": ""')],
    ["changed in a wrap", (text) => text.replace(/"sealed": "..../, '"sealed": "AAAA')],
    ["changed in a fingerprint", (text) => text.replace(/"fingerprint": "..../, '"fingerprint": "AAAA')],
  ])("(%s), it is written again from the other and a log line says so", async (_name, damage) => {
    const disk = await withConnection();
    const before = fileOn(disk, good);
    const { vault, fs, said } = await openOn(
      changed(disk, { [damaged]: damage(fileOn(disk, damaged).toString()) }),
      KEYS,
    );
    expect(await vault.read("grant", "a")).toEqual(grant("a"));
    expect(fileOn(fs.disk(), MAIN)).toEqual(fileOn(fs.disk(), BACKUP));
    expect(wraps(fs.disk())).toEqual((JSON.parse(before.toString()) as { wraps: unknown }).wraps);
    expect(said).toEqual([
      expect.stringMatching(
        new RegExp(`^warn: The file ${damaged.slice("/vault/".length)} .* has been written again`),
      ),
    ]);
  });
});

it.each([
  ["vault.backup.json", BACKUP],
  ["vault.json", MAIN],
])("when a crash left %s one change behind, it catches up without a warning", async (_name, behind) => {
  const before = await withConnection();
  const { fs } = await openOn(before, [typed("two")]);
  const after = fs.disk();
  const { fs: again, said } = await openOn(changed(after, { [behind]: fileOn(before, behind) }), [
    typed("two"),
  ]);
  expect(wraps(again.disk())).toEqual(wraps(after));
  expect(fileOn(again.disk(), BACKUP)).toEqual(fileOn(again.disk(), MAIN));
  expect(said.filter((sentence) => sentence.startsWith("warn"))).toEqual([]);
});

describe("when both copies are damaged", () => {
  it("a wrap that can still be made out opens the vault, and every key at hand gets a new one", async () => {
    const disk = await withConnection();
    // The key file's wrap is gone from one copy, the credential secret's from the other.
    const spoil = (path: string, source: string): string => {
      const file = JSON.parse(fileOn(disk, path).toString()) as {
        wraps: { source: string; sealed: string }[];
      };
      for (const wrap of file.wraps) if (wrap.source === source) wrap.sealed = `AAAA${wrap.sealed.slice(4)}`;
      return JSON.stringify(file);
    };
    const spoiled = changed(disk, {
      [MAIN]: spoil(MAIN, "keyFile"),
      [BACKUP]: spoil(BACKUP, "credentialSecret"),
    });
    for (const keys of [KEYS, []]) {
      const { vault, fs } = await openOn(spoiled, keys);
      expect(await vault.read("grant", "a")).toEqual(grant("a"));
      expect(await (await openOn(fs.disk(), [])).vault.read("grant", "a")).toEqual(grant("a"));
    }
  });

  it("a wrap that looks right but is broken in both is made anew", async () => {
    const disk = await withConnection();
    const text = fileOn(disk, MAIN).toString();
    const broken = text.replace(/("source": "keyFile"[^}]*"sealed": ")..../, "$1AAAA");
    expect(broken).not.toBe(text);
    const { fs } = await openOn(changed(disk, { [MAIN]: broken, [BACKUP]: broken }), KEYS);
    expect(await (await openOn(fs.disk(), [])).vault.read("grant", "a")).toEqual(grant("a"));
  });

  it("a consent on its way is reason enough to stay locked, and so is a folder that can't be looked into", async () => {
    const { vault, fs } = await openOn(await withConnection(), KEYS);
    await vault.update("start", "s", () => start("s"));
    await vault.update("grant", "a", () => undefined);
    const lost = changed(fs.disk(), { [MAIN]: undefined, [BACKUP]: undefined });
    expect((await refusal((await openOn(lost, KEYS)).vault.read("start", "s"))).code).toBe("vault_locked");

    const empty = new JournalFs(changed(lost, { "/vault/start/s.json": undefined }));
    const closed = faultyFs(empty, (step, path) =>
      step === "list" && path === "/vault/grant" ? "EACCES" : undefined,
    );
    const blind = await openOn(empty, KEYS, { fs: closed });
    expect((await refusal(blind.vault.update("grant", "a", () => grant("a")))).code).toBe("vault_locked");
  });

  it.each([
    ["damaged", "{", "{", /vault\.json is damaged, and so is its backup/],
    ["missing", undefined, undefined, /vault\.json and its backup are missing/],
    ["damaged and missing", "{", undefined, /vault\.json is damaged/],
  ])(
    "and beyond repair (%s), the vault stays locked and nothing is made in its place",
    async (_name, main, backup, why) => {
      const disk = changed(await withConnection(), { [MAIN]: main, [BACKUP]: backup });
      const { vault, fs } = await openOn(disk, KEYS);
      for (const attempt of [vault.read("grant", "a"), vault.update("grant", "b", () => grant("b"))]) {
        const error = await refusal(attempt);
        expect(error.code).toBe("vault_locked");
        expect(error.cause.details).toMatchObject({ problem: expect.stringMatching(why) as string });
      }
      expect(fs.disk()).toEqual(disk);
    },
  );

  it("the vault opens by itself once one of them is restored", async () => {
    const disk = await withConnection();
    const { vault, fs } = await openOn(changed(disk, { [MAIN]: undefined, [BACKUP]: undefined }), KEYS);
    expect((await refusal(vault.read("grant", "a"))).code).toBe("vault_locked");
    await (await fs.create(BACKUP)).write(fileOn(disk, BACKUP));
    expect(await vault.read("grant", "a")).toEqual(grant("a"));
    expect(fileOn(fs.disk(), MAIN)).toEqual(fileOn(fs.disk(), BACKUP));
  });
});

it.each([
  ["with a connection", grant("a"), [MAIN, BACKUP]],
  ["with nothing in it", undefined, [MAIN, BACKUP]],
  ["stopped before it wrote the backup", grant("a"), [MAIN]],
  ["whose vault.json was put back from before", grant("a"), [BACKUP]],
])("a vault of a newer version is left as it is, %s", async (_name, record, files) => {
  const { vault: own, fs: ownFs } = await openOn(await withConnection(), KEYS);
  await own.update("grant", "a", () => record);
  const disk = ownFs.disk();
  const newer = fileOn(disk, MAIN).toString().replace('"format": 1', '"format": 2');
  const later = changed(disk, Object.fromEntries(files.map((file) => [file, newer])));
  const { vault, fs } = await openOn(later, KEYS);
  const error = await refusal(vault.update("grant", "b", () => grant("b")));
  expect(error.cause.details).toMatchObject({ problem: "a newer version of this package wrote vault.json" });
  expect(fs.disk()).toEqual(later);
});

it("a vault whose files the system does not let us read is locked, not taken for an empty one", async () => {
  const disk = changed(await withConnection(), { "/vault/grant/a.json": undefined });
  const fs = new JournalFs(disk);
  const denied = faultyFs(fs, (step, path) =>
    step === "read" && path.startsWith("/vault/vault.") ? "EACCES" : undefined,
  );
  const { vault } = await openOn(fs, KEYS, { fs: denied });
  const error = await refusal(vault.update("grant", "a", () => grant("a")));
  expect(error.code).toBe("vault_locked");
  expect(error.cause.details).toMatchObject({
    problem: "vault.json can't be read: permission denied (EACCES)",
  });
  expect(fs.disk()).toEqual(disk);
});

it("a backup of another vault is put aside, not overwritten", async () => {
  const other = fileOn(await withConnection([explicit("other")]), MAIN);
  const { vault, fs } = await openOn(changed(await withConnection(), { [BACKUP]: other }), KEYS);
  expect(await vault.read("grant", "a")).toEqual(grant("a"));
  expect(fileOn(fs.disk(), `${BACKUP}.damaged-1`)).toEqual(other);
});

describe("while the vault is open", () => {
  it("a folder that is moved away is made again with the same key by the next connection", async () => {
    const { vault, fs } = await openOn(await withConnection(), KEYS);
    expect(await vault.read("grant", "a")).toEqual(grant("a"));
    fs.replace(new Map([["/", "folder"]]));
    expect(await vault.read("grant", "a")).toBeUndefined();
    await vault.update("grant", "b", () => grant("b"));
    for (const keys of [KEYS, []]) {
      expect(await (await openOn(fs.disk(), keys)).vault.read("grant", "b")).toEqual(grant("b"));
    }
  });

  it("a folder that is exchanged for a backup of another vault is read and written with that one's key", async () => {
    const backup = await withConnection();
    const { vault, fs } = await openOn(await withConnection(), KEYS);
    fs.replace(backup);
    expect(await vault.read("grant", "a")).toEqual(grant("a"));
    fs.replace(await withConnection());
    await vault.update("grant", "b", () => grant("b"));
    const { vault: next } = await openOn(fs.disk(), KEYS);
    expect([await next.read("grant", "a"), await next.read("grant", "b")]).toEqual([grant("a"), grant("b")]);
  });

  it("a folder that is exchanged for one that no key at hand opens locks the vault", async () => {
    const { vault, fs } = await openOn(await withConnection(), KEYS);
    const foreign = await withConnection([explicit("other")]);
    fs.replace(foreign);
    expect((await refusal(vault.update("grant", "b", () => grant("b")))).code).toBe("vault_locked");
    expect(withoutLeases(fs.disk())).toEqual(withoutLeases(foreign));
  });

  it("a vault.json that gets lost is written again by the next connection", async () => {
    const { vault, fs } = await openOn(await withConnection(), KEYS);
    await fs.remove(MAIN);
    await fs.remove(BACKUP);
    await vault.update("grant", "b", () => grant("b"));
    expect(await (await openOn(fs.disk(), [])).vault.read("grant", "a")).toEqual(grant("a"));
  });
});

function wraps(disk: Disk): unknown {
  return (JSON.parse(fileOn(disk, MAIN).toString()) as { wraps: unknown }).wraps;
}
