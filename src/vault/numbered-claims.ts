import { join } from "node:path";
import { listIfThere, makeFolder, readIfThere } from "./atomic-file";
import type { RandomBytes } from "./seal";
import { hasCode, type VaultFile, type VaultFs } from "./vault-fs";

/** Where claims are made. */
export interface ClaimPlace {
  readonly fs: VaultFs;
  readonly random: RandomBytes;
  /** One folder for each thing that is claimed. */
  readonly folder: string;
}

/** A claim as another process sees it. Whoever lives changes `content`; who is done ends it with `RELEASED`. */
export interface SeenClaim {
  readonly number: number;
  readonly content: string;
}

const NUMBER = /^[1-9]\d{0,14}$/;
const RELEASED = "released";
const BEAT = ".";

/**
 * The newest claim, or undefined where nobody ever made one.
 *
 * @throws system errors
 */
export async function newestClaim({ fs, folder }: ClaimPlace): Promise<SeenClaim | undefined> {
  for (;;) {
    const number = (await claimNumbers(fs, folder)).at(-1);
    if (number === undefined) return undefined;
    const bytes = await readIfThere(fs, join(folder, String(number)));
    // Not there any more: newer ones have been made since.
    if (bytes !== undefined) return { number, content: bytes.toString("utf8") };
  }
}

/** Whether its holder said that it is done. */
export function isReleased({ content }: SeenClaim): boolean {
  return content.endsWith(RELEASED);
}

/** A claim that this process has made. The file stays open, so beating never touches what others made since. */
export class OwnClaim {
  #writing: Promise<void> = Promise.resolve();

  constructor(private readonly file: VaultFile) {}

  /** Shows that the holder lives. Never throws: who can't show it may be taken for dead, which does no harm. */
  beat(): Promise<void> {
    return this.#append(BEAT);
  }

  /** Lets the next one in at once. Never throws; where the disk refuses, others wait as for a dead holder. */
  async release(): Promise<void> {
    await this.#append(RELEASED);
    await this.file.close().catch(() => undefined);
  }

  #append(text: string): Promise<void> {
    this.#writing = this.#writing.then(() => this.file.write(Buffer.from(text))).catch(() => undefined);
    return this.#writing;
  }
}

/**
 * Makes the claim that follows another, which must be released or its holder dead. Of all who try, at most one gets it:
 *
 * - Each claim is a file, named by a number, that is created exclusively.
 * - The newest is never removed. Whoever makes number n removes those up to n - 2, the oldest first. So who still finds
 *   the claim that it follows knows that nobody has been here in between, and who does not was too late. Who makes the
 *   first must find no other.
 *
 * Nothing is synced: after a power cut no holder lives, and any remains only make the next one wait.
 *
 * @param last what `newestClaim` found
 * @returns undefined where another process was first
 * @throws system errors
 */
export async function claimAfter(
  place: ClaimPlace,
  last: SeenClaim | undefined,
): Promise<OwnClaim | undefined> {
  const { fs, folder, random } = place;
  const number = (last?.number ?? 0) + 1;
  const path = join(folder, String(number));
  const file = await createNew(fs, folder, path);
  if (file === undefined) return undefined;
  try {
    // Random, so that no claim is ever mistaken for one that was seen before, not even in a folder put back from a backup.
    await file.write(Buffer.from(`${random(8).toString("hex")} `));
    if (await isNext(fs, folder, last)) {
      await removeOlder(fs, folder, number - 2);
      return new OwnClaim(file);
    }
    await abandon(fs, path, file);
    return undefined;
  } catch (error) {
    await abandon(fs, path, file);
    throw error;
  }
}

async function isNext(fs: VaultFs, folder: string, last: SeenClaim | undefined): Promise<boolean> {
  if (last === undefined) return (await claimNumbers(fs, folder)).every((number) => number === 1);
  return (await readIfThere(fs, join(folder, String(last.number)))) !== undefined;
}

async function createNew(fs: VaultFs, folder: string, path: string): Promise<VaultFile | undefined> {
  try {
    return await fs.create(path);
  } catch (error) {
    if (hasCode(error, "EEXIST")) return undefined;
    if (!hasCode(error, "ENOENT")) throw error;
  }
  await makeFolder(fs, folder);
  return fs.create(path).catch((error: unknown) => {
    if (hasCode(error, "EEXIST")) return undefined;
    throw error;
  });
}

async function removeOlder(fs: VaultFs, folder: string, upTo: number): Promise<void> {
  if (upTo < 1) return;
  for (const number of (await claimNumbers(fs, folder)).filter((one) => one <= upTo)) {
    try {
      await fs.remove(join(folder, String(number)));
    } catch (error) {
      // Stopping keeps the order: what is left is removed by a later one.
      if (!hasCode(error, "ENOENT")) return;
    }
  }
}

async function abandon(fs: VaultFs, path: string, file: VaultFile): Promise<void> {
  await file.close().catch(() => undefined);
  await fs.remove(path).catch(() => undefined);
}

/** Ascending. */
async function claimNumbers(fs: VaultFs, folder: string): Promise<readonly number[]> {
  return (await listIfThere(fs, folder))
    .filter((name) => NUMBER.test(name))
    .map(Number)
    .sort((a, b) => a - b);
}
