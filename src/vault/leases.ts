import { createHash } from "node:crypto";
import { join } from "node:path";
import type { FileWriting } from "./atomic-file";
import type { Clock } from "../time/clock";
import type { VaultLog } from "./key-upkeep";
import { holdLease, type HeldLease } from "./lease";
import { RecordQueue } from "./record-queue";
import { describeSystemError } from "./vault-errors";
import { systemCode } from "./vault-fs";

/** Work that asks Zoho takes seconds, and may be done twice without harm. */
const WORK_PATIENCE_MS = 30_000;
/** Writing takes milliseconds, on a worn card seconds. */
const WRITING_PATIENCE_MS = 20_000;

/** Records share a few locks, because each lock leaves two small files behind and starts come and go. */
const RECORD_LOCKS = 16;

export interface LeasesOptions extends FileWriting {
  /** Folder of the vault. */
  readonly directory: string;
  readonly clock: Clock;
  readonly log: VaultLog;
}

/** Of this whole process, because two vaults on one folder (a runtime and its successor) are two users of it too. */
const turns = new RecordQueue();

/** What only one may do at a time: in this process by turns, among processes by files below `lease/`. */
export class Leases {
  #problem: string | undefined;

  constructor(private readonly options: LeasesOptions) {}

  /**
   * Runs work that does no harm where two do it at once: it runs even if others can't be kept out.
   *
   * @param name the ID of a record
   * @throws whatever `work` throws, nothing else
   */
  exclusively<T>(name: string, work: () => Promise<T>): Promise<T> {
    const folder = this.#folder(name);
    return turns.run(folder, async () => {
      const lease = await this.#ifPossible(folder);
      return releasing(lease, work);
    });
  }

  /**
   * Runs the reading and writing of a record that must not lose what another process writes.
   *
   * @throws system errors where the lock can't be had; whatever `work` throws
   */
  writing<T>(id: string, work: () => Promise<T>): Promise<T> {
    const shard = (createHash("sha256").update(id).digest()[0] ?? 0) % RECORD_LOCKS;
    return this.#locked(`records-${shard}.lock`, work);
  }

  /**
   * Runs a change of the vault's keys: two processes that start at once must neither make two data keys nor write each
   * other's wraps away.
   *
   * @throws system errors where the lock can't be had; whatever `work` throws
   */
  changingKeys<T>(work: () => Promise<T>): Promise<T> {
    return this.#locked("keys.lock", work);
  }

  /** No record has a dot in its ID, so locks and leases never meet. */
  #locked<T>(name: string, work: () => Promise<T>): Promise<T> {
    const folder = this.#folder(name);
    return turns.run(folder, async () =>
      releasing(await holdLease({ ...this.options, folder }, WRITING_PATIENCE_MS), work),
    );
  }

  #folder(name: string): string {
    return join(this.options.directory, "lease", name);
  }

  async #ifPossible(folder: string): Promise<HeldLease | undefined> {
    try {
      return await holdLease({ ...this.options, folder }, WORK_PATIENCE_MS);
    } catch (error) {
      if (systemCode(error) === undefined) throw error;
      this.#say(describeSystemError(error));
      return undefined;
    }
  }

  #say(problem: string): void {
    if (problem === this.#problem) return;
    this.#problem = problem;
    const { directory, log } = this.options;
    log(
      "warn",
      `Other processes can't be kept from refreshing the same token in ${directory}: ${problem}; going on without.`,
    );
  }
}

async function releasing<T>(lease: HeldLease | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } finally {
    await lease?.release();
  }
}
