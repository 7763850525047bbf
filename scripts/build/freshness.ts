import { readdirSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";

/** All that the build reads of this project: files, and folders with everything in them. */
const SOURCES = [
  "nodes",
  "package-lock.json",
  "package.json",
  "scripts/build",
  "scripts/build.ts",
  "src",
  "tsconfig.editor.json",
  "tsconfig.json",
];

/**
 * Whether `dist/` was made from what is there now: nothing that the build reads has changed since it began. What was
 * removed changes the time of its folder.
 */
export function isFresh(root: string): boolean {
  const built = changedAt(join(root, "dist"));
  return built !== undefined && SOURCES.every((source) => newestIn(join(root, source)) < built);
}

/** Notes when the build of `dist/` began, as the folder's own time. @param begun undefined where it is not to be used again */
export function noteBuild(root: string, begun: Date | undefined): void {
  const time = begun ?? new Date(0);
  utimesSync(join(root, "dist"), time, time);
}

/** Milliseconds since 1970; 0 where nothing is there. */
function newestIn(path: string): number {
  const own = changedAt(path);
  if (own === undefined) return 0;
  const inside = statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => changedAt(join(path, name)) ?? 0)
    : [];
  return Math.max(own, ...inside);
}

function changedAt(path: string): number | undefined {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs;
}
