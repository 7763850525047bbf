import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seal, unseal } from "../../src/vault/seal";
import type { RecordKind } from "../../src/vault/vault";
import { type Disk, JournalFs } from "./support/journal-fs";
import { changed, explicit, fileOn, openOn, typed } from "./support/open-test-vault";
import {
  access,
  budget,
  CANARIES,
  grant,
  refusal,
  SAMPLES,
  seededRandom,
  start,
} from "./support/vault-fixtures";

const KEYS = [typed(CANARIES.typedKey)];
const KINDS = Object.keys(SAMPLES) as RecordKind[];
const GRANT_A = "/vault/grant/a.json";

async function filled(): Promise<Disk> {
  const { vault, fs } = await openOn(new JournalFs(), KEYS);
  for (const kind of KINDS) {
    for (const id of ["a", "b"]) await vault.update(kind, id, () => SAMPLES[kind](id));
  }
  return fs.disk();
}

describe("a sealed grant", () => {
  it("is refused or unchanged after any bit of its file is flipped", async () => {
    const disk = await filled();
    const original = fileOn(disk, GRANT_A);
    const sealedFrom = original.indexOf('"sealed":"') + '"sealed":"'.length;
    const sealedTo = original.lastIndexOf('"');
    const { vault, fs } = await openOn(disk, KEYS);
    for (let at = 0; at < original.length; at += 1) {
      const bytes = Buffer.from(original);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << (at % 8));
      await overwrite(fs, GRANT_A, bytes);
      const found = await vault
        .read("grant", "a")
        .catch((error: unknown) => (error as { code: string }).code);
      // White space outside of the seal means nothing; everything else does.
      const allowed =
        at >= sealedFrom && at < sealedTo ? ["vault_damaged"] : ["vault_damaged", "vault_newer", grant("a")];
      expect(allowed, `bit at ${at}`).toContainEqual(found);
    }
  });

  it("is refused after being cut off anywhere", async () => {
    const disk = await filled();
    const original = fileOn(disk, GRANT_A);
    const { vault, fs } = await openOn(disk, KEYS);
    // The last character is the line end.
    for (let length = 0; length < original.length - 1; length += 1) {
      await overwrite(fs, GRANT_A, original.subarray(0, length));
      expect((await refusal(vault.read("grant", "a"))).code).toBe("vault_damaged");
    }
  });

  it.each([
    ["of another connection", "/vault/grant/b.json"],
    ["of another kind", "/vault/start/a.json"],
  ])("is refused when its file is exchanged for one %s", async (_name, other) => {
    const disk = await filled();
    const { vault } = await openOn(changed(disk, { [GRANT_A]: fileOn(disk, other) }), KEYS);
    const error = await refusal(vault.read("grant", "a"));
    expect(error.code).toBe("vault_damaged");
    expect(error.cause.details).toMatchObject({ problem: "it is the file of another record" });
  });

  it.each([
    ["kind", "start", "start", "a"],
    ["id", "b", "grant", "b"],
    ["realm", "emulator", "grant", "a"],
    ["realm", undefined, "grant", "a"],
    ["name", "somebody else's", "grant", "a"],
    ["name", undefined, "grant", "a"],
  ] as const)("is refused under another %s (%s) in its header", async (field, value, kind, id) => {
    const disk = await filled();
    const file = JSON.parse(fileOn(disk, GRANT_A).toString()) as Record<string, unknown>;
    file[field] = value;
    const { vault } = await openOn(
      changed(disk, { [`/vault/${kind}/${id}.json`]: JSON.stringify(file) }),
      KEYS,
    );
    const error = await refusal(vault.read(kind, id));
    expect(error.code).toBe("vault_damaged");
    expect(error.cause.details).toMatchObject({
      problem: "its seal is broken: it was changed, or sealed under another key",
    });
  });

  it("is refused when it comes from another vault", async () => {
    const other = await filled();
    const { vault } = await openOn(changed(await filled(), { [GRANT_A]: fileOn(other, GRANT_A) }), KEYS);
    expect((await refusal(vault.read("grant", "a"))).code).toBe("vault_damaged");
  });
});

describe("a damaged record", () => {
  it.each(["grant", "start"] as const)(
    "of kind %s is never overwritten, only put aside on request",
    async (kind) => {
      const path = `/vault/${kind}/a.json`;
      const { vault, fs, said } = await openOn(changed(await filled(), { [path]: "{" }), KEYS);
      expect((await refusal(vault.read(kind, "a"))).code).toBe("vault_damaged");
      expect((await refusal(vault.update(kind, "a", () => SAMPLES[kind]("a")))).code).toBe("vault_damaged");
      expect((await refusal(vault.update(kind, "a", () => undefined))).code).toBe("vault_damaged");
      expect(fileOn(fs.disk(), path).toString()).toBe("{");

      await vault.discardDamaged(kind, "a");
      expect(fileOn(fs.disk(), `${path}.damaged-1`).toString()).toBe("{");
      expect(said.filter((sentence) => sentence.includes(".damaged-1"))).toHaveLength(1);
      expect(await vault.read(kind, "a")).toBeUndefined();
      await vault.update(kind, "a", () => SAMPLES[kind]("a"));
      expect(await vault.read(kind, "a")).toEqual(SAMPLES[kind]("a"));
      expect(await vault.ids(kind)).toEqual(["a", "b"]);
    },
  );

  it("does not take the place of one that was put aside before", async () => {
    const { vault, fs } = await openOn(changed(await filled(), { [GRANT_A]: "{1" }), KEYS);
    await vault.discardDamaged("grant", "a");
    await overwrite(fs, GRANT_A, Buffer.from("{2"));
    await vault.discardDamaged("grant", "a");
    expect(fileOn(fs.disk(), `${GRANT_A}.damaged-1`).toString()).toBe("{1");
    expect(fileOn(fs.disk(), `${GRANT_A}.damaged-2`).toString()).toBe("{2");
  });

  it("is named by its connection where the header can be read, otherwise by its ID", async () => {
    const disk = await filled();
    const broken = fileOn(disk, GRANT_A)
      .toString()
      .replace(/"sealed":"../, '"sealed":"!!');
    const named = await openOn(changed(disk, { [GRANT_A]: broken }), KEYS);
    const error = await refusal(named.vault.read("grant", "a"));
    expect(error.cause.connection).toBe("connection a");
    expect(error.cause.details).toMatchObject({ kind: "grant", file: "grant/a.json" });
    const nameless = await openOn(changed(disk, { [GRANT_A]: "" }), KEYS);
    expect((await refusal(nameless.vault.read("grant", "a"))).cause.connection).toBe("a");
    const rude = broken.replace("connection a", "a\\u001b[31m");
    const hostile = await openOn(changed(disk, { [GRANT_A]: rude }), KEYS);
    expect((await refusal(hostile.vault.read("grant", "a"))).cause.connection).toBe("a");
  });

  it.each(["access", "budget"] as const)(
    "of kind %s counts as absent, is moved aside, and is told once",
    async (kind) => {
      const path = `/vault/${kind}/a.json`;
      const { vault, fs, said } = await openOn(changed(await filled(), { [path]: "{" }), KEYS);
      expect(await vault.read(kind, "a")).toBeUndefined();
      expect(await vault.read(kind, "a")).toBeUndefined();
      expect(said.filter((sentence) => sentence.startsWith("warn"))).toHaveLength(1);
      expect(fileOn(fs.disk(), `${path}.damaged-1`).toString()).toBe("{");
      await vault.update(kind, "a", () => SAMPLES[kind]("a"));
      expect(await vault.read(kind, "a")).toEqual(SAMPLES[kind]("a"));
    },
  );

  it("of kind access does not pile up with every power cut", async () => {
    const { vault, fs } = await openOn(await filled(), KEYS);
    for (const text of ["{1", "{2", "{3"]) {
      await overwrite(fs, "/vault/access/a.json", Buffer.from(text));
      expect(await vault.read("access", "a")).toBeUndefined();
    }
    const aside = [...fs.disk().keys()].filter((path) => path.includes(".damaged-"));
    expect(aside).toEqual(["/vault/access/a.json.damaged-1"]);
  });
});

describe("what the vault writes", () => {
  it("holds no secret in clear, neither in files nor in their names nor in what it logs", async () => {
    const { vault, fs, said } = await openOn(new JournalFs(), [typed(CANARIES.typedKey)]);
    for (const kind of KINDS) await vault.update(kind, "a", () => SAMPLES[kind]("a"));
    const later = await openOn(fs.disk(), [explicit("the explicit canary")]);
    await later.vault.update("grant", "a", () => grant("a"));
    await later.vault.update("access", "a", () => access("a"));
    await later.vault.update("budget", "a", () => budget("a"));
    await later.vault.update("start", "a", () => start("a"));
    const everything = [
      ...said,
      ...later.said,
      ...[fs, later.fs].flatMap(({ journal }) =>
        journal.map((entry) =>
          entry.op === "write" ? entry.content.toString("latin1") : JSON.stringify(entry, withoutContent),
        ),
      ),
    ].join("\n");
    expect(everything).toContain("connection a");
    for (const secret of [...Object.values(CANARIES), "the explicit canary"]) {
      for (const form of formsOf(secret)) expect(everything).not.toContain(form);
    }
  });

  it("is another text each time, also for the same record", async () => {
    const { vault, fs } = await openOn(new JournalFs(), KEYS);
    const texts = new Set<string>();
    for (let count = 0; count < 50; count += 1) {
      await vault.update("grant", "a", () => grant("a"));
      texts.add(fileOn(fs.disk(), GRANT_A).toString());
    }
    expect(texts.size).toBe(50);
  });

  it("writes nothing when a change returns what it was given", async () => {
    const { vault, fs } = await openOn(await filled(), KEYS);
    const before = fs.journal.length;
    await vault.update("grant", "a", (current) => current);
    expect(fs.journal.length).toBe(before);
  });
});

describe("a seal", () => {
  const key = Buffer.alloc(32, 7);

  it("opens with the same key and text only", () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.string(), fc.string(), (bytes, text, other) => {
        const sealed = seal(key, text, Buffer.from(bytes), seededRandom("seal"));
        expect(unseal(key, text, sealed)).toEqual(Buffer.from(bytes));
        expect(unseal(Buffer.alloc(32, 8), text, sealed)).toBeUndefined();
        fc.pre(other !== text);
        expect(unseal(key, other, sealed)).toBeUndefined();
      }),
    );
  });

  it("takes no text that is nearly base64, nor a shortened tag", () => {
    const sealed = seal(key, "", Buffer.from("secret!"), seededRandom("seal"));
    for (const near of [`${sealed}=`, ` ${sealed}`, sealed.replace(/=+$/, ""), `${sealed}\n`, ""]) {
      if (near !== sealed) expect(unseal(key, "", near)).toBeUndefined();
    }
    const bytes = Buffer.from(sealed, "base64");
    for (let length = 0; length < bytes.length; length += 1) {
      expect(unseal(key, "", bytes.subarray(0, length).toString("base64"))).toBeUndefined();
    }
  });
});

async function overwrite(fs: JournalFs, path: string, bytes: Buffer): Promise<void> {
  await fs.remove(path).catch(() => undefined);
  await (await fs.create(path)).write(bytes);
}

/** Plain, base64 at each of the three alignments, base64url, hexadecimal and URL-encoded. */
function formsOf(secret: string): readonly string[] {
  const base64 = [0, 1, 2].flatMap((shift) => {
    const text = Buffer.from(" ".repeat(shift) + secret).toString("base64");
    // The first and last characters also depend on the neighbours.
    const core = text.slice(shift === 0 ? 0 : 4, -4);
    return [core, core.replaceAll("+", "-").replaceAll("/", "_")];
  });
  return [
    secret,
    ...base64,
    Buffer.from(secret).toString("hex"),
    encodeURIComponent(secret),
    JSON.stringify(secret),
  ];
}

function withoutContent(key: string, value: unknown): unknown {
  return key === "content" ? undefined : value;
}
