import { randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { access, open, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { Writable } from "node:stream";
import { ZohoError } from "../../errors/zoho-error";
import type { AnswerHead, AnswerTarget } from "../../transport/transport";
import { TRANSPORT_DEFAULTS } from "../../transport/transport-limits";
import type { ApiAnswer } from "../api-call";
import { dispositionName } from "./disposition-name";
import { PartFile, unwritable } from "./part-file";

/** An answer that lies in a file now. */
export interface SavedAnswer {
  /** Absolute. */
  readonly path: string;
  readonly bytes: number;
  readonly contentType: string;
  /** What Zoho calls it, for people; never a path. Undefined where it has no name. */
  readonly name: string | undefined;
}

/**
 * The file that an answer goes to. It is written beside its place and moved there once it is whole and on the disk, so that
 * whoever looks there finds the former file or the new one. Errors of Zoho's never come into it.
 */
export class AnswerFile implements AnswerTarget {
  readonly maxBytes = TRANSPORT_DEFAULTS.maxFileBytes;
  private part: PartFile | undefined;

  private constructor(readonly path: string) {}

  /**
   * Looks at the place before anything is asked of Zoho.
   *
   * @param directory where a relative path begins; the folder of this process where it is left out
   * @throws ZohoError `file_unwritable`
   */
  static async at(path: string, directory = ""): Promise<AnswerFile> {
    if (path === "" || path.includes("\0")) throw unwritable(path, "this is no path");
    const full = resolve(directory, path);
    const there = await stat(full).catch(() => undefined);
    if (there?.isDirectory() === true) throw unwritable(full, "it is a folder");
    if (there?.isFile() === false) throw unwritable(full, "it is no ordinary file");
    try {
      await access(dirname(full), constants.W_OK);
    } catch (error) {
      throw unwritable(full, error);
    }
    return new AnswerFile(full);
  }

  readonly take = (head: AnswerHead, start: Buffer): Writable | undefined => {
    if (!isFileAnswer(head, start)) return undefined;
    // A call that is repeated begins anew.
    this.part?.destroy();
    this.part = new PartFile(this.besides());
    return this.part;
  };

  /**
   * Puts the answer in its place.
   *
   * @returns undefined where Zoho has sent nothing
   * @throws ZohoError `file_unwritable`
   */
  async keep(answer: Pick<ApiAnswer, "headers" | "bytes">): Promise<SavedAnswer | undefined> {
    const rest = answer.bytes ?? Buffer.alloc(0);
    if (this.part === undefined && rest.length === 0) return undefined;
    const part = this.part?.path ?? this.besides();
    try {
      if (this.part === undefined) await writeFile(part, rest, { flag: "wx", flush: true });
      await rename(part, this.path);
      await syncFolder(dirname(this.path));
    } catch (error) {
      await rm(part, { force: true });
      throw error instanceof ZohoError ? error : unwritable(this.path, error);
    }
    return {
      path: this.path,
      bytes: this.part?.bytes ?? rest.length,
      contentType: answer.headers["content-type"] ?? "",
      name: dispositionName(answer.headers["content-disposition"] ?? ""),
    };
  }

  /** Leaves nothing behind of an answer that was not kept. */
  async discard(): Promise<void> {
    if (this.part === undefined) return;
    this.part.destroy();
    await rm(this.part.path, { force: true });
  }

  private besides(): string {
    return `${this.path}.${randomBytes(6).toString("hex")}.part`;
  }
}

/** True where an answer is certainly a file, and neither JSON nor a page of somebody in between. */
function isFileAnswer({ status, headers }: AnswerHead, start: Buffer): boolean {
  if (status !== 200 && status !== 206) return false;
  const type = (headers["content-type"] ?? "").toLowerCase();
  // CRM calls its JSON an attachment, too: `response.json`.
  if (type.includes("json")) return false;
  if (/^\s*attachment/i.test(headers["content-disposition"] ?? "")) return true;
  if (start.length === 0 || type.includes("html")) return false;
  // Zoho sends JSON as text as well.
  return (
    (type !== "" && !type.startsWith("text/")) || !/^[\s\ufeff]*[[{<]/.test(start.toString("utf8", 0, 64))
  );
}

/** What was moved is on the disk only when the folder is; not every system can do that. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, "r").catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
