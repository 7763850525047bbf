import { ZohoError } from "../errors/zoho-error";
import type { RecordKind } from "./vault";
import { systemCode } from "./vault-fs";

const PROBLEMS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EDQUOT: "the disk quota is used up",
  EIO: "the disk reports an error",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open",
  ENOENT: "the folder is gone",
  ENOSPC: "no space left on the disk",
  ENOTDIR: "a file is in the place of a folder",
  EPERM: "permission denied",
  EROFS: "the disk is read-only",
};

/** A system error in a few words with its code, without paths: `no space left on the disk (ENOSPC)`. */
export function describeSystemError(error: unknown): string {
  const code = systemCode(error) ?? "unknown error";
  return `${PROBLEMS[code] ?? "the system refuses"} (${code})`;
}

/** @returns `vault_locked`: the vault is there and can't be opened; nothing in it was touched */
export function vaultLocked(directory: string, problem: string): ZohoError {
  return new ZohoError("vault_locked", { details: { directory, problem } });
}

/**
 * Runs work that writes.
 *
 * @throws ZohoError `vault_unwritable` in place of a system error; anything else as it was
 */
export async function orUnwritable<T>(directory: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (systemCode(error) === undefined) throw error;
    throw new ZohoError("vault_unwritable", { details: { directory, problem: describeSystemError(error) } });
  }
}

/**
 * @param connection the name in the header of the record where it can be read, otherwise its ID
 * @param format of the record, which this version does not know
 */
export function vaultNewer(kind: RecordKind, connection: string, file: string, format: number): ZohoError {
  return new ZohoError("vault_newer", { connection, details: { kind, file, format } });
}

/**
 * @param connection the name in the header of the record where it can be read, otherwise its ID
 * @param file path below the vault's folder
 */
export function vaultDamaged(kind: RecordKind, connection: string, file: string, problem: string): ZohoError {
  return new ZohoError("vault_damaged", { connection, details: { kind, file, problem } });
}
