import { readdir, readFile } from "node:fs/promises";
import { basename, join, relative, sep } from "node:path";
import type { Channel } from "./secret";

/** A file of a user directory, byte for byte. */
export interface WatchedFile {
  readonly channel: Channel;
  /** Relative, with `/`. */
  readonly path: string;
  /** Latin-1: each byte is one character. */
  readonly text: string;
}

/**
 * All files of a Node-RED user directory, save the packages installed there, `settings.js`, which the test wrote, and
 * what an emulator in the same process keeps of the tokens that it issued: that is Zoho's side.
 *
 * @returns nothing where the directory is gone
 */
export async function watchedFiles(userDir: string): Promise<readonly WatchedFile[]> {
  const files: WatchedFile[] = [];
  for (const path of await filesBelow(userDir)) {
    const text = await readFile(join(userDir, path), "latin1").catch(() => undefined);
    // What is being replaced at this moment is read under its other name.
    if (text !== undefined) files.push({ channel: channelOf(path), path: path.split(sep).join("/"), text });
  }
  return files;
}

async function filesBelow(directory: string): Promise<readonly string[]> {
  const found: string[] = [];
  const folders = [directory];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && entry.name !== "node_modules") folders.push(path);
      else if (entry.isFile() && isOurs(relative(directory, path))) found.push(relative(directory, path));
    }
  }
  return found;
}

function isOurs(path: string): boolean {
  return path !== "settings.js" && !basename(path).startsWith("emulator.json");
}

function channelOf(path: string): Channel {
  if (path.startsWith(`zoho${sep}`)) return "vault";
  return /^\.?flows?.*\.json/.test(basename(path)) && !basename(path).includes("_cred") ? "flows" : "file";
}
