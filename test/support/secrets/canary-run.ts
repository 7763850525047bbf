import { appendFileSync } from "node:fs";
import type { SearchReport } from "./secret-watch";

/** Names the file to which each test file of `npm run test:canary` adds what it searched. */
export const CANARY_REPORT = "ZOHO_CANARY_REPORT";

/** What a test file of `npm run test:canary` has searched. */
export interface FileReport extends SearchReport {
  /** Path of the test file. */
  readonly file: string;
  /** What the search itself took, milliseconds. */
  readonly searchMs: number;
}

/** What a process is to print of its own HTTP clients and servers, as `NODE_DEBUG` takes it. */
export const DEBUGGED = "undici,fetch,http";

/** In `npm run test:canary` every Node-RED also prints what its HTTP clients and servers do. */
export function debugEnvironment(): Readonly<Record<string, string>> {
  return process.env[CANARY_REPORT] === undefined ? {} : { NODE_DEBUG: DEBUGGED };
}

/** Adds what a test file searched to the report, where one is wanted. */
export function reportSearch(report: FileReport): void {
  const path = process.env[CANARY_REPORT];
  if (path !== undefined) appendFileSync(path, `${JSON.stringify(report)}\n`);
}
