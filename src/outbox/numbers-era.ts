import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { randomBytes } from "node:crypto";
import { replaceFile } from "../vault/atomic-file";
import { nodeVaultFs } from "../vault/vault-fs";

/** Numbers in an era: more than a queue gives away in a thousand years. */
const ERA = 2 ** 40;
const LAST_ERA = Math.floor(Number.MAX_SAFE_INTEGER / ERA) - 1;

/**
 * Which numbers may be given away where the database does not know it any more: with damaged files the last ones given
 * may have got lost. Each damage begins a new era, and its numbers are greater than all of former ones.
 */
export class NumbersEra {
  readonly #file: string;

  /** @param directory folder of the outbox */
  constructor(directory: string) {
    this.#file = join(directory, "era");
  }

  /** @returns whether a store was ever open here: before that there is nothing that could be lost */
  async hasBegun(): Promise<boolean> {
    return (await readFile(this.#file, "utf8").catch(() => undefined)) !== undefined;
  }

  /** @returns the least number of this era */
  async floor(): Promise<number> {
    const era = Number(await readFile(this.#file, "utf8").catch(() => "0"));
    return Number.isSafeInteger(era) && era >= 0 ? Math.min(era, LAST_ERA) * ERA + 1 : 1;
  }

  /** Begins the first era, where none has begun. */
  async beginFirst(): Promise<void> {
    if (!(await this.hasBegun())) await this.#write(0);
  }

  /** @param next the greatest number known that would come next. @returns the least number of the new era */
  async begin(next: number): Promise<number> {
    const era = Math.min(LAST_ERA, 1 + Math.floor(Math.max(next, await this.floor()) / ERA));
    await this.#write(era);
    return era * ERA + 1;
  }

  async #write(era: number): Promise<void> {
    await replaceFile(
      { fs: nodeVaultFs, random: randomBytes },
      this.#file,
      Buffer.from(String(era)),
      "synced",
    );
  }
}
