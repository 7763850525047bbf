import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { openFileVault } from "../../src/vault/file-vault";
import type { VaultKeySource } from "../../src/vault/key-sources";
import { testDirectory } from "../support/test-directory";
import { generated, typed } from "./support/open-test-vault";
import { compileVaultProgram, VaultProcess } from "./support/start-vault-program";
import type { VaultProgram } from "./support/vault-program";
import { grant, quickStretch } from "./support/vault-fixtures";

/** Six seconds of waiting for a killed process take two; time enough for one that lives to be late. */
const HASTE = 3;

let compiled = "";
beforeAll(async () => {
  compiled = await compileVaultProgram();
});

/** Starts one process for each set of keys, lets all go at once, and waits for their end. */
async function together(
  directory: string,
  keySets: readonly (readonly VaultKeySource[])[],
  work: VaultProgram["work"] = "many",
): Promise<readonly VaultProcess[]> {
  const processes = keySets.map(
    (keys, index) => new VaultProcess(compiled, { directory, keys, name: `p${index}`, work, haste: HASTE }),
  );
  await Promise.all(processes.map((process) => process.says(1)));
  for (const process of processes) process.go();
  expect(await Promise.all(processes.map((process) => process.ended()))).toEqual(keySets.map(() => 0));
  return processes;
}

describe("processes that make a vault at the same moment", () => {
  it.each<readonly [string, readonly (readonly VaultKeySource[])[]]>([
    ["without any key at hand", [[], [], []]],
    ["with the same key", [[typed("one")], [typed("one")], [typed("one")]]],
    ["before and after a secret was set", [[generated("g".repeat(64))], [typed("one")], []]],
  ])("end with the same data key and lose nothing (%s)", async (_name, keySets) => {
    for (let round = 0; round < 4; round += 1) {
      const directory = join(await testDirectory("vault"), "new");
      await together(directory, keySets);
      const vault = await openFileVault({ directory, keys: [], stretch: quickStretch });
      const ids = await vault.ids("grant");
      expect(ids).toHaveLength(keySets.length * 20 + 1);
      for (const id of ids.filter((one) => one !== "all")) {
        const [name, count] = id.split("-");
        expect(await vault.read("grant", id)).toEqual(grant(id, `${name}.${count}`));
      }
      // Written by all at once: whose is left does not matter, but it is one of them, whole.
      expect((await vault.read("grant", "all"))?.current?.refreshToken).toMatch(/^p\d\.\d+$/);
      for (const keys of keySets) {
        const own = await openFileVault({ directory, keys, stretch: quickStretch });
        expect((await own.read("grant", "all"))?.id).toBe("all");
      }
      expect(await strays(directory)).toEqual([]);
    }
  });
});

describe("a process that is killed while it writes", () => {
  it("leaves what it reported as stored, or the next one", async () => {
    const directory = join(await testDirectory("vault"), "killed");
    let last = -1;
    for (let round = 0; round < 25; round += 1) {
      const process = new VaultProcess(compiled, {
        directory,
        keys: [typed("one")],
        name: "p",
        work: "forever",
        haste: 40,
      });
      await process.says(1);
      process.go();
      // The first ones die while the vault is being made, the later ones somewhere between two writes.
      await process.says(1 + (round % 6));
      process.kill();
      await process.ended();
      const reported = process.said.length - 2;
      const vault = await openFileVault({ directory, keys: [typed("one")], stretch: quickStretch });
      const found = (await vault.read("grant", "p"))?.current?.refreshToken;
      const written = found === undefined ? -1 : Number(found.split(".")[1]);
      // Nothing reported: the record is what the one before left, or this one's first.
      const allowed = reported < 0 ? [last, 0] : [reported, reported + 1];
      expect(allowed).toContain(written);
      last = written;
    }
    expect(JSON.parse(await readFile(join(directory, "vault.json"), "utf8"))).toMatchObject({ format: 1 });
  });
});

describe("processes that change one record at the same moment", () => {
  it("lose no change of each other", async () => {
    const directory = join(await testDirectory("vault"), "shared");
    await together(directory, [[], [], []], "count");
    const vault = await openFileVault({ directory, keys: [], stretch: quickStretch });
    expect((await vault.read("budget", "all"))?.issues).toHaveLength(90);
  });
});

describe("processes that must not do something at the same moment", () => {
  it("take turns", async () => {
    const directory = join(await testDirectory("vault"), "turns");
    const processes = await together(directory, [[], [], [], []], "alone");
    for (const { said } of processes) expect(said).toEqual(["ready", ...Array<string>(10).fill("alone")]);
  });

  it("go on, one at a time, when the one whose turn it is was killed", async () => {
    const directory = join(await testDirectory("vault"), "killed");
    const options = { directory, keys: [], name: "p", haste: HASTE };
    const holder = new VaultProcess(compiled, { ...options, work: "hold" });
    holder.go();
    await holder.says(2);
    const waiting = [1, 2, 3].map(() => new VaultProcess(compiled, { ...options, work: "alone" }));
    for (const process of waiting) process.go();
    await Promise.all(waiting.map((process) => process.says(1)));
    holder.kill();
    expect(await Promise.all(waiting.map((process) => process.ended()))).toEqual([0, 0, 0]);
    for (const { said } of waiting) expect(said).toEqual(["ready", ...Array<string>(10).fill("alone")]);
  });
});

/** Files that no vault at rest has. */
async function strays(directory: string): Promise<readonly string[]> {
  const names = await readdir(directory, { recursive: true });
  return names.filter(
    (name) =>
      !/^(vault(\.backup)?\.json|vault\.key|grant|grant\/[a-z0-9-]+\.json|lease(\/[a-z0-9.-]+(\/\d+)?)?)$/.test(
        name,
      ),
  );
}
