/** A real Chromium for tests of the editor and of the sign-in pages. */
import { join } from "node:path";
import { chromium, type BrowserContext } from "playwright-core";
import { findProgram } from "./system-programs";
import { testDirectory } from "./test-directory";

/** Quiet on the network, and able to run as root in a container without a display. */
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Whether browser tests can run: `describe.skipIf(!browserIsPresent())`. Before the first test Chromium was
 * installed where possible; with `CI=true` this is never false, a missing browser then fails the run.
 */
export function browserIsPresent(): boolean {
  return findProgram("chromium") !== undefined || process.env["CI"] === "true";
}

/** How a browser differs from a fresh one. */
export interface BrowserOptions {
  /** For a server whose certificate nobody vouches for. */
  readonly ignoreHTTPSErrors?: boolean;
  /** More of Chromium's own flags. */
  readonly args?: readonly string[];
}

/**
 * Starts Chromium with a new user data directory, so that no cookie of another test is there.
 *
 * @returns its only context; close it at the test's end
 */
export async function openBrowser({ args = [], ...options }: BrowserOptions = {}): Promise<BrowserContext> {
  const executablePath = findProgram("chromium");
  if (executablePath === undefined) {
    throw new Error("Chromium is missing");
  }
  const profile = await testDirectory("chromium");
  return chromium.launchPersistentContext(join(profile, "profile"), {
    executablePath,
    headless: true,
    ...options,
    args: [...FLAGS, ...args],
  });
}
