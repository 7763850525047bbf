/** What was found damaged or missing, for a log and a status. */
export interface StoreDamage {
  /** What the database says of it. */
  readonly problem: string;
  /** How many entries of which queue are known to be gone. */
  readonly lost: readonly { readonly queue: string; readonly entries: number }[];
  /** Folder with what could not be read, or could only be read in part. */
  readonly setAside: string;
}
