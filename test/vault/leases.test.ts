import { describe, expect, it } from "vitest";
import type { Clock } from "../../src/time/clock";
import { holdLease } from "../../src/vault/lease";
import { claimAfter, newestClaim } from "../../src/vault/numbered-claims";
import type { VaultFs } from "../../src/vault/vault-fs";
import { faultyFs } from "./support/faulty-fs";
import { JournalFs } from "./support/journal-fs";
import { changed, openOn } from "./support/open-test-vault";
import { grant, seededRandom, standingClock } from "./support/vault-fixtures";
import { disorderly } from "./support/disorderly-fs";

const FOLDER = "/vault/lease/a";
const PATIENCE_MS = 30_000;
/** On a standing clock the first sleep of a holder that has just begun has passed already. */
const BEAT_MS = 2_000;

/** A container of its own: another clock, other random bytes, and no process ID that anybody asks for. */
function containerOn(fs: VaultFs, name: string, clock: Clock = standingClock(name.length * 1e12)) {
  return { fs, clock, random: seededRandom(name), folder: FOLDER };
}

/** A folder in which somebody holds the lease who was killed. */
async function withDeadHolder(): Promise<JournalFs> {
  const fs = new JournalFs();
  expect(await claimAfter(containerOn(fs, "killed"), undefined)).toBeDefined();
  return fs;
}

/** Lets some holders in at once and notes how many are in there together at the most. */
async function crowd(fs: VaultFs, names: readonly string[], turns = 3): Promise<number> {
  let inside = 0;
  let most = 0;
  await Promise.all(
    names.map(async (name) => {
      const container = containerOn(fs, name);
      for (let turn = 0; turn < turns; turn += 1) {
        const lease = await holdLease(container, Number.POSITIVE_INFINITY);
        inside += 1;
        most = Math.max(most, inside);
        for (let step = 0; step < 3; step += 1) await new Promise((resolve) => setImmediate(resolve));
        inside -= 1;
        await lease?.release();
      }
    }),
  );
  return most;
}

describe("a lease", () => {
  it("is had at once where nobody holds it, and again when it was released", async () => {
    const container = containerOn(new JournalFs(), "one");
    for (let turn = 0; turn < 100; turn += 1) {
      const lease = await holdLease(container, PATIENCE_MS);
      expect(lease).toBeDefined();
      await lease?.release();
    }
    expect(container.clock.monotonic()).toBeLessThan((BEAT_MS + 1) * 100);
    expect((await container.fs.list(FOLDER)).length).toBeLessThanOrEqual(2);
  });

  it("is held by one at a time, whatever order the disk does things in", async () => {
    for (let seed = 0; seed < 60; seed += 1) {
      const fs = disorderly(new JournalFs(), `together ${seed}`);
      expect(await crowd(fs, ["one", "other", "a third"]), `seed ${seed}`).toBe(1);
    }
  });

  it("of a killed holder goes to one of those who wait, and to the others after it", async () => {
    for (let seed = 0; seed < 60; seed += 1) {
      const fs = disorderly(await withDeadHolder(), `taken over ${seed}`);
      expect(await crowd(fs, ["one", "other", "a third", "a fourth"], 1), `seed ${seed}`).toBe(1);
    }
  });

  it("of a killed holder is free after six seconds of waiting, by the clock of the one who waits", async () => {
    for (const wall of [0, 1.7e12, 4e12]) {
      const clock = standingClock(wall);
      const lease = await holdLease(containerOn(await withDeadHolder(), "one", clock), PATIENCE_MS);
      expect(lease).toBeDefined();
      expect(clock.monotonic()).toBeGreaterThanOrEqual(6_000);
      expect(clock.monotonic()).toBeLessThan(6_500 + BEAT_MS);
      await lease?.release();
    }
  });

  it("is kept by a holder that lives, until patience ends", async () => {
    const fs = new JournalFs();
    const holder = await holdLease(containerOn(fs, "holder"), PATIENCE_MS);
    const clock = standingClock();
    expect(await holdLease(containerOn(fs, "waiting", clock), PATIENCE_MS)).toBeUndefined();
    expect(clock.monotonic()).toBeGreaterThanOrEqual(PATIENCE_MS);
    expect(clock.monotonic()).toBeLessThan(PATIENCE_MS + 500);
    await holder?.release();
  });

  it("that was taken from a holder that slept is not touched when it wakes up", async () => {
    const fs = new JournalFs();
    const sleeper = await claimAfter(containerOn(fs, "sleeper"), undefined);
    const taken = await holdLease(containerOn(fs, "next"), PATIENCE_MS);
    expect(taken).toBeDefined();
    await sleeper?.beat();
    await sleeper?.release();
    expect(await holdLease(containerOn(fs, "third"), PATIENCE_MS)).toBeUndefined();
    await taken?.release();
  });

  it.each([
    ["when one had been there", 1],
    ["when nobody had been there", 0],
  ])("is not had by somebody who looked long ago, %s, and tries only now", async (_name, before) => {
    const fs = new JournalFs();
    const [slow, quick] = [containerOn(fs, "slow"), containerOn(fs, "quick")];
    for (let turn = 0; turn < before; turn += 1) await (await holdLease(quick, PATIENCE_MS))?.release();
    const seenBySlow = await newestClaim(slow);
    for (let turn = 0; turn < 2; turn += 1) await (await holdLease(quick, PATIENCE_MS))?.release();
    const held = await holdLease(quick, PATIENCE_MS);
    expect(held).toBeDefined();
    expect(await claimAfter(slow, seenBySlow)).toBeUndefined();
    // Not even its attempt is left behind.
    expect((await fs.list(FOLDER)).length).toBe(2);
    await held?.release();
  });

  it("is free again within seconds after a power cut at any moment", async () => {
    const fs = new JournalFs();
    const container = containerOn(fs, "before");
    for (let turn = 0; turn < 3; turn += 1) {
      const lease = await holdLease(container, PATIENCE_MS);
      await new Promise((resolve) => setImmediate(resolve));
      await lease?.release();
    }
    let cuts = 0;
    for (const { disk, story } of fs.powerCuts()) {
      cuts += 1;
      const clock = standingClock();
      const lease = await holdLease(containerOn(new JournalFs(disk), "after", clock), PATIENCE_MS);
      expect(lease, story).toBeDefined();
      expect(clock.monotonic(), story).toBeLessThan(6_500 + BEAT_MS);
      await lease?.release();
    }
    expect(cuts).toBeGreaterThan(50);
  });
});

const WRITING = new Set(["makeDirectory", "create", "write", "remove"]);

describe("what must not run twice", () => {
  it("waits for another process, and then runs", async () => {
    const { vault, fs } = await openOn(new JournalFs(), []);
    await vault.update("grant", "a", () => grant("a"));
    const other = await holdLease(containerOn(fs, "other"), PATIENCE_MS);
    const order: string[] = [];
    const waiting = vault.exclusively("a", async () => void order.push("ours"));
    await vault.exclusively("b", async () => void order.push("another name"));
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    order.push("theirs");
    await other?.release();
    await waiting;
    expect(order).toEqual(["another name", "theirs", "ours"]);
  });

  it("runs after half a minute although another process holds on", async () => {
    const clock = standingClock();
    const { vault, fs } = await openOn(new JournalFs(), [], { clock });
    const other = await holdLease(containerOn(fs, "other"), PATIENCE_MS);
    expect(await vault.exclusively("a", () => Promise.resolve("done"))).toBe("done");
    expect(clock.monotonic()).toBeGreaterThanOrEqual(PATIENCE_MS);
    await other?.release();
  });

  it("frees its lease when it fails, and the failure is told", async () => {
    const { vault, fs } = await openOn(new JournalFs(), []);
    await expect(vault.exclusively("a", () => Promise.reject(new RangeError("no")))).rejects.toThrow(
      RangeError,
    );
    const clock = standingClock();
    expect(await holdLease(containerOn(fs, "next", clock), PATIENCE_MS)).toBeDefined();
    expect(clock.monotonic()).toBeLessThan(6_000);
  });

  it.each([
    ["ENOSPC", "no space left on the disk (ENOSPC)"],
    ["EROFS", "the disk is read-only (EROFS)"],
    ["EACCES", "permission denied (EACCES)"],
    ["EMFILE", "too many files are open (EMFILE)"],
  ])("runs all the same where the disk refuses with %s, and says so once", async (code, problem) => {
    const filled = await openOn(new JournalFs(), []);
    await filled.vault.update("grant", "a", () => grant("a"));
    const fs = faultyFs(filled.fs, (step) => (WRITING.has(step) ? code : undefined));
    const { vault, said } = await openOn(filled.fs, [], { fs });
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await vault.exclusively("a", () => Promise.resolve(turn))).toBe(turn);
    }
    expect(said).toEqual([
      `warn: Other processes can't be kept from refreshing the same token in /vault: ${problem}; going on without.`,
    ]);
  });

  it("does not wait longer where the disk fills up meanwhile", async () => {
    const filled = await openOn(new JournalFs(), []);
    await filled.vault.update("grant", "a", () => grant("a"));
    let full = false;
    const clock = standingClock();
    const fs = faultyFs(filled.fs, (step) => (full && step === "write" ? "ENOSPC" : undefined));
    const { vault } = await openOn(filled.fs, [], { fs, clock });
    await vault.exclusively("a", () => Promise.resolve());
    full = true;
    for (let turn = 0; turn < 3; turn += 1) await vault.exclusively("a", () => Promise.resolve());
    expect(clock.monotonic()).toBeLessThan(6_000);
  });

  it("runs where something else is in the place of the lease", async () => {
    const filled = await openOn(new JournalFs(), []);
    await filled.vault.update("grant", "a", () => grant("a"));
    const { vault } = await openOn(changed(filled.fs.disk(), { [`${FOLDER}/notes.txt`]: "a person's" }), []);
    expect(await vault.exclusively("a", () => Promise.resolve("done"))).toBe("done");
  });
});
