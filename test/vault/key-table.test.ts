import { describe, expect, it } from "vitest";
import type { VaultKeySource } from "../../src/vault/key-sources";
import { type Disk, JournalFs } from "./support/journal-fs";
import { changed, explicit, generated, openOn, typed, withoutLeases } from "./support/open-test-vault";
import { grant, refusal } from "./support/vault-fixtures";

/** What may be at hand at a start. */
const AT_HAND: Readonly<Record<string, readonly VaultKeySource[]>> = {
  "nothing (Projects hide it, or it is turned off)": [],
  "the generated secret": [generated("ab".repeat(32))],
  "the user's secret": [typed("one")],
  "another secret of the user's": [typed("two")],
  "both secrets": [typed("one"), generated("ab".repeat(32))],
  "an explicit key": [explicit("key")],
  "another explicit key": [explicit("other")],
  "an explicit key and the former one": [explicit("other"), explicit("key")],
  "an explicit key and the user's secret": [explicit("key"), typed("one")],
};
const NAMES = Object.keys(AT_HAND);

function keysOf(name: string): readonly VaultKeySource[] {
  return AT_HAND[name] ?? [];
}

/** The explicit key that alone opens the vault, or undefined where every key at hand does, and the key file. */
type Seal = string | undefined;

/** What a start does by the rules that the docs give. */
function startOf(
  seal: Seal,
  keys: readonly VaultKeySource[],
): { readonly opens: boolean; readonly seal: Seal } {
  const opens = seal === undefined || keys.some(({ secret }) => secret === seal);
  if (!opens) return { opens, seal };
  const given = keys.find(({ source }) => source === "explicit")?.secret;
  return { opens, seal: given };
}

async function made(keys: readonly VaultKeySource[]): Promise<Disk> {
  const { vault, fs } = await openOn(new JournalFs(), keys);
  await vault.update("grant", "a", () => grant("a"));
  return fs.disk();
}

describe.each(NAMES)("a vault made with %s", (first) => {
  it.each(NAMES)(
    "then started with %s, then with anything, opens or says why, and is never lost",
    async (second) => {
      for (const third of NAMES) {
        let disk = await made(keysOf(first));
        let { seal } = startOf(undefined, keysOf(first));
        for (const name of [second, third]) {
          const expected = startOf(seal, keysOf(name));
          const { vault, fs } = await openOn(disk, keysOf(name));
          const story = `${first}, ${second}, ${third}`;
          if (expected.opens) {
            expect(await vault.read("grant", "a"), story).toEqual(grant("a"));
            await vault.update("grant", "b", () => grant("b"));
          } else {
            expect((await refusal(vault.read("grant", "a"))).code, story).toBe("vault_locked");
            expect((await refusal(vault.update("grant", "b", () => grant("b")))).code).toBe("vault_locked");
            expect(withoutLeases(fs.disk()), story).toEqual(withoutLeases(disk));
          }
          disk = fs.disk();
          seal = expected.seal;
        }
        // What it was sealed with opens it, whatever came in between.
        const { vault } = await openOn(disk, seal === undefined ? [] : [explicit(seal)]);
        expect(await vault.read("grant", "a")).toEqual(grant("a"));
      }
    },
  );

  it.each(NAMES)(
    "opens without its key file too, with %s, where one of its keys is at hand",
    async (second) => {
      const sealed = await made(keysOf(first));
      const disk = changed(sealed, { "/vault/vault.key": undefined });
      const { seal } = startOf(undefined, keysOf(first));
      const wraps = seal === undefined ? keysOf(first).map(({ secret }) => secret) : [seal];
      const { vault } = await openOn(disk, keysOf(second));
      if (keysOf(second).some(({ secret }) => wraps.includes(secret))) {
        expect(await vault.read("grant", "a")).toEqual(grant("a"));
      } else {
        expect((await refusal(vault.read("grant", "a"))).code).toBe("vault_locked");
        expect(await (await openOn(sealed, keysOf(first))).vault.read("grant", "a")).toEqual(grant("a"));
      }
    },
  );
});
