import { describe, expect, it } from "vitest";
import { scoreOf, scoreRow, survivorLines } from "../../../scripts/mutation/mutation-score";

function mutants(...statuses: readonly string[]): { readonly status: string }[] {
  return statuses.map((status) => ({ status }));
}

describe("a mutation score", () => {
  it("counts mutants that hang as noticed, and those that no test comes by as survivors", () => {
    expect(scoreOf(mutants("Killed", "Killed", "Timeout", "Survived", "NoCoverage", "Ignored"))).toEqual({
      killed: 2,
      timedOut: 1,
      survived: 2,
      ignored: 1,
      percent: 60,
    });
  });

  it("is none where nothing was tried", () => {
    expect(() => scoreOf(mutants("Ignored", "CompileError"))).toThrow(RangeError);
    expect(() => scoreOf([])).toThrow(RangeError);
  });

  it("is met from the goal on", () => {
    const score = scoreOf(mutants(...Array<string>(17).fill("Killed"), "Survived", "Survived", "Survived"));
    expect(scoreRow("tokens", score, 85)).toMatch(/^tokens +17 +0 +3 +0 +85\.0 % +>= 85 % +met$/);
    expect(scoreRow("tokens", score, 85.1)).toMatch(/NOT MET$/);
  });

  it("names the survivors in the order of the source", () => {
    const mutant = (fileName: string, line: number, status: string) => ({
      fileName,
      status,
      location: { start: { line } },
      mutatorName: "BlockStatement",
      replacement: "{\n}",
    });
    expect(
      survivorLines(
        [
          mutant("/project/b.ts", 1, "Survived"),
          mutant("/project/a.ts", 20, "NoCoverage"),
          mutant("/project/a.ts", 3, "Survived"),
          mutant("/project/a.ts", 4, "Killed"),
        ],
        "/project",
      ),
    ).toEqual([
      "a.ts:3 Survived BlockStatement: { }",
      "a.ts:20 NoCoverage BlockStatement: { }",
      "b.ts:1 Survived BlockStatement: { }",
    ]);
  });
});
