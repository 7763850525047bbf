import { type FileHandle, open, rm } from "node:fs/promises";
import { Writable } from "node:stream";
import { ZohoError } from "../../errors/zoho-error";

type Callback = (error?: Error | null) => void;

/** A new file that is written piece by piece. It is on the disk when it has finished, and gone when it has not. */
export class PartFile extends Writable {
  bytes = 0;
  private handle: FileHandle | undefined;

  constructor(readonly path: string) {
    super({ highWaterMark: 256 * 1024 });
  }

  override _construct(callback: Callback): void {
    this.settle(
      open(this.path, "wx").then((handle) => {
        this.handle = handle;
      }),
      callback,
    );
  }

  override _write(chunk: Buffer, _encoding: unknown, callback: Callback): void {
    this.bytes += chunk.length;
    this.settle(this.handle?.appendFile(chunk), callback);
  }

  override _final(callback: Callback): void {
    this.settle(this.handle?.sync(), callback);
  }

  override _destroy(error: Error | null, callback: Callback): void {
    const isWhole = this.writableFinished && error === null;
    const closed = this.handle?.close() ?? Promise.resolve();
    this.settle(
      closed.then(() => (isWhole ? undefined : rm(this.path, { force: true }))),
      (failure) => {
        callback(error ?? failure);
      },
    );
  }

  private settle(work: Promise<unknown> | undefined, callback: Callback): void {
    (work ?? Promise.resolve()).then(
      () => {
        callback();
      },
      (error: unknown) => {
        callback(unwritable(this.path, error));
      },
    );
  }
}

const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such folder",
  ENOTDIR: "there is no such folder",
  EACCES: "this process may not write there",
  EPERM: "this process may not write there",
  EROFS: "the disk can only be read",
  ENOSPC: "the disk is full",
  EDQUOT: "the disk is full",
  ENAMETOOLONG: "its name is too long",
};

/** @param problem in words, or what the file system says */
export function unwritable(path: string, problem: unknown): ZohoError {
  const code = String(Reflect.get(Object(problem), "code"));
  const words = typeof problem === "string" ? problem : (PROBLEMS[code] ?? `writing it fails (${code})`);
  const shown = path.length > 300 ? `${path.slice(0, 300)}…` : path;
  return new ZohoError("file_unwritable", { details: { path: shown, problem: words } });
}
