import type { Basis } from "../basis/basis";

/** What stands behind a code or the title of an error page: handlers take the code from the table, docs the rest. */
export interface ErrorRow {
  /** When it comes: for the docs, and for the person who reads an error page. */
  readonly when: string;
  readonly basis: Basis;
}
