import { type FileWriting, removeFile } from "./atomic-file";
import { ensureKeyFile, type KeyFile, keyFilePath, readKeyFile } from "./key-file";
import { type DataKey, fingerprint, type KeyAtHand, newDataKey, type Stretch } from "./key-sources";
import { sameWraps, settleWraps } from "./settle-wraps";
import { makeCopies, readCopies, replaceCopies, type WrapsCopies } from "./wraps-copies";
import { encodeWraps, isIntact, type Wraps, type WrapsCopy } from "./wraps-file";

/** Where the vault says what it did by itself: sentences, never a secret. */
export type VaultLog = (level: "info" | "warn", sentence: string) => void;

export interface KeyUpkeep extends FileWriting {
  readonly directory: string;
  /** Secrets at hand, without `vault.key`. */
  readonly keys: readonly KeyAtHand[];
  readonly stretch: Stretch;
  readonly log: VaultLog;
}

/** A data key and what is known of its wraps; `salvaged` ones come from damaged copies. */
export interface OpenedKey {
  readonly key: DataKey;
  readonly content: Wraps;
  readonly trust: "intact" | "salvaged";
}

/** Whether both copies are intact and alike, and hold a wrap for every key at hand. Takes no slow hashing. */
export function isUpToDate(
  { keys }: KeyUpkeep,
  key: DataKey,
  copies: WrapsCopies,
  keyFile: KeyFile,
): boolean {
  const { main, backup } = copies;
  if (!isIntact(main, key) || !isIntact(backup, key) || main.mac !== backup.mac) return false;
  const { wraps } = main.content;
  const hasWrap = (under: KeyAtHand): boolean =>
    wraps.some((wrap) => wrap.source === under.source && wrap.fingerprint === fingerprint(key, under));
  const explicit = explicitKey(keys);
  if (explicit !== undefined) return wraps.length === 1 && hasWrap(explicit) && keyFile.is === "missing";
  return (
    keyFile.is === "key" && [...keys, { source: "keyFile", secret: keyFile.secret } as const].every(hasWrap)
  );
}

/**
 * Writes what is missing, so that every key at hand opens the vault. Call it under the change lock.
 *
 * @returns what is in both copies then
 * @throws system errors; whatever opened the vault before still does
 */
export async function bringUpToDate(on: KeyUpkeep, { key, content, trust }: OpenedKey): Promise<Wraps> {
  const { directory, fs, log, random, stretch } = on;
  const explicit = explicitKey(on.keys);
  const keys = explicit === undefined ? await withKeyFile(on) : on.keys;
  const wraps = await settleWraps({ key, wraps: content.wraps, trust, keys }, random, stretch);
  const { main, backup } = await readCopies(on, directory);
  const same = isIntact(main, key) && isIntact(backup, key) && main.mac === backup.mac;
  let written = content;
  if (!same || !sameWraps(wraps, content.wraps)) {
    written = { keyId: key.id, revision: content.revision + 1, wraps };
    await replaceCopies(on, directory, key.id, encodeWraps(written, key));
    logRepair(on, key, "vault.json", main);
    logRepair(on, key, "vault.backup.json", backup);
    for (const { source } of wraps.filter((wrap) => !content.wraps.includes(wrap))) {
      log("info", `The vault in ${directory} was sealed under another key: ${source}.`);
    }
  }
  // Only now, with the explicit wrap on disk for good, may the file go.
  if (explicit !== undefined && (await readKeyFile(on, directory)).is !== "missing") {
    await removeFile(fs, keyFilePath(directory), "synced");
    log(
      "info",
      `The vault in ${directory} is sealed under the explicit key alone from now on; vault.key was removed.`,
    );
  }
  return written;
}

/**
 * Makes the data key of a new vault. Call it under the change lock, when there is no vault.
 *
 * @returns undefined where another process was first
 * @throws system errors
 */
export async function makeVault(on: KeyUpkeep): Promise<OpenedKey | undefined> {
  const key = newDataKey(on.random);
  // The key file is on disk for good before anything is sealed under it.
  const keys = explicitKey(on.keys) === undefined ? await withKeyFile(on) : on.keys;
  const wraps = await settleWraps({ key, wraps: [], trust: "intact", keys }, on.random, on.stretch);
  const content: Wraps = { keyId: key.id, revision: 1, wraps };
  const made = await makeCopies(on, on.directory, encodeWraps(content, key));
  return made ? { key, content, trust: "intact" } : undefined;
}

async function withKeyFile(on: KeyUpkeep): Promise<readonly KeyAtHand[]> {
  const secret = await ensureKeyFile(on, on.directory);
  if (secret !== undefined) return [...on.keys, { source: "keyFile", secret }];
  on.log("warn", `The file vault.key in ${on.directory} can't be read; the vault is sealed without it.`);
  return on.keys;
}

/** The first one counts; any further ones are former keys that only open. */
function explicitKey(keys: readonly KeyAtHand[]): KeyAtHand | undefined {
  return keys.find(({ source }) => source === "explicit");
}

function logRepair({ directory, log }: KeyUpkeep, key: DataKey, file: string, before: WrapsCopy): void {
  if (isIntact(before, key)) return;
  const what = before.is === "missing" ? "missing" : "damaged";
  log("warn", `The file ${file} in ${directory} was ${what} and has been written again.`);
}
