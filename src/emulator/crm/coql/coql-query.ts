import type { Criteria } from "../criteria/criteria";

/** A query, read. */
export interface CoqlQuery {
  /** Field names; `Account_Name.Phone` looks into a related record. */
  readonly columns: readonly string[];
  readonly module: string;
  readonly where: Criteria;
  readonly orderBy: readonly { readonly column: string; readonly direction: "asc" | "desc" }[];
  readonly offset: number;
  readonly limit: number;
}

/** Where a query stops making sense. */
export interface CoqlSyntaxProblem {
  /** Part of the query: `SELECT`, `WHERE`. */
  readonly clause: string;
  /** The piece that was not expected. */
  readonly near: string;
  /** In the query, from 0. */
  readonly at: number;
}

/** Rows of a query without a limit. */
export const DEFAULT_LIMIT = 200;
