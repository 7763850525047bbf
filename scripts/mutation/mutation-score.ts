import { relative } from "node:path";

/** The part of Stryker's result for one mutant that is read here. */
export interface TriedMutant {
  readonly status: string;
  readonly fileName: string;
  readonly location: { readonly start: { readonly line: number } };
  readonly mutatorName: string;
  readonly replacement: string;
}

/** How many mutants of a module met which end. */
export interface MutationScore {
  /** A test failed. */
  readonly killed: number;
  /** A test did not end: noticed as well. */
  readonly timedOut: number;
  /** All tests passed, or none came by. */
  readonly survived: number;
  /** Not tried: static ones, and those that a comment in the source excludes. */
  readonly ignored: number;
  /** Share of those tried that were noticed, percent. */
  readonly percent: number;
}

/** @throws RangeError where nothing was tried, which must not pass for a full score */
export function scoreOf(mutants: readonly Pick<TriedMutant, "status">[]): MutationScore {
  const count = (...statuses: readonly string[]): number =>
    mutants.filter(({ status }) => statuses.includes(status)).length;
  const killed = count("Killed");
  const timedOut = count("Timeout");
  const survived = count("Survived", "NoCoverage");
  const tried = killed + timedOut + survived;
  if (tried === 0) throw new RangeError("no mutant was tried");
  return {
    killed,
    timedOut,
    survived,
    ignored: mutants.length - tried,
    percent: (100 * (killed + timedOut)) / tried,
  };
}

/** One line for each mutant that nothing noticed, in the order of the source. @param root the project's folder */
export function survivorLines(mutants: readonly TriedMutant[], root: string): readonly string[] {
  return mutants
    .filter(({ status }) => status === "Survived" || status === "NoCoverage")
    .sort((one, other) => one.fileName.localeCompare(other.fileName) || lineOf(one) - lineOf(other))
    .map((mutant) => {
      const { fileName, mutatorName, replacement, status } = mutant;
      const became = replacement.replaceAll(/\s+/g, " ").slice(0, 100);
      return `${relative(root, fileName)}:${String(lineOf(mutant))} ${status} ${mutatorName}: ${became}`;
    });
}

function lineOf({ location }: TriedMutant): number {
  return location.start.line;
}

/** A row of the table that a run ends with. */
export function scoreRow(name: string, score: MutationScore, goal: number): string {
  const { killed, timedOut, survived, ignored, percent } = score;
  const facts = [killed, timedOut, survived, ignored].map((count) => String(count).padStart(9));
  const verdict = percent >= goal ? "met" : "NOT MET";
  return `${name.padEnd(36)}${facts.join("")}  ${percent.toFixed(1).padStart(5)} %  >= ${String(goal)} %  ${verdict}`;
}

/** The words above those rows. */
export const SCORE_HEADER = `${"module".padEnd(36)}${["killed", "timed out", "survived", "ignored"]
  .map((word) => ` ${word}`.padStart(9))
  .join("")}    score    goal`;
