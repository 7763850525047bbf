import { describe, expect, it } from "vitest";
import { scryptStretch, type Stretch, unwrap, type VaultKeySource } from "../../src/vault/key-sources";
import { decodeWraps, encodeWraps, type Wraps } from "../../src/vault/wraps-file";
import { type Disk, JournalFs } from "./support/journal-fs";
import {
  changed,
  explicit,
  fileOn,
  generated,
  openOn,
  type TestVault,
  typed,
} from "./support/open-test-vault";
import { grant, quickStretch, refusal, standingClock } from "./support/vault-fixtures";

const GENERATED = "0123456789abcdef".repeat(4);
const KEY_FILE = "/vault/vault.key";

/** Starts the runtime once for each set of keys, with the folder as the start before left it. */
async function restarts(...history: readonly (readonly VaultKeySource[])[]): Promise<TestVault> {
  let last = await openOn(new JournalFs(), history[0] ?? []);
  await last.vault.update("grant", "a", () => grant("a"));
  for (const keys of history.slice(1)) last = await openOn(last.fs.disk(), keys);
  return last;
}

function wrapsOf(disk: Disk): readonly string[] {
  const { wraps } = JSON.parse(fileOn(disk, "/vault/vault.json").toString()) as {
    wraps: { source: string }[];
  };
  return wraps.map(({ source }) => source);
}

describe("a vault with a connection", () => {
  it.each<readonly [string, readonly (readonly VaultKeySource[])[]]>([
    ["nothing changes", [[generated(GENERATED)], [generated(GENERATED)]]],
    ["the user sets a secret, and Node-RED deletes its own", [[generated(GENERATED)], [typed("one")]]],
    ["the secret is changed", [[typed("one")], [typed("two")]]],
    ["the secret is turned off", [[typed("one")], []]],
    ["Projects hide the secret", [[typed("one")], [], [typed("one")]]],
    ["all of it happens", [[generated(GENERATED)], [typed("one")], [typed("two")], [], [explicit("key")]]],
    ["an explicit key is set on a vault that has only its key file", [[], [explicit("key")]]],
    [
      "an explicit key is set at the same time as everything else changes",
      [[typed("one")], [explicit("key"), typed("two")]],
    ],
    [
      "an explicit key is replaced while the former is given too",
      [[explicit("old")], [explicit("new"), explicit("old")], [explicit("new")]],
    ],
    ["a secret moves to be the explicit key", [[typed("one")], [explicit("one")]]],
    ["the generated secret is given as the user's", [[generated(GENERATED)], [typed(GENERATED)]]],
  ])("opens when %s", async (_name, history) => {
    const { vault } = await restarts(...history);
    expect(await vault.read("grant", "a")).toEqual(grant("a"));
    await vault.update("grant", "b", () => grant("b"));
    expect(await vault.read("grant", "b")).toEqual(grant("b"));
  });

  it("is sealed under every key at hand and its key file, and remembers former keys", async () => {
    const { fs, said } = await restarts([generated(GENERATED)], [typed("one")], [typed("two")]);
    expect(said).toEqual(["info: The vault in /vault was sealed under another key: credentialSecret."]);
    expect(wrapsOf(fs.disk())).toEqual(["generated", "keyFile", "credentialSecret", "credentialSecret"]);
    expect(fs.disk().has(KEY_FILE)).toBe(true);
  });

  it.each([
    ["the generated secret", generated(GENERATED)],
    ["a credential secret", typed("one")],
  ])("opens with %s alone after its key file was lost, and makes another", async (_name, key) => {
    const before = (await restarts([key])).fs.disk();
    const { vault, fs } = await openOn(changed(before, { [KEY_FILE]: undefined }), [key]);
    expect(await vault.read("grant", "a")).toEqual(grant("a"));
    const onlyFile = await openOn(fs.disk(), []);
    expect(await onlyFile.vault.read("grant", "a")).toEqual(grant("a"));
  });

  it("opens with a secret that moved to another setting, without its key file too", async () => {
    const before = changed((await restarts([typed("one")])).fs.disk(), { [KEY_FILE]: undefined });
    for (const key of [explicit("one"), generated("one")]) {
      const { vault } = await openOn(before, [key]);
      expect(await vault.read("grant", "a")).toEqual(grant("a"));
    }
  });

  it("puts a damaged key file aside and makes another", async () => {
    const before = (await restarts([typed("one")])).fs.disk();
    const { fs } = await openOn(changed(before, { [KEY_FILE]: "half a k" }), [typed("one")]);
    expect(fileOn(fs.disk(), `${KEY_FILE}.damaged-1`).toString()).toBe("half a k");
    expect(await (await openOn(fs.disk(), [])).vault.read("grant", "a")).toEqual(grant("a"));
  });

  it("is sealed under an explicit key alone, and says so", async () => {
    const { fs, said } = await restarts([typed("one")], [explicit("key"), typed("one")]);
    expect(wrapsOf(fs.disk())).toEqual(["explicit"]);
    expect(fileOn(fs.disk(), "/vault/vault.backup.json")).toEqual(fileOn(fs.disk(), "/vault/vault.json"));
    expect(fs.disk().has(KEY_FILE)).toBe(false);
    expect(said.join("\n")).toMatch(/sealed under the explicit key alone.*vault\.key was removed/);
    for (const keys of [[typed("one")], []]) {
      const thief = await openOn(fs.disk(), keys);
      expect((await refusal(thief.vault.read("grant", "a"))).code).toBe("vault_locked");
    }
  });

  it("gets no key file when it is made with an explicit key", async () => {
    const { fs } = await restarts([explicit("key"), typed("one")]);
    expect(wrapsOf(fs.disk())).toEqual(["explicit"]);
    expect(fs.disk().has(KEY_FILE)).toBe(false);
  });

  it("removes a stray key file beside a vault with an explicit key", async () => {
    const stray = `${Buffer.alloc(32, 1).toString("base64")}\n`;
    const { vault, fs } = await openOn(
      new Map<string, Buffer | "folder">([
        ["/", "folder"],
        ["/vault", "folder"],
        [KEY_FILE, Buffer.from(stray)],
      ]),
      [explicit("key")],
    );
    await vault.update("grant", "a", () => grant("a"));
    expect(fs.disk().has(KEY_FILE)).toBe(false);
  });

  it("loses other wraps again that another process added beside the explicit one", async () => {
    const before = (await restarts([typed("one")])).fs.disk();
    const { fs } = await openOn(before, [explicit("key"), typed("one")]);
    const { content } = decodeWraps(fileOn(before, "/vault/vault.json")) as { content: Wraps };
    const [own] = (decodeWraps(fileOn(fs.disk(), "/vault/vault.json")) as { content: Wraps }).content.wraps;
    const key = own && (await unwrap(own, content.keyId, "key", quickStretch));
    if (own === undefined || key === undefined) throw new Error("the explicit key does not open its wrap");
    const mixed = encodeWraps({ ...content, revision: 9, wraps: [own, ...content.wraps] }, key);
    const after = changed(fs.disk(), { "/vault/vault.json": mixed, "/vault/vault.backup.json": mixed });
    expect(wrapsOf((await openOn(after, [explicit("key")])).fs.disk())).toEqual(["explicit"]);
  });

  it("counts an empty secret as none", async () => {
    const { fs } = await restarts([explicit(""), typed("")]);
    expect(wrapsOf(fs.disk())).toEqual(["keyFile"]);
  });

  it("does not collect wraps without end where the secret is another one at each start", async () => {
    const { vault, fs } = await restarts(
      ...Array.from({ length: 40 }, (_none, count) => [typed(`secret ${count}`)]),
    );
    expect(wrapsOf(fs.disk())).toHaveLength(16);
    expect(wrapsOf(fs.disk())).toContain("keyFile");
    expect(await vault.read("grant", "a")).toEqual(grant("a"));
    expect(await (await openOn(fs.disk(), [])).vault.read("grant", "a")).toEqual(grant("a"));
  });
});

describe("a vault that no key at hand opens", () => {
  it.each<readonly [string, readonly VaultKeySource[], RegExp]>([
    ["is missing", [], /sealed with an explicit key, and no key is at hand/],
    ["is another one", [explicit("other")], /at hand is an explicit key, which does not open it/],
    [
      "is missing and others are there",
      [typed("one"), generated(GENERATED)],
      /at hand is Node-RED's credentialSecret, the secret that Node-RED generated/,
    ],
  ])("stays as it is and says why when its explicit key %s", async (_name, keys, why) => {
    const before = (await restarts([explicit("key")])).fs.disk();
    const { vault, fs, said } = await openOn(before, keys);
    for (const attempt of [
      vault.read("grant", "a"),
      vault.read("grant", "never"),
      vault.read("access", "a"),
      vault.update("grant", "b", () => grant("b")),
      vault.update("grant", "a", () => undefined),
      vault.discardDamaged("grant", "a"),
    ]) {
      const { code, cause } = await refusal(attempt);
      expect(code).toBe("vault_locked");
      expect(cause.details).toMatchObject({
        directory: "/vault",
        problem: expect.stringMatching(why) as string,
      });
    }
    expect(await vault.ids("grant")).toEqual(["a"]);
    expect(fs.disk()).toEqual(before);
    expect(said).toHaveLength(1);
    expect((await openOn(before, [explicit("key")])).said).toEqual([]);
  });

  it("opens without a restart when what was missing is put back", async () => {
    const before = (await restarts([])).fs.disk();
    const key = fileOn(before, KEY_FILE);
    const { vault, fs } = await openOn(changed(before, { [KEY_FILE]: undefined }), []);
    expect((await refusal(vault.read("grant", "a"))).message).toContain("vault.key is missing");
    await (await fs.create(KEY_FILE)).write(key);
    expect(await vault.read("grant", "a")).toEqual(grant("a"));
  });

  it("does not hash typed secrets again for each message", async () => {
    const before = (await restarts([explicit("key")])).fs.disk();
    let hashed = 0;
    const stretch: Stretch = (secret, salt) => {
      hashed += 1;
      return quickStretch(secret, salt);
    };
    const { vault } = await openOn(before, [explicit("other")], { stretch });
    const once = hashed;
    for (let count = 0; count < 20; count += 1) await refusal(vault.read("grant", "a"));
    expect(hashed).toBe(once);
  });

  it("is replaced, and kept aside, where there is nothing in it that could not be had again", async () => {
    const before = await restarts([explicit("key")]);
    await before.vault.update("access", "a", () => ({
      id: "a",
      generation: 1,
      version: 1,
      token: "t",
      obtainedAt: 0,
      expiresAt: 1,
    }));
    await before.vault.update("grant", "a", () => undefined);
    const { vault, fs } = await openOn(before.fs.disk(), []);
    expect(await vault.read("access", "a")).toBeUndefined();
    await vault.update("grant", "b", () => grant("b"));
    expect(await (await openOn(fs.disk(), [])).vault.read("grant", "b")).toEqual(grant("b"));
    for (const file of ["vault.json", "vault.backup.json"]) {
      expect(fileOn(fs.disk(), `/vault/${file}.damaged-1`)).toEqual(
        fileOn(before.fs.disk(), `/vault/${file}`),
      );
    }
  });
});

describe("hashing of typed secrets", () => {
  it("is left out at a start at which nothing changed, because the key file opens the vault", async () => {
    const before = (await restarts([typed("one"), generated(GENERATED)])).fs.disk();
    const stretch: Stretch = () => Promise.reject(new Error("hashed"));
    const { vault, fs } = await openOn(before, [typed("one"), generated(GENERATED)], { stretch });
    expect(await vault.read("grant", "a")).toEqual(grant("a"));
    expect(fs.disk()).toEqual(before);
  });

  it("is scrypt with a salt: known answers", async () => {
    const key = await scryptStretch("canary", Buffer.from("salt"));
    expect(key.toString("hex")).toBe(SCRYPT_CANARY_SALT);
    expect((await scryptStretch("canary", Buffer.from("pepper"))).equals(key)).toBe(false);
  });

  it("is slow by default for the user's secret and for explicit keys", async () => {
    for (const key of [typed("one"), explicit("one")]) {
      const options = { stretch: scryptStretch, clock: standingClock() };
      const { vault, fs } = await openOn(new JournalFs(), [key], options);
      await vault.update("grant", "a", () => grant("a"));
      const without = changed(fs.disk(), { [KEY_FILE]: undefined });
      const quick = await openOn(without, [key]);
      expect((await refusal(quick.vault.read("grant", "a"))).code).toBe("vault_locked");
      const slow = await openOn(without, [key], options);
      expect(await slow.vault.read("grant", "a")).toEqual(grant("a"));
    }
  });
});

/** Python: hashlib.scrypt(b"canary", salt=b"salt", n=2**14, r=8, p=5, dklen=32, maxmem=2**26) */
const SCRYPT_CANARY_SALT = "8d602a3abf3e0a67487d08e34134adb5aa1c6fba3cdbdba812bf33fba6c83442";
