/** What a broken line takes away; each of them is worth a test that notices. */
export const SUBJECTS = [
  "single flight",
  "destination check",
  "data-center agreement",
  "realm check",
  "generation compare",
  "slot reserved before sending",
  "associated data of seals",
  "fsync order",
  "breaker",
  "retire, not revoke",
  "replay limit",
  "state check",
  "classify",
  "cursor advance",
  "outbox acknowledge",
] as const;

export type Subject = (typeof SUBJECTS)[number];

/** One line of the sources, broken on purpose, and the test that must notice. */
export interface PlantedFault {
  readonly subject: Subject;
  /** What is wrong then, in a few words; unique, because it names the fault. */
  readonly breaks: string;
  /** Path from the project's root. */
  readonly file: string;
  /** The line as it stands there, once, without its indentation. */
  readonly line: string;
  readonly broken: string;
  readonly noticedBy: {
    /** Path from the project's root. */
    readonly file: string;
    /** Names of the groups and of the test, joined by ` > `. */
    readonly test: string;
  };
}
