import { describe, expect, test } from "vitest";
import { countFixedCases } from "../../../scripts/inputs/count-fixed-cases";
import { fixedCasesTitle } from "../../../scripts/inputs/subjects";

function result(group: string, title: string, status = "passed", around: readonly string[] = []) {
  return { ancestorTitles: [...around, group], title, status };
}

function counted(...assertionResults: ReturnType<typeof result>[]) {
  return Object.fromEntries(countFixedCases({ testResults: [{ name: "a.test.ts", assertionResults }] }));
}

const PATHS = fixedCasesTitle("paths", 3);

describe("The fixed cases that have run", () => {
  test("are the tests of the groups that say so, by subject", () => {
    const headers = fixedCasesTitle("headers", 1);
    expect(
      counted(result(PATHS, "a"), result(PATHS, "b"), result(headers, "a"), result("another", "c")),
    ).toEqual({ paths: 2, headers: 1 });
  });

  test("count once, however often they ran, and not where one run failed or was skipped", () => {
    expect(counted(result(PATHS, "a", "passed", ["on 4.1"]), result(PATHS, "a", "passed", ["on 5"]))).toEqual(
      {
        paths: 1,
      },
    );
    expect(counted(result(PATHS, "a"), result(PATHS, "a", "failed"))).toEqual({ paths: 0 });
    expect(counted(result(PATHS, "a", "pending"))).toEqual({ paths: 0 });
  });

  test("are of a subject that there is", () => {
    expect(counted(result("nonsense: 3 fixed cases", "a"))).toEqual({});
  });
});
