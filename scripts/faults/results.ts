import { existsSync, readFileSync, writeFileSync } from "node:fs";

/** What a suite counted, as its tests told it. */
export type Figures = Readonly<Record<string, unknown>>;

/** One test of a suite, by what its title promises. */
export interface Check {
  readonly title: string;
  /** How often it ran: with each seed, in each version of Node-RED. */
  readonly runs: number;
  readonly failed: number;
}

/** How one suite went. */
export interface SuiteResult {
  readonly name: string;
  readonly goal: string;
  /** Version of Node that ran it. */
  readonly node: string;
  readonly seeds: readonly string[];
  readonly sizes: Readonly<Record<string, number>>;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly checks: readonly Check[];
  readonly figures: readonly Figures[];
}

/** The results of the last long run of each suite; `docs/reliability.md` is made from them. */
export const RESULTS_PATH = "docs/reliability.json";

/** @returns none where there is no such file */
export function readResults(file: string): readonly SuiteResult[] {
  if (!existsSync(file)) return [];
  return JSON.parse(readFileSync(file, "utf8")) as readonly SuiteResult[];
}

/**
 * Puts results into a file, each in the place of that suite's former one; the others stay.
 *
 * @param order of the suites in the file, by name
 */
export function writeResults(file: string, results: readonly SuiteResult[], order: readonly string[]): void {
  const news = new Map(results.map((result) => [result.name, result]));
  const known = new Map(readResults(file).map((result) => [result.name, result]));
  const all = order.flatMap((name) => news.get(name) ?? known.get(name) ?? []);
  writeFileSync(file, `${JSON.stringify(all, null, 2)}\n`);
}

/** True where everything passed and something was run. */
export function isGood({ passed, failed, skipped }: SuiteResult): boolean {
  return failed === 0 && skipped === 0 && passed > 0;
}

/** The last table of a run. */
export function resultTable(results: readonly SuiteResult[]): string {
  const rows = results.map((result) => [
    result.goal,
    result.name,
    `${result.passed} passed${result.failed > 0 ? `, ${result.failed} failed` : ""}${result.skipped > 0 ? `, ${result.skipped} skipped` : ""}`,
    result.seeds.length > 0 ? `seeds ${result.seeds.join(", ")}` : "",
    Object.entries(result.sizes)
      .map(([name, size]) => `${size.toLocaleString("en-US")} ${name}`)
      .join(", "),
    isGood(result) ? "ok" : "FAILED",
  ]);
  const widths = [0, 1, 2, 3, 4, 5].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
