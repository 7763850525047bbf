import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { PROJECT_ROOT } from "../support/project-root";

/** What the build, npm and the tests put here, and git itself. */
const NOT_OURS = new Set(["node_modules", "dist", ".git", ".cache", ".start", "test-output"]);

/** A text file of the project. */
export interface ProjectFile {
  /** Relative to the project, with slashes. */
  readonly path: string;
  readonly text: string;
}

/** All text files that belong to the project; found without git, so that it works in an unpacked archive too. */
export function projectFiles(directory = PROJECT_ROOT): readonly ProjectFile[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    // In a worktree of git's, `.git` is a file that names a path of this machine.
    if (NOT_OURS.has(entry.name)) {
      return [];
    }
    if (entry.isDirectory()) {
      return projectFiles(path);
    }
    if (!entry.isFile() || /\.(png|gif|ico|woff2?|tgz|log)$/.test(entry.name)) {
      return [];
    }
    return [{ path: relative(PROJECT_ROOT, path).replaceAll("\\", "/"), text: readFileSync(path, "utf8") }];
  });
}
