import { afterAll, describe, expect, it } from "vitest";
import type { VaultKeySource } from "../../src/vault/key-sources";
import type { VaultFs } from "../../src/vault/vault-fs";
import type { RecordKind, Vault } from "../../src/vault/vault";
import { tellFigures } from "../faults/support/long-form";
import { type Disk, JournalFs } from "./support/journal-fs";
import { changed, explicit, fileOn, generated, openOn, typed } from "./support/open-test-vault";
import { access, budget, grant, SAMPLES, start } from "./support/vault-fixtures";

const OLD = grant("a", "1000.old.token");
const NEW = grant("a", "1000.new.token");

async function diskWith(keys: readonly VaultKeySource[]): Promise<Disk> {
  const { vault, fs } = await openOn(new JournalFs(), keys);
  await vault.update("grant", "a", () => OLD);
  await vault.update("access", "a", () => access("a", "old"));
  await vault.update("budget", "a", () => budget("a", 1));
  return fs.disk();
}

/** Does something, then looks at every disk that a power cut at any moment of it may leave. */
async function atEveryPowerCut(
  disk: Disk,
  keys: readonly VaultKeySource[],
  work: (vault: Vault) => Promise<unknown>,
  judge: (disk: Disk, done: boolean) => Promise<void>,
): Promise<number> {
  const fs = new JournalFs(disk);
  const { vault } = await openOn(fs, keys);
  fs.mark("opened");
  await work(vault);
  fs.mark("done");
  let count = 0;
  for (const cut of fs.powerCuts()) {
    count += 1;
    try {
      await judge(cut.disk, cut.marks.includes("done"));
    } catch (error) {
      throw new Error(`${cut.story}: ${[...cut.disk.keys()].join(" ")}`, { cause: error });
    }
  }
  disks += count;
  return count;
}

/** How many disks were looked at. */
let disks = 0;
afterAll(() => {
  tellFigures("power-cuts", { disks });
});

/** The vault opens, and what is written to it from now on can be read by the next one. */
async function stillWorks(disk: Disk, keys: readonly VaultKeySource[]): Promise<void> {
  const { vault, fs } = await openOn(disk, keys);
  await vault.update("grant", "later", () => grant("later"));
  const next = await openOn(fs.disk(), keys);
  expect(await next.vault.read("grant", "later")).toEqual(grant("later"));
}

const EMPTY: Disk = new Map([["/", "folder"]]);

const KEY_SETS: readonly (readonly [string, readonly VaultKeySource[]])[] = [
  ["no key at hand", []],
  ["a credential secret", [typed("secret")]],
  ["a generated secret", [generated("ab".repeat(32))]],
  ["an explicit key", [explicit("key")]],
];

describe.each(KEY_SETS)("a power cut, with %s,", (_name, keys) => {
  it("while the first connection is stored leaves it whole or not there, and the vault usable", async () => {
    const count = await atEveryPowerCut(
      EMPTY,
      keys,
      (vault) => vault.update("grant", "a", () => NEW),
      async (disk, done) => {
        const { vault } = await openOn(disk, keys);
        const found = await vault.read("grant", "a");
        if (done || found !== undefined) expect(found).toEqual(NEW);
        await stillWorks(disk, keys);
      },
    );
    expect(count).toBeGreaterThan(30);
  });

  it("while a connection is replaced leaves the old or the new one", async () => {
    await atEveryPowerCut(
      await diskWith(keys),
      keys,
      (vault) => vault.update("grant", "a", () => NEW),
      async (disk, done) => {
        const { vault } = await openOn(disk, keys);
        expect(done ? [NEW] : [OLD, NEW]).toContainEqual(await vault.read("grant", "a"));
      },
    );
  });

  it("while a connection is removed leaves it or nothing, and the others", async () => {
    await atEveryPowerCut(
      await diskWith(keys),
      keys,
      (vault) => vault.update("grant", "a", () => undefined),
      async (disk, done) => {
        const { vault } = await openOn(disk, keys);
        expect(done ? [undefined] : [OLD, undefined]).toContainEqual(await vault.read("grant", "a"));
        expect(await vault.read("budget", "a")).toEqual(budget("a", 1));
      },
    );
  });

  it("while an access token is replaced costs that token at most", async () => {
    await atEveryPowerCut(
      await diskWith(keys),
      keys,
      (vault) => vault.update("access", "a", () => access("a", "new")),
      async (disk) => {
        const { vault } = await openOn(disk, keys);
        expect([access("a", "old"), access("a", "new"), undefined]).toContainEqual(
          await vault.read("access", "a"),
        );
        expect(await vault.read("grant", "a")).toEqual(OLD);
        await vault.update("access", "a", () => access("a", "next"));
        expect(await vault.read("access", "a")).toEqual(access("a", "next"));
      },
    );
  });

  it("after a budget or a start was stored does not lose it", async () => {
    await atEveryPowerCut(
      await diskWith(keys),
      keys,
      async (vault) => {
        await vault.update("budget", "a", () => budget("a", 1, 2));
        await vault.update("start", "s", () => start("s"));
      },
      async (disk, done) => {
        const { vault } = await openOn(disk, keys);
        expect(done ? [budget("a", 1, 2)] : [budget("a", 1), budget("a", 1, 2)]).toContainEqual(
          await vault.read("budget", "a"),
        );
        expect(done ? [start("s")] : [start("s"), undefined]).toContainEqual(await vault.read("start", "s"));
      },
    );
  });
});

describe("a power cut while the keys of a vault with a connection change", () => {
  const nothing = (): Promise<void> => Promise.resolve();

  it("never strands it when the credential secret is exchanged", async () => {
    await atEveryPowerCut(await diskWith([typed("one")]), [typed("two")], nothing, async (disk) => {
      for (const keys of [[typed("two")], [typed("one")], []]) {
        const { vault } = await openOn(disk, keys);
        expect(await vault.read("grant", "a")).toEqual(OLD);
      }
    });
  });

  it("never strands it when an explicit key is set, and once that is done the explicit key suffices", async () => {
    const before = await diskWith([typed("one")]);
    await atEveryPowerCut(before, [explicit("key"), typed("one")], nothing, async (disk, done) => {
      for (const keys of [[explicit("key"), typed("one")], [explicit("key")]]) {
        const { vault, fs } = await openOn(disk, keys);
        expect(await vault.read("grant", "a")).toEqual(OLD);
        expect(fs.disk().has("/vault/vault.key")).toBe(false);
      }
      if (done) expect([...disk.keys()]).not.toContain("/vault/vault.key");
    });
  });

  it("never strands it when an explicit key replaces a former one", async () => {
    const keys = [explicit("new"), explicit("old")];
    await atEveryPowerCut(await diskWith([explicit("old")]), keys, nothing, async (disk, done) => {
      const { vault } = await openOn(disk, done ? [explicit("new")] : keys);
      expect(await vault.read("grant", "a")).toEqual(OLD);
    });
  });

  it("never strands it when the key file was lost and is made again", async () => {
    const before = changed(await diskWith([typed("one")]), { "/vault/vault.key": undefined });
    await atEveryPowerCut(before, [typed("one")], nothing, async (disk, done) => {
      for (const keys of done ? [[typed("one")], []] : [[typed("one")]]) {
        const { vault } = await openOn(disk, keys);
        expect(await vault.read("grant", "a")).toEqual(OLD);
      }
    });
  });

  it.each(["/vault/vault.json", "/vault/vault.backup.json"])(
    "never strands it when %s is repaired",
    async (file) => {
      for (const damage of [undefined, Buffer.alloc(0), Buffer.from("{")]) {
        const before = changed(await diskWith([typed("one")]), { [file]: damage });
        await atEveryPowerCut(before, [typed("one")], nothing, async (disk, done) => {
          const { vault } = await openOn(disk, []);
          expect(await vault.read("grant", "a")).toEqual(OLD);
          if (done)
            expect(fileOn(disk, "/vault/vault.json")).toEqual(fileOn(disk, "/vault/vault.backup.json"));
        });
      }
    },
  );
});

describe("a second power cut while the first is being recovered from", () => {
  it("finds the same: the first connection whole or not there, never a vault that stays shut", async () => {
    const keys = [typed("secret")];
    const first = new JournalFs(EMPTY);
    const { vault } = await openOn(first, keys);
    await vault.update("grant", "a", () => NEW);
    const cuts = [...first.powerCuts()];
    // Every 17th: all would be the square of a few hundred.
    for (const { disk } of cuts.filter((_cut, index) => index % 17 === 0)) {
      await atEveryPowerCut(
        disk,
        keys,
        (again) => again.update("grant", "b", () => grant("b")),
        async (after, done) => {
          const { vault: last } = await openOn(after, keys);
          const a = await last.read("grant", "a");
          if (a !== undefined) expect(a).toEqual(NEW);
          if (done) expect(await last.read("grant", "b")).toEqual(grant("b"));
        },
      );
    }
  });
});

describe("the journal itself", () => {
  /** A disk that claims to sync and does not. */
  function lyingFs(fs: JournalFs, lie: "files" | "folders"): VaultFs {
    const honest = (path: string): Promise<void> => fs.syncDirectory(path);
    return {
      makeDirectory: (path) => fs.makeDirectory(path),
      list: (path) => fs.list(path),
      read: (path) => fs.read(path),
      create: async (path) => {
        const file = await fs.create(path);
        return lie === "files" ? { ...file, sync: () => Promise.resolve() } : file;
      },
      rename: (from, to) => fs.rename(from, to),
      link: (from, to) => fs.link(from, to),
      remove: (path) => fs.remove(path),
      syncDirectory: (path) => (lie === "folders" ? Promise.resolve() : honest(path)),
      stat: (path) => fs.stat(path),
      setMode: (path, mode) => fs.setMode(path, mode),
    };
  }

  it.each(["files", "folders"] as const)(
    "finds the loss on a disk that does not really sync %s",
    async (lie) => {
      const fs = new JournalFs(EMPTY);
      const { vault } = await openOn(fs, [], { fs: lyingFs(fs, lie) });
      await vault.update("grant", "a", () => NEW);
      fs.mark("done");
      let lost = 0;
      for (const { disk, marks } of fs.powerCuts()) {
        if (!marks.includes("done")) continue;
        const after = await openOn(disk, []);
        const found = await after.vault.read("grant", "a").catch(() => undefined);
        if (found === undefined) lost += 1;
      }
      expect(lost).toBeGreaterThan(0);
    },
  );

  it("leaves every kind of record readable when nothing goes wrong", async () => {
    const { vault, fs } = await openOn(new JournalFs(), []);
    for (const kind of Object.keys(SAMPLES) as RecordKind[]) {
      await vault.update(kind, "a", () => SAMPLES[kind]("a"));
      const again = await openOn(fs.disk(), []);
      expect(await again.vault.read(kind, "a")).toEqual(SAMPLES[kind]("a"));
    }
  });
});
