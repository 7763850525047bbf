import { cp, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { Connections } from "../../src/connect/connections";
import { openFileVault } from "../../src/vault/file-vault";
import type { ClientCredentialsGrant, GrantRecord, RecordKind, StartRecord } from "../../src/vault/vault";
import { testDirectory } from "../support/test-directory";
import { type Disk, JournalFs } from "./support/journal-fs";
import { changed, fileOn, openOn, typed, withoutLeases } from "./support/open-test-vault";
import { grant, refusal, SAMPLES, start } from "./support/vault-fixtures";

const KINDS = Object.keys(SAMPLES) as RecordKind[];
const FORMAT_1 = join(__dirname, "fixtures", "format-1");

/** What `fixtures/format-1` was sealed with, beside the key file in it. */
const SECRET = "the secret of the fixture";

/** A Self Client's right: the first version knew none. */
function withRight(id: string): GrantRecord {
  const right: ClientCredentialsGrant = {
    soid: "ZohoCRM.20000000001",
    dataCenter: "eu",
    scopes: ["ZohoCRM.modules.ALL"],
    pins: { level: "declared" },
    grantedAt: 1_700_000_000_000,
  };
  return { ...grant(id), current: right };
}

/** A consent on a device: the first version knew those in browsers only. */
function onDevice(id: string): StartRecord {
  const { realm, connectionName, clientId, dataCenter, allowedDataCenters, scopes, startedBy } = start(id);
  const facts = { id, realm, connectionName, clientId, dataCenter, allowedDataCenters, scopes, startedBy };
  const device = {
    deviceCode: "code",
    userCode: "ABCD",
    pagePath: "/oauth/v3/device",
    pageTakesCode: true,
    intervalMs: 5_000,
  };
  return { ...facts, device, exchanging: false, expiresAt: 1_700_000_600_000 };
}

function formatOn(disk: Disk, path: string): unknown {
  return (JSON.parse(fileOn(disk, path).toString()) as { format: unknown }).format;
}

describe("a vault that the first version wrote", () => {
  it.each([
    ["its key file", "with", []],
    ["the secret of that time", "without", [typed(SECRET)]],
    ["both", "with", [typed(SECRET)]],
  ] as const)("is opened with %s, and nothing is lost", async (_name, keyFile, keys) => {
    const directory = join(await testDirectory("vault"), "format-1");
    const filter = (path: string): boolean => keyFile === "with" || !path.endsWith("vault.key");
    await cp(FORMAT_1, directory, { recursive: true, filter });
    const vault = await openFileVault({ directory, keys });
    for (const kind of KINDS) {
      expect(await vault.ids(kind)).toEqual(["a"]);
      expect(await vault.read(kind, "a")).toEqual(SAMPLES[kind]("a"));
    }
    await vault.update("grant", "a", () => grant("a", "1000.next.token"));
    const again = await openFileVault({ directory, keys });
    expect(await again.read("grant", "a")).toEqual(grant("a", "1000.next.token"));
  });

  it("is not rewritten by being opened and read", async () => {
    const directory = join(await testDirectory("vault"), "format-1");
    await cp(FORMAT_1, directory, { recursive: true });
    const vault = await openFileVault({ directory, keys: [] });
    for (const kind of KINDS) await vault.read(kind, "a");
    for (const name of await readdir(FORMAT_1, { recursive: true })) {
      if (!/\.(json|key)$/.test(name)) continue;
      expect(await readFile(join(directory, name)), name).toEqual(await readFile(join(FORMAT_1, name)));
    }
  });
});

describe("a record", () => {
  it("is written in the first format where that can hold it, whatever it was before", async () => {
    const { vault, fs } = await openOn(new JournalFs(), []);
    for (const kind of KINDS) {
      await vault.update(kind, "a", () => SAMPLES[kind]("a"));
      expect(formatOn(fs.disk(), `/vault/${kind}/a.json`), kind).toBe(1);
    }
    await vault.update("grant", "a", () => withRight("a"));
    await vault.update("grant", "a", () => grant("a"));
    expect(formatOn(fs.disk(), "/vault/grant/a.json")).toBe(1);
  });

  it("is written in the second where the first version would misunderstand it", async () => {
    const { vault, fs } = await openOn(new JournalFs(), []);
    const { current, ...others } = withRight("b");
    await vault.update("grant", "a", () => withRight("a"));
    await vault.update("grant", "b", () => ({ ...others, ...(current && { candidate: current }) }));
    await vault.update("start", "a", () => onDevice("a"));
    for (const path of ["grant/a", "grant/b", "start/a"]) {
      expect(formatOn(fs.disk(), `/vault/${path}.json`), path).toBe(2);
    }
    const next = await openOn(fs.disk(), []);
    expect(await next.vault.read("grant", "a")).toEqual(withRight("a"));
    expect(await next.vault.read("start", "a")).toEqual(onDevice("a"));
  });

  it.each([
    [1, 2],
    [2, 1],
  ])("of format %i is not read as one of format %i", async (from, to) => {
    const { vault, fs } = await openOn(new JournalFs(), []);
    await vault.update("grant", "a", () => (from === 1 ? grant("a") : withRight("a")));
    const path = "/vault/grant/a.json";
    const other = fileOn(fs.disk(), path).toString().replace(`"format":${from}`, `"format":${to}`);
    const forged = await openOn(changed(fs.disk(), { [path]: other }), []);
    expect((await refusal(forged.vault.read("grant", "a"))).code).toBe("vault_damaged");
  });
});

describe("a record of a newer version", () => {
  async function withNewer(kind: RecordKind): Promise<Disk> {
    const { vault, fs } = await openOn(new JournalFs(), []);
    for (const id of ["a", "b"]) await vault.update(kind, id, () => SAMPLES[kind](id));
    const path = `/vault/${kind}/a.json`;
    return changed(fs.disk(), {
      [path]: fileOn(fs.disk(), path).toString().replace('"format":1', '"format":3'),
    });
  }

  it.each(KINDS)("is left as it is, and said to be newer: %s", async (kind) => {
    const before = await withNewer(kind);
    const { vault, fs, said } = await openOn(before, []);
    for (const attempt of [
      vault.read(kind, "a"),
      vault.update(kind, "a", () => SAMPLES[kind]("a")),
      vault.update(kind, "a", () => undefined),
    ]) {
      const { code, cause } = await refusal(attempt);
      expect(code).toBe("vault_newer");
      expect(cause.reason).toContain("format 3");
      expect(cause.details).toEqual({ kind, file: `${kind}/a.json`, format: 3 });
    }
    await vault.discardDamaged(kind, "a");
    expect(withoutLeases(fs.disk())).toEqual(withoutLeases(before));
    expect(said).toEqual([]);
    expect(await vault.read(kind, "b")).toEqual(SAMPLES[kind]("b"));
  });

  it("does not keep the other connections from being listed, and is named there", async () => {
    const { vault } = await openOn(await withNewer("grant"), []);
    const listed = await new Connections(vault).ofClient("zoho", "1000.CLIENT");
    expect(listed.map((one) => ("connection" in one ? one.connection.name : one.error.code)).sort()).toEqual([
      "connection b",
      "vault_newer",
    ]);
  });
});
