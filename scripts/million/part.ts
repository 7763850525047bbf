/** What one part of `npm run test:million` has found. */
export interface Part {
  readonly name: string;
  /** For people, in one line. */
  readonly figures: string;
  /** Sentences; empty where all is as it should be. */
  readonly problems: readonly string[];
}

const MEGABYTE = 1_048_576;

/** Most that what is alive may grow while a list is read, bytes. */
export const MOST_GROWTH = 16 * MEGABYTE;

/** One line: name, ok or FAIL, figures, and what is wrong. */
export function partLine({ name, figures, problems }: Part): string {
  const verdict = problems.length === 0 ? "ok  " : "FAIL";
  return `${name.padEnd(16)} ${verdict} ${[figures, ...problems].join("; ")}`;
}

export function megabytes(bytes: number): string {
  return `${(bytes / MEGABYTE).toFixed(1)} MB`;
}

export function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

export function thousands(count: number): string {
  return count.toLocaleString("en-US");
}
