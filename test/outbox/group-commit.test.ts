/** How many writes there are, whatever the number of messages: each is an fsync, which wears an SD card. */
import { describe, expect, it } from "vitest";
import { GroupCommit } from "../../src/outbox/group-commit";
import { HeldClock } from "../unit/support/held-clock";

function collecting(): { clock: HeldClock; groups: number[][]; commit: GroupCommit<number> } {
  const clock = new HeldClock();
  const groups: number[][] = [];
  const write = async (changes: readonly number[]): Promise<void> => void groups.push([...changes]);
  return { clock, groups, commit: new GroupCommit({ clock, flushMs: 100, write }) };
}

describe("changes that are written together", () => {
  it("are written at once after a pause, and ten times a second at most", async () => {
    const { clock, groups, commit } = collecting();
    const done: Promise<void>[] = [];
    for (let change = 0; change < 1_000; change += 1) {
      done.push(commit.add(change));
      await clock.pass(1);
    }
    await clock.pass(100);
    await Promise.all(done);
    expect(groups[0]).toEqual([0]);
    expect(groups.flat()).toEqual(Array.from({ length: 1_000 }, (_none, index) => index));
    expect(groups.length).toBeGreaterThanOrEqual(10);
    expect(groups.length).toBeLessThanOrEqual(11);
  });

  it("are all refused when their write fails, and later ones are not", async () => {
    const clock = new HeldClock();
    let failing = true;
    const write = async (): Promise<void> => {
      if (failing) throw new Error("no space");
    };
    const commit = new GroupCommit<number>({ clock, flushMs: 100, write });
    const [first, second] = [commit.add(1), commit.add(2)];
    await expect(first).rejects.toThrow("no space");
    await expect(second).rejects.toThrow("no space");
    failing = false;
    const third = commit.add(3);
    await clock.pass(100);
    await third;
  });

  it("are written without waiting when everything has to end", async () => {
    const { groups, commit } = collecting();
    await commit.add(1);
    const last = commit.add(2);
    await commit.flush();
    await last;
    expect(groups).toEqual([[1], [2]]);
  });
});
