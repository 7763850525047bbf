import type { Row } from "../records/face-records";

export type TimeTest = (row: Row) => boolean;

/** `from,to`, both in UTC with a `Z`. Zoho Desk API: search tickets, the pattern of its OpenAPI files. */
const RANGE =
  /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z),(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,3})?Z)$/;

const RANGES = {
  createdTimeRange: ({ createdAt }: Row) => createdAt,
  modifiedTimeRange: ({ modifiedAt }: Row) => modifiedAt,
} as const;

/**
 * A test for each range of times in a search, both ends included.
 *
 * @returns the name of a parameter that can't be read
 */
export function timeTests(query: URLSearchParams): readonly TimeTest[] | string {
  const tests: TimeTest[] = [];
  for (const [name, timeOf] of Object.entries(RANGES)) {
    const text = query.get(name);
    if (text === null) continue;
    const [, from = "", to = ""] = RANGE.exec(text) ?? [];
    const [first, last] = [Date.parse(from), Date.parse(to)];
    if (Number.isNaN(first) || Number.isNaN(last)) return name;
    tests.push((row) => timeOf(row) >= first && timeOf(row) <= last);
  }
  return tests;
}
