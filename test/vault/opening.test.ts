import { describe, expect, it } from "vitest";
import type { RecordKind } from "../../src/vault/vault";
import { RecordQueue } from "../../src/vault/record-queue";
import { JournalFs } from "./support/journal-fs";
import { faultyFs } from "./support/faulty-fs";
import { changed, openOn, typed } from "./support/open-test-vault";
import { grant, SAMPLES, standingClock } from "./support/vault-fixtures";

const HOUR_MS = 3_600_000;

describe("opening a vault", () => {
  it("makes nothing where there is none, until there is something to keep", async () => {
    const { vault, fs } = await openOn(new JournalFs(), [typed("one")]);
    expect(await vault.ids("grant")).toEqual([]);
    expect(await vault.read("grant", "a")).toBeUndefined();
    expect(await vault.update("grant", "a", () => undefined)).toBeUndefined();
    expect(fs.journal).toEqual([]);
  });

  it("reads the file of no record, however many there are", async () => {
    const { vault, fs } = await openOn(new JournalFs(), [typed("one")]);
    for (let count = 0; count < 1_000; count += 1) {
      const kind = (Object.keys(SAMPLES) as RecordKind[])[count % 4] ?? "grant";
      await vault.update(kind, `r${count}`, () => SAMPLES[kind](`r${count}`));
    }
    const read: string[] = [];
    const watched = faultyFs(fs, (step, path) => {
      if (step === "read") read.push(path);
      return undefined;
    });
    const again = await openOn(fs, [typed("one")], { fs: watched });
    expect(await again.vault.ids("grant")).toHaveLength(250);
    expect(read.filter((path) => !path.startsWith("/vault/vault."))).toEqual([]);
    await again.vault.read("grant", "r0");
    expect(read).toContain("/vault/grant/r0.json");
  });

  it("removes temporary files that a crash left, but not young ones of another process, nor anything else", async () => {
    const now = 1_700_000_000_000;
    const { vault, fs } = await openOn(new JournalFs(), []);
    await vault.update("grant", "a", () => grant("a"));
    const leftovers = changed(fs.disk(), {
      "/vault/.vault.json.0011223344556677.tmp": "half",
      "/vault/grant/.a.json.0011223344556677.tmp": "half",
      "/vault/grant/notes.tmp": "a person's",
    });
    const names = (wall: number): Promise<readonly string[]> =>
      openOn(leftovers, [], { clock: standingClock(wall) }).then((opened) =>
        [...opened.fs.disk().keys()].filter((path) => path.endsWith(".tmp")).sort(),
      );
    expect(await names(now + HOUR_MS - 1)).toHaveLength(3);
    expect(await names(now + HOUR_MS + 1)).toEqual(["/vault/grant/notes.tmp"]);
    // A gateway without a clock battery boots in 1970 and finds files from the future.
    expect(await names(0)).toEqual(["/vault/grant/notes.tmp"]);
  });

  it("lists only what can be a record", async () => {
    const { vault, fs } = await openOn(new JournalFs(), []);
    await vault.update("grant", "a", () => grant("a"));
    const cluttered = changed(fs.disk(), {
      "/vault/grant/a.json.damaged-1": "",
      "/vault/grant/.b.json.00.tmp": "",
      "/vault/grant/UPPER.json": "",
      "/vault/grant/README": "",
    });
    expect(await (await openOn(cluttered, [])).vault.ids("grant")).toEqual(["a"]);
  });

  it("goes on when the folder can't be tidied", async () => {
    const { vault, fs } = await openOn(new JournalFs(), []);
    await vault.update("grant", "a", () => grant("a"));
    const disk = faultyFs(fs, (step) => (step === "stat" ? "EACCES" : undefined));
    const again = await openOn(fs, [], { fs: disk });
    expect(again.said).toEqual([expect.stringContaining("can't be tidied: permission denied (EACCES)")]);
    expect(await again.vault.read("grant", "a")).toEqual(grant("a"));
  });
});

describe("the lock around changes of the keys", () => {
  const LOCK = "/vault/lease/keys.lock/9";

  it("of a process that was killed is taken over after six seconds", async () => {
    const { vault, fs } = await openOn(new JournalFs(), [typed("one")]);
    await vault.update("grant", "a", () => grant("a"));
    const clock = standingClock();
    const stale = await openOn(changed(fs.disk(), { [LOCK]: "killed " }), [typed("two")], { clock });
    expect(clock.monotonic()).toBeGreaterThanOrEqual(6_000);
    expect(clock.monotonic()).toBeLessThan(9_000);
    expect(await (await openOn(stale.fs.disk(), [])).vault.read("grant", "a")).toEqual(grant("a"));
  });

  it("is waited for as long as its holder lives, within reason", async () => {
    const { vault, fs } = await openOn(new JournalFs(), [typed("one")]);
    await vault.update("grant", "a", () => grant("a"));
    const busy = new JournalFs(changed(fs.disk(), { [LOCK]: "holder " }));
    const clock = standingClock();
    let beats = 0;
    const { vault: opened } = await openOn(busy, [typed("two")], {
      clock: {
        ...clock,
        sleep: async (ms) => {
          await clock.sleep(ms);
          if (clock.monotonic() < 2_000 * (beats + 1)) return;
          beats += 1;
          await busy.remove(LOCK);
          await (
            await busy.create(LOCK)
          ).write(Buffer.from(`holder ${beats}${beats < 6 ? "" : " released"}`));
        },
      },
    });
    expect(beats).toBe(6);
    expect(await opened.read("grant", "a")).toEqual(grant("a"));
  });

  it("is not needed when nothing changes", async () => {
    const { vault, fs } = await openOn(new JournalFs(), [typed("one")]);
    await vault.update("grant", "a", () => grant("a"));
    const clock = standingClock();
    const again = await openOn(changed(fs.disk(), { [LOCK]: "killed" }), [typed("one")], { clock });
    await again.vault.update("grant", "a", () => grant("a"));
    expect(clock.monotonic()).toBeLessThan(6_000);
  });
});

describe("the queue of each record", () => {
  it("runs what is asked for one record in order, and other records meanwhile", async () => {
    const queue = new RecordQueue();
    const order: string[] = [];
    let release: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const first = queue.run("a", async () => {
      await gate;
      order.push("a1");
    });
    const second = queue.run("a", async () => void order.push("a2"));
    await queue.run("b", async () => void order.push("b1"));
    release();
    await Promise.all([first, second]);
    expect(order).toEqual(["b1", "a1", "a2"]);
  });

  it("keeps the order when more is asked for while the last but one ends", async () => {
    const queue = new RecordQueue();
    const order: string[] = [];
    const slow = async (name: string): Promise<void> => {
      order.push(`${name} begins`);
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
      order.push(`${name} ends`);
    };
    const first = queue.run("a", () => slow("1"));
    const second = queue.run("a", () => slow("2"));
    await first;
    for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
    await Promise.all([second, queue.run("a", () => slow("3"))]);
    expect(order).toEqual(["1 begins", "1 ends", "2 begins", "2 ends", "3 begins", "3 ends"]);
  });

  it("tells a failure to its own caller only, and holds nothing when all is done", async () => {
    const queue = new RecordQueue();
    const failing = queue.run("a", () => Promise.reject(new RangeError("no")));
    const next = queue.run("a", () => Promise.resolve("yes"));
    expect(queue.size).toBe(1);
    await expect(failing).rejects.toThrow(RangeError);
    expect(await next).toBe("yes");
    await new Promise((resolve) => setImmediate(resolve));
    expect(queue.size).toBe(0);
  });
});
