import { chmod, link, mkdir, open, readdir, readFile, rename, stat, unlink } from "node:fs/promises";

/** A file that is being written. */
export interface VaultFile {
  write(bytes: Buffer): Promise<void>;
  /** Resolves when the content would survive a power cut (its name may not yet: see `syncDirectory`). */
  sync(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The few things the vault does to a disk, small enough to be replaced by a journal that plays power cuts.
 * Failures are Node.js system errors (`code`: ENOENT, ENOSPC, …).
 */
export interface VaultFs {
  /**
   * Makes a folder and its missing parents, for the owner only (0700).
   *
   * @returns the topmost folder that was made; undefined if all were there
   */
  makeDirectory(path: string): Promise<string | undefined>;
  list(path: string): Promise<readonly string[]>;
  read(path: string): Promise<Buffer>;
  /** Makes a new file for the owner only (0600). @throws EEXIST where the name is taken */
  create(path: string): Promise<VaultFile>;
  /** Replaces what is at `to`, atomically. */
  rename(from: string, to: string): Promise<void>;
  /** Gives a file a second name. @throws EEXIST where the name is taken */
  link(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** Resolves when names made, changed and removed in a folder would survive a power cut. */
  syncDirectory(path: string): Promise<void>;
  /** Permission bits, and the last change in milliseconds since 1970. */
  stat(path: string): Promise<{ readonly mode: number; readonly modifiedAt: number }>;
  setMode(path: string, mode: number): Promise<void>;
}

/** The disk of this machine. */
export const nodeVaultFs: VaultFs = {
  makeDirectory: (path) => mkdir(path, { recursive: true, mode: 0o700 }),
  list: (path) => readdir(path),
  read: (path) => readFile(path),
  create: async (path) => {
    const handle = await open(path, "wx", 0o600);
    return {
      write: (bytes) => handle.writeFile(bytes),
      sync: () => handle.sync(),
      close: () => handle.close(),
    };
  },
  rename,
  link,
  remove: unlink,
  syncDirectory: async (path) => {
    // Windows has no handle for folders; NTFS journals their changes in order.
    if (process.platform === "win32") return;
    const handle = await open(path, "r");
    try {
      await handle.sync();
    } catch (error) {
      // Some network and FUSE file systems can't sync a folder. Nothing better can be done there.
      if (!hasCode(error, "EINVAL", "ENOTSUP", "EOPNOTSUPP", "ENOSYS")) throw error;
    } finally {
      await handle.close();
    }
  },
  stat: async (path) => {
    const { mode, mtimeMs } = await stat(path);
    return { mode: mode & 0o777, modifiedAt: mtimeMs };
  },
  setMode: chmod,
};

/** The code of a system error, or undefined for any other value. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error)) return undefined;
  // Errors of this package have a code too, in lower case.
  return typeof error.code === "string" && /^E[A-Z0-9]+$/.test(error.code) ? error.code : undefined;
}

/** Whether a system error has one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  const code = systemCode(error);
  return code !== undefined && codes.includes(code);
}
