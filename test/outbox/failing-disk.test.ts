/** A disk that is full, read-only or broken for a while: strace makes the system calls of a real process fail. */
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { provideProgram } from "../support/system-programs";
import { testDirectory } from "../support/test-directory";
import { LevelStore } from "../../src/outbox/level-store";
import { HeldClock } from "../unit/support/held-clock";
import { entry, textsOf } from "./support/open-test-store";
import { judgeOutbox } from "./support/outbox-judge";
import type { OutboxLine } from "./support/outbox-program";
import { compileOutboxProgram, runWithFailures } from "./support/run-outbox-program";

const strace = await provideProgram("strace");

/** Files that LevelDB writes to, of the first numbers. */
function filesOf(directory: string, ending: string): readonly string[] {
  const numbers = Array.from({ length: 60 }, (_none, index) => String(index + 1).padStart(6, "0"));
  return numbers.flatMap((number) => ["-P", join(directory, "level", `${number}.${ending}`)]);
}

const FAILURES: Readonly<Record<string, (directory: string) => readonly string[]>> = {
  "is full when something is synced": () => ["-e", "inject=fdatasync:error=ENOSPC:when=6"],
  "reports an error when something is synced": () => ["-e", "inject=fdatasync:error=EIO:when=9"],
  "is full when a log is written": (directory) => [
    ...filesOf(directory, "log"),
    ...["-e", "inject=write:error=ENOSPC:when=5..6"],
  ],
  "is full when a table is written": (directory) => [
    ...filesOf(directory, "ldb"),
    ...["-e", "inject=write:error=ENOSPC:when=1"],
  ],
};

describe.skipIf(strace === undefined)("a disk that", () => {
  let compiled: string;
  beforeAll(async () => {
    compiled = await compileOutboxProgram();
  });

  it.each(Object.entries(FAILURES))("%s costs nothing that was acknowledged", async (_name, failures) => {
    const directory = join(await testDirectory("outbox"), "outbox");
    const program = { directory, work: "mixed", seed: 11, rounds: 50 } as const;
    const said = await runWithFailures(strace ?? "", compiled, program, failures(directory));
    const lines = said.map((line) => JSON.parse(line) as OutboxLine);
    const refused = lines.flatMap((line) => ("refused" in line ? [line.code] : []));
    expect(refused.length).toBeGreaterThan(0);
    expect(new Set(refused)).toEqual(new Set(["outbox_unwritable"]));
    // It went on afterwards, by itself.
    const last = lines.findLastIndex((line) => "refused" in line);
    const later = lines.slice(last).filter((line) => "done" in line && line.done === "append");
    expect(later.length).toBeGreaterThan(0);
    await judgeOutbox(directory, said);
  });

  /** Which of the opened logs of the second process, from the first on, by what they are opened for. */
  const UNOPENED = {
    "are read": "1",
    "are read and when they are synced before a repair": "1..3+2",
    "are read and when a repair reads them": "1..5+4",
    "are read and whatever is done then": "1..4",
  };

  it.each(Object.entries(UNOPENED))(
    "does not let logs be opened when they %s costs nothing, although LevelDB passes over them",
    async (_what, when) => {
      const directory = join(await testDirectory("outbox"), "outbox");
      const program = { directory, work: "mixed", seed: 11, rounds: 12 } as const;
      const before = await runWithFailures(strace ?? "", compiled, program, []);
      const failures = [...filesOf(directory, "log"), "-e", `inject=openat:error=EMFILE:when=${when}`];
      const next = { ...program, seed: 12 };
      const said = await runWithFailures(strace ?? "", compiled, next, failures);
      await judgeOutbox(directory, [...before, ...said]);
    },
  );
});

describe("a folder that can't be made", () => {
  it("is told at once with what to do, and used as soon as it can be", async () => {
    const home = await testDirectory("outbox");
    const directory = join(home, "vault", "outbox");
    await writeFile(join(home, "vault"), "a file in the place of a folder");
    const clock = new HeldClock();
    const store = new LevelStore({ directory, clock, flushMs: 0 });
    await expect(store.append("q", [entry("a")])).rejects.toMatchObject({
      code: "outbox_unwritable",
      message: expect.stringMatching(/ENOTDIR|EEXIST/) as string,
      cause: { class: "unreachable", remedy: expect.stringContaining("Free space") as string },
    });
    await rm(join(home, "vault"));
    await mkdir(join(home, "vault"));
    await clock.pass(1_000);
    await store.opened();
    await store.append("q", [entry("b")]);
    expect(await textsOf(store, "q")).toEqual(["b"]);
    await store.close();
  });
});
