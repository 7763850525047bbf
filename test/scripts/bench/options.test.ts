import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { exactly } from "../../../scripts/bench/bench-row";
import { benchOptions, WrongUsage } from "../../../scripts/bench/bench-options";
import { keptRowsText, parseKeptRows } from "../../../scripts/bench/kept-rows";
import { isWanted, type Measurement, wantedMeasurements } from "../../../scripts/bench/measurement";
import { MEASUREMENTS } from "../../../scripts/bench/measurements";
import { testDirectory } from "../../support/test-directory";
import { keptRow, measuredRow } from "./kept-row";

const ALL: readonly Measurement[] = [["E5", "E6"], ["E1"], ["P1"], ["P10"]].map((ids) => ({
  ids,
  seconds: 1,
  against: [],
  measure: () => Promise.resolve([]),
}));

const KEPT = keptRow(exactly(1, measuredRow([1], { anchors: [] })));

function wrong(...args: readonly string[]): string {
  try {
    benchOptions(args, ALL);
  } catch (error) {
    if (error instanceof WrongUsage) return error.message;
    throw error;
  }
  return "nothing";
}

describe("--only", () => {
  const wanted = (...only: readonly string[]): readonly (readonly string[])[] =>
    wantedMeasurements(ALL, only).map(({ ids }) => ids);

  test("takes IDs, not beginnings of IDs", () => {
    expect(wanted("P1")).toEqual([["P1"]]);
    expect(wanted("P10", "E6")).toEqual([["E5", "E6"], ["P10"]]);
    expect(isWanted("E5", ["E6"])).toBe(false);
  });

  test("takes a letter for all of its rows, and everything where nothing is said", () => {
    expect(wanted("P")).toEqual([["P1"], ["P10"]]);
    expect(wanted()).toHaveLength(4);
  });

  test("is read from a list with commas and spaces", () => {
    const options = benchOptions(["--only", "P1, E1,"], ALL);
    expect(options).toMatchObject({ only: ["P1", "E1"] });
    expect(options).toHaveProperty("measurements.length", 2);
  });

  test("names the rows there are where one is unknown, and wants at least one", () => {
    expect(wrong("--only", "P1,P99")).toBe("There is no row P99; there are E5, E6, E1, P1, P10.");
    expect(wrong("--only", " , ")).toBe("--only names no row.");
  });
});

describe("files of the bench", () => {
  test("that can't be written are named before anything is measured", async () => {
    const directory = await testDirectory("bench-options");
    for (const option of ["--json", "--chart"]) {
      expect(wrong(option, join(directory, "no", "such", "folder.json"))).toMatch(
        /folder\.json can't be written: ENOENT/,
      );
      expect(wrong(option, directory)).toMatch(/can't be written: EISDIR/);
    }
  });

  test("are tried without leaving anything behind, and without touching what is there", async () => {
    const directory = await testDirectory("bench-options");
    const [json, chart] = [join(directory, "rows.json"), join(directory, "chart.svg")];
    writeFileSync(chart, "<svg/>");
    expect(benchOptions(["--json", json, "--chart", chart], ALL)).toMatchObject({ json, chart });
    expect(existsSync(json)).toBe(false);
    expect(readFileSync(chart, "utf8")).toBe("<svg/>");
  });

  test("with rows of an earlier run take the place of measuring", async () => {
    const file = join(await testDirectory("bench-options"), "rows.json");
    writeFileSync(file, keptRowsText([KEPT]));
    expect(benchOptions(["--from", file], ALL)).toEqual({ only: [], measurements: [], kept: [KEPT] });
  });

  test("without rows of the bench are refused with the reason", async () => {
    const file = join(await testDirectory("bench-options"), "rows.json");
    expect(wrong("--from", file)).toMatch(/rows\.json has no rows of the bench: ENOENT/);
    writeFileSync(file, "{}");
    expect(wrong("--from", file)).toMatch(/it is no list/);
    writeFileSync(file, JSON.stringify([KEPT, { ...KEPT, anchors: undefined }]));
    expect(wrong("--from", file)).toMatch(/row 1 has no anchors/);
    writeFileSync(file, JSON.stringify([null]));
    expect(wrong("--from", file)).toMatch(/row 0 has no id/);
    writeFileSync(file, "[");
    expect(wrong("--from", file)).toMatch(/has no rows of the bench/);
  });
});

test("options that do not exist, that have no value, and words that are none are refused", () => {
  expect(wrong("--onyl", "P1")).toMatch(/Unknown option '--onyl'/);
  expect(wrong("--json")).toMatch(/argument missing/);
  expect(wrong("P1")).toMatch(/Unexpected argument 'P1'/);
  expect(benchOptions(["--help"], ALL)).toBe("help");
});

test("rows that were written are read again as they were, with the members that machines count on", () => {
  expect(parseKeptRows(keptRowsText([KEPT]))).toEqual([KEPT]);
  expect(KEPT).toMatchObject({
    id: "P4",
    what: "token calls; 1000 calls",
    value: 1,
    unit: "token calls",
    goal: "1",
    anchor: "none",
    ok: true,
  });
});

test("every row has one measurement, and all of them together end within ten minutes", () => {
  const ids = MEASUREMENTS.flatMap((one) => one.ids);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toEqual(expect.arrayContaining(Array.from({ length: 12 }, (_, index) => `P${index + 1}`)));
  expect(MEASUREMENTS.reduce((sum, { seconds }) => sum + seconds, 0)).toBeLessThanOrEqual(600);
});
