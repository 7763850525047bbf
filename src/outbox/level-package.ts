import { createRequire } from "node:module";
import type * as ClassicLevel from "classic-level";
import { messageOf } from "../errors/message-of";
import { ZohoError } from "../errors/zoho-error";

/**
 * The database below the outbox: LevelDB with ready-made binaries for Linux (glibc and musl; x64, arm64, armv6 and 7),
 * macOS, Windows and Android. An optional dependency: npm passes over it where it can't be installed.
 *
 * @see https://github.com/Level/classic-level
 */
export const LEVEL_PACKAGE = "classic-level";

const requireFromHere = createRequire(__filename);

/** Loads the database when it is used for the first time. @throws ZohoError `outbox_missing` */
export function loadLevel(): typeof ClassicLevel {
  try {
    return requireFromHere(LEVEL_PACKAGE) as typeof ClassicLevel;
  } catch (error) {
    throw new ZohoError("outbox_missing", { details: { problem: problemOf(error) } });
  }
}

/**
 * Whether writes can be kept on this machine, for a dialog.
 *
 * @returns `missing` where the package is not installed, `unusable` where it has no binary for this machine
 */
export function levelStoreState(): "ready" | "missing" | "unusable" {
  try {
    loadLevel();
    return "ready";
  } catch {
    return isInstalled() ? "unusable" : "missing";
  }
}

function isInstalled(): boolean {
  try {
    requireFromHere.resolve(LEVEL_PACKAGE);
    return true;
  } catch {
    return false;
  }
}

function problemOf(error: unknown): string {
  if (!isInstalled()) return "not installed";
  // node-gyp-build finds no binary where npm installed the package for another machine or libc.
  const [line = ""] = messageOf(error).split("\n");
  return `installed, but can't be loaded on ${process.platform} ${process.arch} (${line})`;
}
