import { describe, expect, it } from "vitest";
import type { VaultKeySource } from "../../src/vault/key-sources";
import { type Disk, JournalFs } from "./support/journal-fs";
import { faultyFs } from "./support/faulty-fs";
import { changed, explicit, openOn, typed, withoutLeases } from "./support/open-test-vault";
import { access, grant, refusal } from "./support/vault-fixtures";

const OLD = grant("a", "old");
const NEW = grant("a", "new");
const WRITING = new Set([
  "makeDirectory",
  "create",
  "write",
  "sync",
  "rename",
  "link",
  "remove",
  "syncDirectory",
  "setMode",
]);

async function withConnection(keys: readonly VaultKeySource[]): Promise<Disk> {
  const { vault, fs } = await openOn(new JournalFs(), keys);
  await vault.update("grant", "a", () => OLD);
  return fs.disk();
}

describe.each([
  ["ENOSPC", "no space left on the disk (ENOSPC)"],
  ["EROFS", "the disk is read-only (EROFS)"],
  ["EACCES", "permission denied (EACCES)"],
  ["EIO", "the disk reports an error (EIO)"],
  ["EXYZ", "the system refuses (EXYZ)"],
])("a disk that refuses every write with %s", (code, problem) => {
  const refuses = (step: string): string | undefined => (WRITING.has(step) ? code : undefined);

  it("leaves the connection readable and tells what is wrong with the folder", async () => {
    const fs = new JournalFs(await withConnection([typed("one")]));
    const { vault } = await openOn(fs, [typed("one")], { fs: faultyFs(fs, refuses) });
    const attempts = [
      vault.update("grant", "a", () => NEW),
      vault.update("grant", "a", () => undefined),
      vault.update("access", "a", () => access("a")),
    ];
    for (const attempt of attempts) {
      const error = await refusal(attempt);
      expect(error.code).toBe("vault_unwritable");
      expect(error.cause.details).toEqual({ directory: "/vault", problem });
    }
    expect(await vault.read("grant", "a")).toEqual(OLD);
  });

  it("does not keep a new vault from opening; the first write fails, and works when the disk does again", async () => {
    const fs = new JournalFs();
    let broken = true;
    const disk = faultyFs(fs, (step) => (broken ? refuses(step) : undefined));
    const { vault } = await openOn(fs, [typed("one")], { fs: disk });
    expect(await vault.read("grant", "a")).toBeUndefined();
    expect((await refusal(vault.update("grant", "a", () => NEW))).code).toBe("vault_unwritable");
    broken = false;
    await vault.update("grant", "a", () => NEW);
    expect(await (await openOn(fs.disk(), [typed("one")])).vault.read("grant", "a")).toEqual(NEW);
  });

  it("does not keep a vault from opening whose keys should be brought up to date; that is made up for later", async () => {
    const fs = new JournalFs(await withConnection([typed("one")]));
    let broken = true;
    const disk = faultyFs(fs, (step) => (broken ? refuses(step) : undefined));
    const { vault, said } = await openOn(fs, [explicit("key")], { fs: disk });
    expect(await vault.read("grant", "a")).toEqual(OLD);
    expect(said).toEqual([`warn: The keys of the vault in /vault can't be brought up to date: ${problem}.`]);
    expect((await refusal(vault.update("grant", "a", () => NEW))).code).toBe("vault_unwritable");
    expect(said).toHaveLength(1);
    broken = false;
    await vault.update("grant", "a", () => NEW);
    expect(await (await openOn(fs.disk(), [explicit("key")])).vault.read("grant", "a")).toEqual(NEW);
    expect(fs.disk().has("/vault/vault.key")).toBe(false);
  });
});

describe("a disk that fails at one step", () => {
  it.each<readonly [string, readonly VaultKeySource[], (disk: Disk) => Disk]>([
    ["a first connection", [typed("one")], () => new Map([["/", "folder"]])],
    ["a replaced one", [typed("one")], (disk) => disk],
    ["one while the keys change", [typed("two")], (disk) => disk],
    ["one while the explicit rule is applied", [explicit("key")], (disk) => disk],
    [
      "one while vault.json is repaired",
      [typed("one")],
      (disk) => changed(disk, { "/vault/vault.json": "{" }),
    ],
  ])(
    "leaves %s old or new, whichever step it is, and the next attempt works",
    async (_name, keys, prepare) => {
      const before = prepare(await withConnection([typed("one")]));
      let steps = Number.POSITIVE_INFINITY;
      for (let failing = 0; failing < steps; failing += 1) {
        const fs = new JournalFs(before);
        let count = 0;
        const disk = faultyFs(fs, (step) => {
          if (!WRITING.has(step)) return undefined;
          count += 1;
          return count - 1 === failing ? "ENOSPC" : undefined;
        });
        const { vault } = await openOn(fs, keys, { fs: disk });
        const reported = await vault
          .update("grant", "a", () => NEW)
          .then(
            () => "stored",
            (error: unknown) => (error as { code: string }).code,
          );
        if (count <= failing) steps = failing;
        count = Number.NEGATIVE_INFINITY;
        expect(["stored", "vault_unwritable"]).toContain(reported);
        const after = await (await openOn(fs.disk(), keys)).vault.read("grant", "a");
        const old = before.has("/vault/grant/a.json") ? OLD : undefined;
        expect(reported === "stored" ? [NEW] : [old, NEW], `step ${failing}`).toContainEqual(after);
        await vault.update("grant", "a", () => NEW);
        expect(await (await openOn(fs.disk(), keys)).vault.read("grant", "a")).toEqual(NEW);
      }
      expect(steps).toBeGreaterThan(3);
    },
  );

  it("leaves no temporary file behind when a write fails half way", async () => {
    const fs = new JournalFs(await withConnection([]));
    const names = [...withoutLeases(fs.disk()).keys()];
    for (const failing of ["write", "sync", "rename"]) {
      const disk = faultyFs(fs, (step, path) =>
        step === failing && path.includes("a.json") ? "EIO" : undefined,
      );
      const { vault } = await openOn(fs, [], { fs: disk });
      await refusal(vault.update("grant", "a", () => NEW));
    }
    expect([...withoutLeases(fs.disk()).keys()]).toEqual(names);
  });
});

describe("a record that the system does not let us read", () => {
  const unreadable = (step: string, path: string): string | undefined =>
    step === "read" && /(access|grant)\/a\.json$/.test(path) ? "EMFILE" : undefined;

  it("is an error for a grant, and stays where it is", async () => {
    const fs = new JournalFs(await withConnection([]));
    const { vault } = await openOn(fs, [], { fs: faultyFs(fs, unreadable) });
    const error = await refusal(vault.update("grant", "a", () => NEW));
    expect(error.code).toBe("vault_damaged");
    expect(error.cause.details).toMatchObject({ problem: "too many files are open (EMFILE)" });
    expect(await (await openOn(fs.disk(), [])).vault.read("grant", "a")).toEqual(OLD);
  });

  it("counts as absent for an access token, stays where it is, and is told once", async () => {
    const before = await openOn(await withConnection([]), []);
    await before.vault.update("access", "a", () => access("a"));
    const fs = new JournalFs(before.fs.disk());
    const { vault, said } = await openOn(fs, [], { fs: faultyFs(fs, unreadable) });
    expect(await vault.read("access", "a")).toBeUndefined();
    expect(await vault.read("access", "a")).toBeUndefined();
    expect(said).toHaveLength(1);
    expect(await (await openOn(fs.disk(), [])).vault.read("access", "a")).toEqual(access("a"));
  });
});

it.each(["EPERM", "ENOTSUP"])(
  "a disk without second names for files (%s) will do, for three at once too",
  async (code) => {
    const fs = new JournalFs();
    const disk = faultyFs(fs, (step) => (step === "link" ? code : undefined));
    const vaults = await Promise.all([1, 2, 3].map(() => openOn(fs, [typed("one")], { fs: disk })));
    await Promise.all(
      vaults.map(({ vault }, index) => vault.update("grant", `g${index}`, () => grant(`g${index}`))),
    );
    expect([...fs.disk().keys()].filter((path) => path.includes(".damaged-"))).toEqual([]);
    const { vault } = await openOn(fs.disk(), [typed("one")]);
    for (const index of [0, 1, 2]) expect(await vault.read("grant", `g${index}`)).toEqual(grant(`g${index}`));
  },
);
