import { type FileVaultOptions, openFileVault } from "../../../src/vault/file-vault";
import type { VaultKeySource } from "../../../src/vault/key-sources";
import type { Vault } from "../../../src/vault/vault";
import { JournalFs, type Disk } from "./journal-fs";
import { quickStretch, seededRandom, standingClock } from "./vault-fixtures";

let opened = 0;

/** Shorthands for keys at hand. */
export const typed = (secret: string): VaultKeySource => ({ source: "credentialSecret", secret });
export const generated = (secret: string): VaultKeySource => ({ source: "generated", secret });
export const explicit = (secret: string): VaultKeySource => ({ source: "explicit", secret });

export interface TestVault {
  readonly vault: Vault;
  readonly fs: JournalFs;
  /** What it logged, `level: sentence`. */
  readonly said: readonly string[];
}

/** Opens a vault at `/vault` of a disk in memory; each time with other random bytes. */
export async function openOn(
  disk: Disk | JournalFs,
  keys: readonly VaultKeySource[],
  options: Partial<FileVaultOptions> = {},
): Promise<TestVault> {
  const fs = disk instanceof JournalFs ? disk : new JournalFs(disk);
  opened += 1;
  const said: string[] = [];
  const vault = await openFileVault({
    directory: "/vault",
    keys,
    fs,
    random: seededRandom(`opening ${opened}`),
    clock: standingClock(),
    stretch: quickStretch,
    log: (level, sentence) => void said.push(`${level}: ${sentence}`),
    ...options,
  });
  return { vault, fs, said };
}

/** A disk with some things changed: another content, or undefined for removed. */
export function changed(disk: Disk, changes: Readonly<Record<string, Buffer | string | undefined>>): Disk {
  const after = new Map(disk);
  for (const [path, content] of Object.entries(changes)) {
    if (content === undefined) after.delete(path);
    else after.set(path, Buffer.from(content));
  }
  return after;
}

/** A file of a disk. */
export function fileOn(disk: Disk, path: string): Buffer {
  const content = disk.get(path);
  if (content === undefined || content === "folder") throw new Error(`no file ${path}`);
  return content;
}

/** A disk without what processes told each other on it. */
export function withoutLeases(disk: Disk): Disk {
  return new Map([...disk].filter(([path]) => !path.startsWith("/vault/lease")));
}
