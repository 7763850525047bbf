/** Files of the database that are damaged or gone: what can be read is kept, what is lost is told. */
import { randomBytes } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { StoreDamage } from "../../src/outbox/damage";
import { testDirectory } from "../support/test-directory";
import { allOf, entry, openTestStore } from "./support/open-test-store";

const ENTRIES = 60;

/** An outbox of entries that were written one by one: 90 kB, in a log or in tables. */
async function filledOutbox(
  kept: "in a log" | "in tables",
): Promise<{ directory: string; texts: ReadonlyMap<number, string> }> {
  const directory = join(await testDirectory("outbox"), "outbox");
  const store = await openTestStore({ directory, flushMs: 0 });
  const texts = new Map<number, string>();
  for (let number = 0; number < ENTRIES; number += 1) {
    const text = randomBytes(750).toString("hex");
    const [seq = 0] = await store.append("q", [entry(text)]);
    texts.set(seq, text);
  }
  await store.close();
  // Opening puts what is in logs into tables.
  if (kept === "in tables") await (await openTestStore({ directory })).close();
  return { directory, texts };
}

async function filesOf(directory: string, ending: RegExp): Promise<readonly string[]> {
  const names = (await readdir(join(directory, "level"))).filter((name) => ending.test(name)).toSorted();
  return names.map((name) => join(directory, "level", name));
}

/** Flips a byte. @param place of the file, from 0 to 1 */
async function flip(file: string | undefined, place: number): Promise<void> {
  const bytes = await readFile(file ?? "");
  const at = Math.min(bytes.length - 1, Math.floor(bytes.length * place));
  bytes[at] = (bytes[at] ?? 0) ^ 0x5a;
  await writeFile(file ?? "", bytes);
}

async function largest(directory: string, ending: RegExp): Promise<string | undefined> {
  const files = await filesOf(directory, ending);
  const sizes = await Promise.all(files.map(async (file) => (await readFile(file)).length));
  return files[sizes.indexOf(Math.max(...sizes))];
}

type Damage = readonly [
  name: string,
  kept: "in a log" | "in tables",
  damage: (directory: string) => Promise<void>,
];

const DAMAGES: readonly Damage[] = [
  [
    "a byte in the middle of a log is flipped",
    "in a log",
    async (at) => flip(await largest(at, /\.log$/), 0.5),
  ],
  ["a byte at the end of a log is flipped", "in a log", async (at) => flip(await largest(at, /\.log$/), 1)],
  [
    "a byte of a text in a table is flipped",
    "in tables",
    async (at) => flip(await largest(at, /\.ldb$/), 0.3),
  ],
  ["the index of a table is damaged", "in tables", async (at) => flip(await largest(at, /\.ldb$/), 1)],
  ["a table is gone", "in tables", async (at) => rm((await largest(at, /\.ldb$/)) ?? "")],
  ["CURRENT is gone", "in tables", async (at) => rm(join(at, "level", "CURRENT"))],
  ["CURRENT is empty", "in tables", async (at) => writeFile(join(at, "level", "CURRENT"), "")],
  ["the manifest is gone", "in tables", async (at) => rm((await filesOf(at, /^MANIFEST/))[0] ?? "")],
  ["the manifest is damaged", "in tables", async (at) => flip((await filesOf(at, /^MANIFEST/))[0], 0.5)],
];

describe("an outbox of which", () => {
  it.each(DAMAGES)("%s keeps what can be read and tells what is lost", async (_name, kept, damage) => {
    const { directory, texts } = await filledOutbox(kept);
    await damage(directory);
    const told: StoreDamage[] = [];
    const store = await openTestStore({ directory, onDamage: (one) => told.push(one) });
    const found = await allOf(store, "q");
    expect(found.filter(({ seq, text }) => texts.get(seq) !== text)).toEqual([]);
    expect(store.depth("q").entries).toBe(found.length);

    expect(told.length).toBeGreaterThan(0);
    for (const { problem, setAside } of told) {
      expect(problem).not.toBe("");
      expect(await readdir(setAside)).not.toEqual([]);
    }
    const [next = 0] = await store.append("q", [entry("next")]);
    expect(next).toBeGreaterThan(Math.max(...texts.keys()));
    await store.close();

    const again = await openTestStore({ directory, onDamage: (one) => told.push(one) });
    const before = told.length;
    expect((await allOf(again, "q")).map(({ seq }) => seq)).toEqual([...found.map(({ seq }) => seq), next]);
    expect(told).toHaveLength(before);
    await again.close();
  });

  it("a byte in the middle of a log is flipped says how many entries it costs, and no more than a block of them", async () => {
    const { directory, texts } = await filledOutbox("in a log");
    await flip(await largest(directory, /\.log$/), 0.5);
    const told: StoreDamage[] = [];
    const store = await openTestStore({ directory, onDamage: (one) => told.push(one) });
    const lost = texts.size - store.depth("q").entries;
    expect(told.map((one) => one.lost)).toEqual([[{ queue: "q", entries: lost }]]);
    // LevelDB gives up what is left of a block of 32 KiB.
    expect(lost).toBeGreaterThan(0);
    expect(lost).toBeLessThanOrEqual(23);
    await store.close();
  });

  it("the logs were removed by an opening that did not come to its end has them again", async () => {
    const { directory, texts } = await filledOutbox("in a log");
    const log = (await largest(directory, /\.log$/)) ?? "";
    // A power cut after the log was removed and before CURRENT led to the table that was made of it.
    await mkdir(join(directory, "logs-before"));
    await rename(log, join(directory, "logs-before", log.slice(log.lastIndexOf("/") + 1)));
    const store = await openTestStore({ directory });
    expect((await allOf(store, "q")).map(({ text }) => text)).toEqual([...texts.values()]);
    await store.close();
  });
});
