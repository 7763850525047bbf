/**
 * Power cuts on the outbox: all that LevelDB really does to its files is recorded, then the recording is played up to some
 * moment, with what was not synced by then lost, torn or out of order. `npm run test:faults` looks at many more moments.
 */
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { seedNumber, seedsOr, sizeOr, tellFigures } from "../faults/support/long-form";
import { provideProgram } from "../support/system-programs";
import { testDirectory } from "../support/test-directory";
import { CuttableFolder, writeFolder } from "./support/file-power-cuts";
import { judgeOutbox } from "./support/outbox-judge";
import { seededChance } from "../support/seeded-chance";
import { compileOutboxProgram, traceOutboxProgram } from "./support/run-outbox-program";
import type { FileStep } from "./support/traced-files";

const [SEED] = seedsOr("1128");
const CUTS = sizeOr("cuts", 150);
const ROUNDS = 40;

const strace = await provideProgram("strace");

/** @returns how many folders were looked at */
async function judgeCuts(steps: readonly FileStep[], wanted: number, draw: () => number): Promise<number> {
  const home = await testDirectory("power-cuts");
  const folder = new CuttableFolder();
  let count = 0;
  for (const [at, step] of steps.entries()) {
    folder.take(step);
    // As many moments as wanted, spread over all.
    if (draw() * steps.length >= wanted / 5) continue;
    for (const cut of folder.cuts(draw)) {
      count += 1;
      const directory = join(home, String(count));
      writeFolder(directory, cut);
      try {
        await judgeOutbox(directory, cut.said);
      } catch (error) {
        throw new Error(
          `seed ${SEED}, step ${at} of ${steps.length} (${step.op}): ${cut.story}; ${directory}`,
          {
            cause: error,
          },
        );
      }
    }
  }
  return count;
}

describe.skipIf(strace === undefined)("a power cut", () => {
  let steps: readonly FileStep[];
  beforeAll(async () => {
    const directory = join(await testDirectory("outbox"), "outbox");
    const program = { directory, work: "mixed", seed: seedNumber(SEED), rounds: ROUNDS } as const;
    steps = await traceOutboxProgram(strace ?? "", await compileOutboxProgram(), program);
  });

  it("finds in the recording all that makes it worth playing", () => {
    // Logs that were full, tables, and more than one opening.
    const created = steps.flatMap((step) => (step.op === "create" ? [step.path] : []));
    expect(created.filter((path) => path.endsWith(".log")).length).toBeGreaterThan(3);
    expect(created.filter((path) => path.endsWith(".ldb")).length).toBeGreaterThan(3);
    expect(steps.filter((step) => step.op === "say").length).toBeGreaterThan(100);
  });

  it(
    "at any moment loses nothing that was acknowledged, and brings nothing back",
    async () => {
      const cuts = await judgeCuts(steps, CUTS, seededChance(seedNumber(SEED)));
      expect(cuts).toBeGreaterThan(CUTS / 2);
      tellFigures("outbox", { steps: steps.length, cuts });
    },
    60_000 + CUTS * 300,
  );

  it.each(["sync", "sync folder"])(
    "is found to lose something on a disk that lies about each %s",
    async (lie) => {
      const lying = steps.filter(({ op }) => op !== lie);
      await expect(judgeCuts(lying, CUTS, seededChance(seedNumber(SEED)))).rejects.toThrow(
        `seed ${SEED}, step `,
      );
    },
  );
});
