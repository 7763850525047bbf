import { constants, type Stats } from "node:fs";
import { access, open, stat } from "node:fs/promises";
import { resolve } from "node:path";
import { ZohoError } from "../../errors/zoho-error";

/** A file as it was when a message asked to send it. */
export interface FileOnDisk {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  /**
   * Its content, from the disk piece by piece. Each time it is opened anew.
   *
   * @throws ZohoError `file_unusable` also where it is not the same file any more, before its last piece is given out
   */
  readonly chunks: () => AsyncGenerator<Buffer, void, void>;
}

/** What is in memory of a file at a time, bytes. */
const CHUNK_BYTES = 128 * 1024;

/**
 * Looks at a file that is to be sent.
 *
 * @param directory where relative paths begin; the folder of this process where it is left out
 * @throws ZohoError `file_unusable` where it is missing, a folder, no ordinary file, or may not be read
 */
export async function fileOnDisk(path: string, directory = ""): Promise<FileOnDisk> {
  // A name in JSON may hold a zero; the operating system would end the path there.
  if (path === "" || path.includes("\0")) throw unusable(path, "this is no path");
  const full = resolve(directory, path);
  try {
    const then = await stat(full);
    if (then.isDirectory()) throw unusable(full, "it is a folder");
    // A device or a pipe has no end, or waits for somebody.
    if (!then.isFile()) throw unusable(full, "it is no ordinary file");
    await access(full, constants.R_OK);
    return { path: full, bytes: then.size, chunks: () => read(full, then) };
  } catch (error) {
    throw asUnusable(full, error);
  }
}

async function* read(path: string, then: Stats): AsyncGenerator<Buffer, void, void> {
  const handle = await open(path, "r").catch((error: unknown) => {
    throw asUnusable(path, error);
  });
  try {
    requireSame(path, then, await handle.stat());
    for (let position = 0; position < then.size;) {
      const piece = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, then.size - position));
      const { bytesRead } = await handle.read(piece, 0, piece.length, position);
      if (bytesRead === 0) throw changed(path);
      position += bytesRead;
      // Before the last piece: what was written over meanwhile must not arrive as if it were whole.
      if (position >= then.size) requireSame(path, then, await handle.stat());
      yield piece.subarray(0, bytesRead);
    }
  } catch (error) {
    throw asUnusable(path, error);
  } finally {
    await handle.close();
  }
}

function requireSame(path: string, then: Stats, now: Stats): void {
  const same = now.ino === then.ino && now.size === then.size && now.mtimeMs === then.mtimeMs;
  if (!same) throw changed(path);
}

function changed(path: string): ZohoError {
  return unusable(path, "it was changed while it was being sent");
}

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EACCES: "this process may not read it",
  EPERM: "this process may not read it",
  ENAMETOOLONG: "its name is too long",
  ELOOP: "its links go round in a circle",
  EMFILE: "too many files are open",
};

function asUnusable(path: string, error: unknown): ZohoError {
  if (error instanceof ZohoError) return error;
  const code = String(Reflect.get(Object(error), "code"));
  return unusable(path, PROBLEMS[code] ?? `reading it fails (${code})`);
}

function unusable(path: string, problem: string): ZohoError {
  const shown = path.length > 300 ? `${path.slice(0, 300)}…` : path;
  return new ZohoError("file_unusable", { details: { file: `The file '${shown}'`, path: shown, problem } });
}
