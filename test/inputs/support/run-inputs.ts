import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fixedCasesTitle, type Subject } from "../../../scripts/inputs/subjects";

/** `npm run test:inputs` says how many; in `npm test` a few show that the property still holds. */
const RUNS = Number(process.env["ZOHO_INPUTS_RUNS"] ?? "200");
/** Each day has another one, unless one is said. */
const SEED = Number(process.env["ZOHO_INPUTS_SEED"] ?? String(Math.floor(Date.now() / 86_400_000)));
/** Of a failure: leads to the counterexample at once. */
const PATH = process.env["ZOHO_INPUTS_PATH"] ?? "";

/**
 * One test for each row of a table.
 *
 * @param rows each with a name of its own
 */
export function fixedCases<Row extends { readonly what: string }>(
  subject: Subject,
  rows: readonly Row[],
  judge: (row: Row) => Promise<void> | void,
): void {
  describe(fixedCasesTitle(subject, rows.length), () => {
    // Not by `$what`, which vitest cuts short.
    test.each(rows.map((row) => [shown(row.what), row] as const))("%s", (_what, row) => judge(row));
  });
}

/** A test of the table itself: two rows of one name would be counted as one. */
export function expectNamesOfTheirOwn(rows: readonly { readonly what: string }[]): void {
  const names = rows.map(({ what }) => shown(what));
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
}

/** A property over many values, which are the same for the same seed. */
export interface Property<Value> {
  /** A sentence: begins with what is put in. */
  readonly what: string;
  readonly values: fc.Arbitrary<Value>;
  readonly judge: (value: Value) => Promise<void> | void;
  /** Of the runs that are asked for; 1 unless said otherwise. */
  readonly share?: number;
}

/** Tries many values; a failure says how it is played again. */
export function anyOf<Value>(subject: Subject, { what, values, judge, share = 1 }: Property<Value>): void {
  const numRuns = Math.max(1, Math.round(RUNS * share));
  const title = `${subject}: ${what} (${String(numRuns)} runs with the seed ${String(SEED)})`;
  const patience = 120_000 + numRuns * 50;
  test(
    title,
    async () => {
      const property = fc.asyncProperty(values, async (value) => {
        await judge(value);
      });
      const told = await fc.check(property, { numRuns, seed: SEED, ...(PATH !== "" && { path: PATH }) });
      if (!told.failed) return;
      const again = `npm run test:inputs -- --only ${subject} --seed ${String(told.seed)} --runs ${String(RUNS)} --case "${what}"`;
      const path = told.counterexamplePath === null ? "" : ` --path "${told.counterexamplePath}"`;
      throw new Error(`${fc.defaultReportMessage(told)}\nAgain: ${again}${path}`, {
        cause: told.errorInstance,
      });
    },
    patience,
  );
}

/** A name that every reporter can write: what can't be seen is written as an escape. */
function shown(what: string): string {
  const escaped = Array.from(what, (one) => {
    const code = one.codePointAt(0) ?? 0;
    return code > 0x20 && code < 0x7f ? one : one === " " ? " " : `\\u{${code.toString(16)}}`;
  }).join("");
  // A percent sign would be read as a place to fill.
  return (
    escaped.length > 150 ? `${escaped.slice(0, 140)}… (${String(escaped.length)})` : escaped
  ).replaceAll("%", "%%");
}
