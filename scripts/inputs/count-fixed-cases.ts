import { type Subject, subjectOfTitle } from "./subjects";

/** The part of vitest's JSON report that is read here. */
export interface CaseReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly assertionResults: readonly {
      readonly ancestorTitles: readonly string[];
      readonly title: string;
      readonly status: string;
    }[];
  }[];
}

/**
 * How many fixed cases of each subject have run and passed. What ran several times, as on several lines of Node-RED,
 * is one case, and has passed where it has passed each time.
 */
export function countFixedCases(report: CaseReport): ReadonlyMap<Subject, number> {
  const passed = new Map<Subject, Map<string, boolean>>();
  for (const { name, assertionResults } of report.testResults) {
    for (const { ancestorTitles, title, status } of assertionResults) {
      const subject = ancestorTitles.map(subjectOfTitle).find((one) => one !== undefined);
      if (subject === undefined) continue;
      const cases = passed.get(subject) ?? new Map<string, boolean>();
      const id = `${name}\n${title}`;
      cases.set(id, (cases.get(id) ?? true) && status === "passed");
      passed.set(subject, cases);
    }
  }
  const counted = [...passed].map(
    ([subject, cases]) => [subject, [...cases.values()].filter(Boolean).length] as const,
  );
  return new Map(counted);
}
