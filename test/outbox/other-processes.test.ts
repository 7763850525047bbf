/** Two processes on one outbox, as in a restart that overlaps, and processes that are killed. */
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { LevelStore } from "../../src/outbox/level-store";
import { systemClock } from "../../src/time/clock";
import { seedNumber, seedsOr, sizeOr, tellFigures } from "../faults/support/long-form";
import { testDirectory } from "../support/test-directory";
import { entry, openTestStore, textsOf } from "./support/open-test-store";
import { judgeOutbox } from "./support/outbox-judge";
import { seededChance } from "../support/seeded-chance";
import { compileOutboxProgram, OutboxProcess } from "./support/run-outbox-program";

const KILLS = sizeOr("outbox-kills", 6);
const [SEED] = seedsOr("7");

let compiled: string;
beforeAll(async () => {
  compiled = await compileOutboxProgram();
});

async function heldOutbox(): Promise<{ readonly directory: string; readonly holder: OutboxProcess }> {
  const directory = join(await testDirectory("outbox"), "outbox");
  const holder = new OutboxProcess(compiled, { directory, work: "hold", seed: 1 });
  await holder.says(1);
  return { directory, holder };
}

describe("an outbox that another process holds", () => {
  it("refuses what can't wait any longer, and keeps nothing of it", async () => {
    const { directory, holder } = await heldOutbox();
    const store = new LevelStore({ directory, clock: systemClock, busyMs: 50 });
    await expect(store.append("q", [entry("refused")])).rejects.toMatchObject({
      code: "outbox_busy",
      cause: { class: "unreachable", details: { directory } },
    });
    holder.endInput();
    await store.opened();
    expect(await textsOf(store, "q")).toEqual([]);
    await store.close();
    await holder.ended();
  });

  it.each(["ends", "is killed"])("takes what has waited as soon as that process %s", async (how) => {
    const { directory, holder } = await heldOutbox();
    const store = new LevelStore({ directory, clock: systemClock, busyMs: 60_000 });
    const waiting = ["a", "b"].map((text) => store.append("q", [entry(text)]));
    if (how === "ends") holder.endInput();
    else holder.kill();
    await Promise.all(waiting);
    expect(await textsOf(store, "q")).toEqual(["a", "b"]);
    await store.close();
    await holder.ended();
  });

  it("is not opened twice by one process either", async () => {
    const directory = join(await testDirectory("outbox"), "outbox");
    const first = await openTestStore({ directory });
    const second = new LevelStore({ directory, clock: systemClock, busyMs: 60_000 });
    const waiting = second.append("q", [entry("later")]);
    await first.append("q", [entry("sooner")]);
    await first.close();
    await waiting;
    expect(await textsOf(second, "q")).toEqual(["sooner", "later"]);
    await second.close();
  });
});

describe("an outbox whose process is killed again and again", () => {
  it(
    "loses nothing that was acknowledged",
    async () => {
      const directory = join(await testDirectory("outbox"), "outbox");
      const draw = seededChance(seedNumber(SEED));
      const said: string[] = [];
      for (let kill = 0; kill < KILLS; kill += 1) {
        const program = { directory, work: "forever", seed: seedNumber(SEED) * 1_000 + kill } as const;
        const process = new OutboxProcess(compiled, program);
        await process.says(10 + Math.floor(draw() * 150));
        process.kill();
        said.push(...(await process.ended()));
        await judgeOutbox(directory, said);
      }
      const acknowledged = said.filter((line) => line.startsWith('{"done"')).length;
      tellFigures("outbox", { kills: KILLS, acknowledged });
    },
    60_000 + KILLS * 5_000,
  );
});

describe("an outbox without its database", () => {
  it("says what to install", async () => {
    const directory = join(await testDirectory("outbox"), "outbox");
    const process = new OutboxProcess(compiled, { directory, work: "hold", seed: 1 }, {});
    const [line = ""] = await process.ended();
    expect(line).toMatch(/classic-level .* is not installed.*npm install classic-level/);
  });
});
