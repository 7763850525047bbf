import { describe, expect, test } from "vitest";
import { countTests, describeCount, type TestReport } from "../../scripts/tools/count-tests";

const CLEAN: TestReport = {
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [{ status: "passed", assertionResults: [{ status: "passed" }] }],
};

describe("The last line of npm test", () => {
  test("names what was skipped only where something was", () => {
    expect(describeCount(countTests(CLEAN, 0))).toBe("3 passed, 0 failed");
    const report = { ...CLEAN, numPendingTests: 1, numTodoTests: 1 };
    expect(describeCount(countTests(report, 0))).toBe("3 passed, 0 failed, 2 skipped");
  });

  test("counts a file that could not be loaded as failed", () => {
    const testResults = [...CLEAN.testResults, { status: "failed", assertionResults: [] }];
    expect(countTests({ ...CLEAN, testResults }, 1)).toEqual({ passed: 3, failed: 1, skipped: 0 });
  });

  test("counts a failed test once, not once more for its file", () => {
    const testResults = [
      { status: "failed", assertionResults: [{ status: "passed" }, { status: "failed" }] },
    ];
    expect(countTests({ ...CLEAN, numFailedTests: 1, testResults }, 1)).toEqual({
      passed: 3,
      failed: 1,
      skipped: 0,
    });
  });

  test("never says 0 failed when vitest itself failed", () => {
    expect(countTests(CLEAN, 1).failed).toBe(1);
  });
});
