import { join } from "node:path";
import type { Clock } from "../time/clock";
import { readIfThere } from "./atomic-file";
import type { RandomBytes } from "./seal";
import { hasCode, type VaultFs } from "./vault-fs";

/** The work under the lock takes milliseconds; whoever has held it this long was killed. */
const PATIENCE_MS = 5_000;
const POLL_MS = 25;

interface LockOptions {
  readonly directory: string;
  readonly fs: VaultFs;
  readonly random: RandomBytes;
  readonly clock: Clock;
}

/**
 * Runs work while no other process changes the keys of the vault: two that start at once must neither make two
 * data keys nor write each other's wraps away. Not held for records, and not fit for anything that takes long.
 *
 * A lock whose content has not changed for five seconds of waiting is taken over. No wall clock and no process
 * ID is used, because gateways boot in 1970 and containers share neither.
 *
 * @throws system errors where the folder can't be written; whatever `work` throws
 */
export async function withChangeLock<T>(options: LockOptions, work: () => Promise<T>): Promise<T> {
  const { directory, fs, random } = options;
  const path = join(directory, "vault.lock");
  const owner = Buffer.from(random(16).toString("hex"));
  // Sleeping must not end a script that does nothing else than opening its vault: `Clock.sleep` alone would.
  const alive = setInterval(() => undefined, PATIENCE_MS);
  try {
    await acquire(options, path, owner);
  } finally {
    clearInterval(alive);
  }
  try {
    return await work();
  } finally {
    // If someone took it over, it is theirs. A lock that can't be removed is taken over by the next one.
    const now = await fs.read(path).catch(() => undefined);
    if (now?.equals(owner) === true) await fs.remove(path).catch(() => undefined);
  }
}

async function acquire({ fs, clock }: LockOptions, path: string, owner: Buffer): Promise<void> {
  let seen: Buffer | undefined;
  let since = 0;
  for (;;) {
    if (await tryLock(fs, path, owner)) return;
    const held = await readIfThere(fs, path);
    if (held === undefined) continue;
    if (seen === undefined || !seen.equals(held)) {
      seen = held;
      since = clock.monotonic();
    } else if (clock.monotonic() - since >= PATIENCE_MS) {
      await fs.remove(path).catch(() => undefined);
      seen = undefined;
      continue;
    }
    await clock.sleep(POLL_MS);
  }
}

async function tryLock(fs: VaultFs, path: string, owner: Buffer): Promise<boolean> {
  try {
    const file = await fs.create(path);
    try {
      await file.write(owner);
    } catch (error) {
      await fs.remove(path).catch(() => undefined);
      throw error;
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw error;
  }
}
