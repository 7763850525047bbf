import { createHash } from "node:crypto";
import { makeFolder } from "./atomic-file";
import { type KeyFile, readKeyFile } from "./key-file";
import { bringUpToDate, isUpToDate, type KeyUpkeep, makeVault, type OpenedKey } from "./key-upkeep";
import type { Leases } from "./leases";
import { openWraps } from "./open-wraps";
import { RecordQueue } from "./record-queue";
import { describeSystemError, orUnwritable, vaultLocked } from "./vault-errors";
import { systemCode } from "./vault-fs";
import { readCopies, readMain, type WrapsCopies } from "./wraps-copies";

export interface DataKeyOptions extends KeyUpkeep {
  readonly leases: Leases;
  /** Whether anything is there that could not be had again: a grant, or a consent on its way. Never throws. */
  readonly hasTreasure: () => Promise<"yes" | "no">;
}

type State =
  | { readonly is: "absent" }
  | { readonly is: "open"; readonly opened: OpenedKey; readonly upkeep: "done" | "due" }
  /** `evidence`: what was on disk when it did not open; it is tried again only when that changes. */
  | { readonly is: "locked"; readonly problem: string; readonly evidence: string };

interface OnDisk {
  readonly copies: WrapsCopies;
  readonly keyFile: KeyFile;
  readonly treasure: "yes" | "no";
}

/**
 * Holds the data key of one vault, and sees to it that the keys at hand go on opening it.
 *
 * With an explicit key the vault is sealed under that alone. Otherwise it is sealed under every key at hand
 * *and* under `vault.key`, a file beside the records. That is a trade-off: no change of Node-RED's secrets can
 * strand the vault, but whoever gets a copy of the whole folder can open it. Only an explicit key, kept elsewhere,
 * protects against a stolen disk, and only from the day it is set: earlier copies of the folder stay open.
 */
export class DataKeyStore {
  readonly #options: DataKeyOptions;
  /** One change of the state at a time. */
  readonly #turns = new RecordQueue();
  #state: State = { is: "absent" };
  #upkeepProblem: string | undefined;

  constructor(options: DataKeyOptions) {
    this.#options = options;
  }

  /** Looks at what is there and brings it up to date. Makes nothing where there is no vault. Never throws. */
  async open(): Promise<void> {
    await this.#inTurn(async () => {
      await this.#load();
      await this.#tryUpkeep();
    });
    if (this.#state.is !== "locked") return;
    this.#options.log(
      "warn",
      `The vault in ${this.#options.directory} can't be opened: ${this.#state.problem}.`,
    );
  }

  /** @throws ZohoError `vault_locked` where a vault is there that does not open */
  async check(): Promise<void> {
    if (this.#state.is === "locked") await this.#inTurn(() => this.#retryLocked());
    if (this.#state.is === "locked") throw vaultLocked(this.#options.directory, this.#state.problem);
  }

  /**
   * The key for a record that is there.
   *
   * @returns undefined where no vault is left that it could belong to
   * @throws ZohoError `vault_locked`
   */
  async forReading(): Promise<Buffer | undefined> {
    // Another process may have made the vault after this one looked.
    if (this.#state.is === "absent") await this.#inTurn(() => this.#load());
    await this.check();
    return this.#state.is === "open" ? this.#state.opened.key.records : undefined;
  }

  /**
   * The key for a record that is about to be written, after making sure that the folder holds this very key:
   * somebody may have moved the folder away or put a backup in its place.
   *
   * @throws ZohoError `vault_locked`, `vault_unwritable`
   */
  async forWriting(): Promise<Buffer> {
    return this.#inTurn(async () => {
      if (this.#state.is === "open") await this.#reconcile(this.#state.opened);
      if (this.#state.is === "locked") await this.#retryLocked();
      if (this.#state.is === "absent") await this.#make();
      await this.#tryUpkeep();
      if (this.#state.is === "open") return this.#state.opened.key.records;
      const problem = this.#state.is === "locked" ? this.#state.problem : "another program removes its files";
      throw vaultLocked(this.#options.directory, problem);
    });
  }

  /** The key in memory if there is one: for what may be lost. Otherwise as `forWriting`. */
  async forQuickWriting(): Promise<Buffer> {
    return this.#state.is === "open" ? this.#state.opened.key.records : this.forWriting();
  }

  /**
   * Looks again when a record does not open: the folder may have been exchanged under a running process.
   *
   * @returns the other key, or undefined where the key on disk is the one in use
   */
  async otherKey(): Promise<Buffer | undefined> {
    return this.#inTurn(async () => {
      const before = this.#state;
      const there = await this.#keyOnDisk();
      if (before.is !== "open" || there === undefined || there === before.opened.key.id) return undefined;
      await this.#load();
      return this.#state.is === "open" ? this.#state.opened.key.records : undefined;
    });
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    return this.#turns.run("data key", work);
  }

  async #keyOnDisk(): Promise<string | undefined> {
    const copy = await readMain(this.#options, this.#options.directory);
    return copy.is === "wraps" ? copy.content.keyId : undefined;
  }

  async #look(): Promise<OnDisk> {
    const { directory, hasTreasure } = this.#options;
    const copies = await readCopies(this.#options, directory);
    return { copies, keyFile: await readKeyFile(this.#options, directory), treasure: await hasTreasure() };
  }

  async #load(): Promise<OnDisk> {
    const found = await this.#look();
    const { keys, stretch } = this.#options;
    const opening = await openWraps(found.copies, keys, found.keyFile, stretch);
    if (opening.is === "opened") {
      const { key, content, trust } = opening;
      const upToDate = isUpToDate(this.#options, key, found.copies, found.keyFile);
      this.#state = { is: "open", opened: { key, content, trust }, upkeep: upToDate ? "done" : "due" };
    } else if (found.treasure === "no" && (opening.is === "nothing" || opening.hopeless === "yes")) {
      // Nothing would be lost with a new data key: it is made when there is something to keep.
      this.#state = { is: "absent" };
    } else {
      const gone = "vault.json and its backup are missing, though there are connections beside them";
      const problem = opening.is === "locked" ? opening.problem : gone;
      this.#state = { is: "locked", problem, evidence: evidenceOf(found) };
    }
    return found;
  }

  async #retryLocked(): Promise<void> {
    if (this.#state.is !== "locked" || evidenceOf(await this.#look()) === this.#state.evidence) return;
    await this.#load();
    await this.#tryUpkeep();
  }

  async #make(): Promise<void> {
    const { directory, fs } = this.#options;
    await orUnwritable(directory, async () => {
      await makeFolder(fs, directory);
      await this.#options.leases.changingKeys(async () => {
        await this.#load();
        if (this.#state.is !== "absent") return;
        const opened = await makeVault(this.#options);
        // Due, because a stray vault.key may lie beside a vault that was made with an explicit key.
        if (opened === undefined) await this.#load();
        else this.#state = { is: "open", opened, upkeep: "due" };
      });
    });
  }

  async #reconcile(opened: OpenedKey): Promise<void> {
    if ((await this.#keyOnDisk()) === opened.key.id) return;
    const { directory, fs } = this.#options;
    await orUnwritable(directory, async () => {
      await makeFolder(fs, directory);
      await this.#options.leases.changingKeys(async () => {
        const { main, backup } = await readCopies(this.#options, directory);
        const foreign = [main, backup].some(
          (copy) => copy.is === "newer" || (copy.is === "wraps" && copy.content.keyId !== opened.key.id),
        );
        if (foreign) {
          await this.#load();
          return;
        }
        const content = await bringUpToDate(this.#options, opened);
        this.#state = { is: "open", opened: { ...opened, content, trust: "intact" }, upkeep: "done" };
      });
    });
  }

  /** A vault that can't be brought up to date now is used all the same; the next write tries again. */
  async #tryUpkeep(): Promise<void> {
    if (this.#state.is !== "open" || this.#state.upkeep === "done") return;
    try {
      await this.#options.leases.changingKeys(async () => {
        await this.#load();
        if (this.#state.is !== "open" || this.#state.upkeep === "done") return;
        const { opened } = this.#state;
        const content = await bringUpToDate(this.#options, opened);
        this.#state = { is: "open", opened: { ...opened, content, trust: "intact" }, upkeep: "done" };
      });
      this.#upkeepProblem = undefined;
    } catch (error) {
      if (systemCode(error) === undefined) throw error;
      const problem = describeSystemError(error);
      if (problem === this.#upkeepProblem) return;
      this.#upkeepProblem = problem;
      const { directory, log } = this.#options;
      log("warn", `The keys of the vault in ${directory} can't be brought up to date: ${problem}.`);
    }
  }
}

function evidenceOf(found: OnDisk): string {
  return createHash("sha256").update(JSON.stringify(found)).digest("base64");
}
