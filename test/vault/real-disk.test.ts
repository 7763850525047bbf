import { chmod, mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openFileVault } from "../../src/vault/file-vault";
import type { RecordKind } from "../../src/vault/vault";
import { nodeVaultFs } from "../../src/vault/vault-fs";
import { testDirectory } from "../support/test-directory";
import { explicit, typed } from "./support/open-test-vault";
import { grant, quickStretch, SAMPLES } from "./support/vault-fixtures";

/** That of all records whose ID is `a`. */
const LOCK = "lease/records-10.lock";

async function filled(directory: string): Promise<void> {
  const vault = await openFileVault({ directory, keys: [typed("one")], stretch: quickStretch });
  for (const kind of Object.keys(SAMPLES) as RecordKind[])
    await vault.update(kind, "a", () => SAMPLES[kind]("a"));
  await vault.exclusively("a", () => Promise.resolve());
}

async function modes(directory: string): Promise<Record<string, string>> {
  const names = ["", ...(await readdir(directory, { recursive: true }))];
  const entries = names.map(async (name) => {
    const { mode } = await stat(join(directory, name));
    return [name, (mode & 0o777).toString(8)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

describe.skipIf(process.platform === "win32")("on a real disk", () => {
  it("folders are for the owner only, and so are files", async () => {
    const directory = join(await testDirectory("vault"), "of", "zoho");
    const before = process.umask(0);
    try {
      await filled(directory);
    } finally {
      process.umask(before);
    }
    expect(await modes(directory)).toEqual({
      "": "700",
      "vault.json": "600",
      "vault.backup.json": "600",
      "vault.key": "600",
      grant: "700",
      "grant/a.json": "600",
      access: "700",
      "access/a.json": "600",
      budget: "700",
      "budget/a.json": "600",
      start: "700",
      "start/a.json": "600",
      forgotten: "700",
      "forgotten/a.json": "600",
      lease: "700",
      "lease/a": "700",
      "lease/a/1": "600",
      "lease/keys.lock": "700",
      "lease/keys.lock/1": "600",
      "lease/keys.lock/2": "600",
      [LOCK]: "700",
      [`${LOCK}/3`]: "600",
      [`${LOCK}/4`]: "600",
    });
  });

  it("access that others were given is taken back, and a log line says so", async () => {
    const directory = await testDirectory("vault");
    await filled(directory);
    await chmod(directory, 0o755);
    await chmod(join(directory, "vault.key"), 0o644);
    const said: string[] = [];
    const log = (_level: string, sentence: string): void => void said.push(sentence);
    await openFileVault({ directory, keys: [typed("one")], stretch: quickStretch, log });
    expect(await modes(directory)).toMatchObject({ "": "700", "vault.key": "600" });
    expect(said).toHaveLength(2);
  });

  it("a vault is opened by the next process with the real slow hash", async () => {
    const directory = await testDirectory("vault");
    const first = await openFileVault({ directory, keys: [explicit("key")] });
    await first.update("grant", "a", () => grant("a"));
    const next = await openFileVault({ directory, keys: [explicit("key")] });
    expect(await next.read("grant", "a")).toEqual(grant("a"));
  });

  it("two vaults on one folder in one process lose no change", async () => {
    const directory = await testDirectory("vault");
    const open = () => openFileVault({ directory, keys: [], stretch: quickStretch });
    const [one, other] = await Promise.all([open(), open()]);
    const issues = Array.from({ length: 40 }, (_none, issue) => issue);
    await Promise.all(
      issues.map((issue) =>
        (issue % 2 === 0 ? one : other).update("budget", "a", (current) => ({
          id: "a",
          issues: [...(current?.issues ?? []), issue],
        })),
      ),
    );
    expect((await one.read("budget", "a"))?.issues).toHaveLength(40);
  });

  it("the file system steps keep their promises", async () => {
    const directory = await testDirectory("vault-fs");
    const folder = join(directory, "x", "y");
    expect(await nodeVaultFs.makeDirectory(folder)).toBe(join(directory, "x"));
    expect(await nodeVaultFs.makeDirectory(folder)).toBeUndefined();
    const path = join(folder, "file");
    const file = await nodeVaultFs.create(path);
    await file.write(Buffer.from("content"));
    await file.sync();
    await file.close();
    await nodeVaultFs.syncDirectory(folder);
    await expect(nodeVaultFs.create(path)).rejects.toMatchObject({ code: "EEXIST" });
    await nodeVaultFs.link(path, `${path}2`);
    await expect(nodeVaultFs.link(path, `${path}2`)).rejects.toMatchObject({ code: "EEXIST" });
    await writeFile(`${path}3`, "other");
    await nodeVaultFs.rename(`${path}3`, path);
    expect((await nodeVaultFs.read(path)).toString()).toBe("other");
    expect(await readFile(`${path}2`, "utf8")).toBe("content");
    await nodeVaultFs.remove(`${path}2`);
    expect(await nodeVaultFs.list(folder)).toEqual(["file"]);
    await expect(nodeVaultFs.syncDirectory(join(directory, "none"))).rejects.toMatchObject({
      code: "ENOENT",
    });
  });

  it("a file in the place of the folder is reported, not removed", async () => {
    const directory = join(await testDirectory("vault"), "taken");
    await writeFile(directory, "mine");
    const vault = await openFileVault({ directory, keys: [] });
    await expect(vault.update("grant", "a", () => grant("a"))).rejects.toMatchObject({
      code: "vault_locked",
    });
    expect(await readFile(directory, "utf8")).toBe("mine");
  });

  it("a folder in the place of a record is reported and survives", async () => {
    const directory = await testDirectory("vault");
    await filled(directory);
    await mkdir(join(directory, "grant", "b.json"));
    const vault = await openFileVault({ directory, keys: [typed("one")], stretch: quickStretch });
    await expect(vault.read("grant", "b")).rejects.toMatchObject({ code: "vault_damaged" });
    expect(await vault.read("grant", "a")).toEqual(grant("a"));
  });
});
