/**
 * The short form of `npm run test:mutation`: each line of the table stands where it should, and of each subject one fault
 * is planted and noticed by the test that is named.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import { plantInFile, withFault } from "../../scripts/mutation/plant-fault";
import type { Proof } from "../../scripts/mutation/prove-faults";
import { PROJECT_ROOT } from "../support/project-root";
import { HARMLESS_FAULTS } from "./harmless-faults";
import { type PlantedFault, SUBJECTS } from "./planted-fault";
import { FIRST_FAULTS, PLANTED_FAULTS } from "./planted-faults";

/** Rows with what each is called by in the name of its test. */
function named(faults: readonly PlantedFault[]): (readonly [string, PlantedFault])[] {
  return faults.map((fault) => [`${fault.subject}: ${fault.breaks}`, fault]);
}

describe("the table of planted faults", () => {
  it("has one for each subject at least, each of another name", () => {
    expect(FIRST_FAULTS.map(({ subject }) => subject)).toEqual(SUBJECTS);
    expect(new Set(PLANTED_FAULTS.map(({ breaks }) => breaks)).size).toBe(PLANTED_FAULTS.length);
  });

  it.each(named(PLANTED_FAULTS))("breaks a line that stands there once: %s", (_name, fault) => {
    expect(plantInFile(PROJECT_ROOT, fault)).toContain(`\n${fault.broken}\n`);
    expect(existsSync(join(PROJECT_ROOT, fault.noticedBy.file))).toBe(true);
  });
});

describe("a fault", () => {
  const place = { file: "a.ts", line: "let a = 1;", broken: "let a = 2;" };

  it("takes the place of its line, whatever the indentation, and of nothing else", () => {
    expect(withFault("{\n  let a = 1;\n}\n", place)).toBe("{\nlet a = 2;\n}\n");
  });

  it.each([
    ["0 times", "let a = 1; // and more\n"],
    ["2 times", "let a = 1;\n  let a = 1;\n"],
  ])("can't be planted where its line stands %s", (count, source) => {
    expect(() => withFault(source, place)).toThrow(`a.ts has this line ${count} instead of once`);
  });
});

describe("a build that is broken in one line", () => {
  let proofs: readonly Proof[];

  beforeAll(async () => {
    // A vitest of its own, which must not take itself for one of this one's workers.
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$)/.test(name)),
    );
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--import", "tsx", "test/mutation/programs/prove-short.ts"],
      { cwd: PROJECT_ROOT, env },
    );
    proofs = JSON.parse(stdout) as readonly Proof[];
  }, 1_800_000);

  const proofOf = (breaks: string): Proof | undefined => proofs.find(({ fault }) => fault.breaks === breaks);

  it.each(named(FIRST_FAULTS))("fails the test that should notice: %s", (_name, { breaks }) => {
    expect(proofOf(breaks)).toMatchObject({ isNoticed: true });
  });

  it.each(HARMLESS_FAULTS.map(({ fault, said }) => [fault.breaks, { fault, said }] as const))(
    "is not taken for noticed where it breaks %s",
    (_name, { fault, said }) => {
      const proof = proofOf(fault.breaks);
      expect(proof?.isNoticed).toBe(false);
      expect(proof?.said).toMatch(said);
    },
  );
});
