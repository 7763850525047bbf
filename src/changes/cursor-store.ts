import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { ZohoError } from "../errors/zoho-error";
import {
  type FileWriting,
  listIfThere,
  moveAside,
  readIfThere,
  removeOldTemporaries,
  replaceFile,
} from "../vault/atomic-file";
import { RecordQueue } from "../vault/record-queue";
import type { RandomBytes } from "../vault/seal";
import { describeSystemError } from "../vault/vault-errors";
import { nodeVaultFs, systemCode, type VaultFs } from "../vault/vault-fs";
import { type KeptPlace, placeIn, textOfPlace } from "./kept-place";

export interface CursorStoreOptions {
  /** Folder of the files; made, for the owner only, when there is something to keep. */
  readonly directory: string;
  readonly fs?: VaultFs;
  readonly random?: RandomBytes;
}

/** Names that are the same on every disk; others, and those that differ in case only, get a name by their hash. */
const PLAIN = /^[a-z0-9][a-z0-9_-]{0,63}$/;

/** Of this whole process: an old and a new node during a Deploy wait for each other. */
const turns = new RecordQueue();

/**
 * Where each node stands in the changes that it watches: one file for each, replaced wholly or not at all. Nothing in
 * it is secret; it is private all the same (0600), because a cursor may hold IDs of records.
 *
 * A file that is damaged is set aside, and its node stays without a place until somebody says where it is to go on:
 * also after a restart, because a file that was set aside and has no successor says so.
 */
export class CursorStore {
  private readonly directory: string;
  private readonly files: FileWriting;

  constructor({ directory, fs = nodeVaultFs, random = randomBytes }: CursorStoreOptions) {
    this.directory = directory;
    this.files = { fs, random };
  }

  /**
   * @param id of the node
   * @returns undefined for a node that never had a place
   * @throws ZohoError `changes_place_damaged` where its file is damaged, or was and nobody has said since where to go
   *   on; `changes_place_unreadable` where the system does not let it be read, or a newer version wrote it: it is left
   *   as it is
   */
  read(id: string): Promise<KeptPlace | undefined> {
    const path = this.path(id);
    return turns.run(path, async () => {
      try {
        const bytes = await readIfThere(this.files.fs, path);
        if (bytes === undefined) {
          await this.checkNeverHadOne(id);
          return undefined;
        }
        const found = placeIn(bytes);
        if ("place" in found) return found.place;
        if (found.problem === "newer") throw unreadable(path, "a newer version of this package wrote it");
        throw damaged(found.problem, await moveAside(this.files.fs, path, "each"));
      } catch (error) {
        if (systemCode(error) === undefined) throw error;
        throw unreadable(path, describeSystemError(error));
      }
    });
  }

  /**
   * Resolves when the place would survive a power cut.
   *
   * @param id of the node
   * @throws ZohoError `changes_place_unwritable`; what was kept before is then still there
   */
  write(id: string, place: KeptPlace): Promise<void> {
    const path = this.path(id);
    return turns.run(path, async () => {
      try {
        await replaceFile(this.files, path, Buffer.from(textOfPlace(place)), "synced");
      } catch (error) {
        if (systemCode(error) === undefined) throw error;
        const { directory } = this;
        throw new ZohoError("changes_place_unwritable", {
          details: { directory, problem: describeSystemError(error) },
        });
      }
    });
  }

  /**
   * Removes what a crash left half written. Never throws: what keeps it from that is told by who reads or writes.
   *
   * @param now milliseconds since 1970
   */
  async tidy(now: number): Promise<void> {
    await removeOldTemporaries(this.files.fs, this.directory, now).catch(() => undefined);
  }

  private path(id: string): string {
    return join(this.directory, `${fileName(id)}.json`);
  }

  /** @throws ZohoError `changes_place_damaged` where it had one that was set aside */
  private async checkNeverHadOne(id: string): Promise<void> {
    const { directory } = this;
    const beginning = `${fileName(id)}.json.damaged-`;
    const names = (await listIfThere(this.files.fs, directory)).filter((name) => name.startsWith(beginning));
    const newest = names.sort((one, other) => numberAt(one) - numberAt(other)).at(-1);
    if (newest !== undefined)
      throw damaged("it was damaged when it was read before", join(directory, newest));
  }
}

function fileName(id: string): string {
  return PLAIN.test(id) ? id : `~${createHash("sha256").update(id).digest("hex").slice(0, 40)}`;
}

/** The number at the end of the name of a file that was set aside. */
function numberAt(name: string): number {
  return Number(/\d+$/.exec(name)?.[0]);
}

function damaged(problem: string, file: string): ZohoError {
  return new ZohoError("changes_place_damaged", { details: { problem, file } });
}

function unreadable(file: string, problem: string): ZohoError {
  return new ZohoError("changes_place_unreadable", { details: { file, problem } });
}
