/** What a process did to the files of one folder, read from the output of `strace -f -xx`. */
import { relative } from "node:path";

/** One step. Paths are relative to the folder, "" is the folder itself; `begun` and `ended` count lines of the trace. */
export type FileStep = { readonly begun: number; readonly ended: number } & (
  | { readonly op: "create"; readonly path: string }
  | { readonly op: "empty"; readonly path: string }
  | { readonly op: "write"; readonly path: string; readonly offset: number; readonly bytes: Buffer }
  | { readonly op: "cut"; readonly path: string; readonly length: number }
  | { readonly op: "sync"; readonly path: string }
  | { readonly op: "sync folder"; readonly path: string }
  | { readonly op: "rename"; readonly from: string; readonly path: string }
  | { readonly op: "link"; readonly from: string; readonly path: string }
  | { readonly op: "remove"; readonly path: string }
  | { readonly op: "make folder"; readonly path: string }
  | { readonly op: "remove folder"; readonly path: string }
  /** A line that the process said. */
  | { readonly op: "say"; readonly line: string }
);

/** A step before it is known when it was taken. */
type Taken = FileStep extends infer Step
  ? Step extends FileStep
    ? Omit<Step, "begun" | "ended">
    : never
  : never;

/** The system calls to be traced. */
export const TRACED_CALLS =
  "openat,creat,write,pwrite64,writev,pwritev,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,rmdir,mkdir,mkdirat,ftruncate,truncate,link,linkat,dup,dup2,dup3,fallocate,close";

interface OpenFile {
  readonly path: string;
  readonly kind: "file" | "folder" | "output";
  position: number;
}

/**
 * @param trace what strace wrote
 * @param folder absolute
 * @throws Error where the process did something with the folder that is not understood here
 */
export function tracedSteps(trace: string, folder: string): readonly FileStep[] {
  const reader = new TraceReader(folder);
  const begun = new Map<string, { readonly text: string; readonly line: number }>();
  const steps: FileStep[] = [];
  for (const [line, text] of trace.split("\n").entries()) {
    const [, thread = "", rest = ""] = /^(\d+) +(.*)$/.exec(text) ?? [];
    if (rest.endsWith("<unfinished ...>")) {
      begun.set(thread, { text: rest.slice(0, -"<unfinished ...>".length), line });
      continue;
    }
    const resumed = /^<\.\.\. \w+ resumed>(.*)$/.exec(rest);
    const before = resumed === null ? undefined : begun.get(thread);
    for (const step of reader.take((before?.text ?? "") + (resumed?.[1] ?? rest))) {
      steps.push({ ...step, begun: before?.line ?? line, ended: line } as FileStep);
    }
  }
  return steps;
}

class TraceReader {
  readonly #open = new Map<number, OpenFile>([[1, { path: "", kind: "output", position: 0 }]]);
  readonly #there = new Set<string>();
  #said = "";

  constructor(private readonly folder: string) {}

  take(text: string): readonly Taken[] {
    const [, call = "", args = "", result = ""] = /^(\w+)\((.*)\) += (-?\d+)/.exec(text) ?? [];
    if (call === "" || Number(result) < 0) return [];
    const strings = [...args.matchAll(/"((?:\\x[0-9a-f]{2})*)"/g)].map(([, hex = ""]) =>
      Buffer.from(hex.replaceAll("\\x", ""), "hex"),
    );
    if (/"\.\.\./.test(args)) throw new Error(`strace cut a string: ${text.slice(0, 80)}`);
    const fd = Number.parseInt(args, 10);
    switch (call) {
      case "openat":
        return this.#opened(strings[0], args, Number(result));
      case "close":
        this.#open.delete(fd);
        return [];
      case "write":
      case "writev":
        return this.#wrote(fd, Buffer.concat(strings).subarray(0, Number(result)));
      case "fsync":
      case "fdatasync":
        return this.#synced(fd);
      case "ftruncate": {
        const file = this.#open.get(fd);
        return file === undefined
          ? []
          : [{ op: "cut", path: file.path, length: Number(args.split(", ")[1]) }];
      }
      default:
        return this.#named(
          call,
          strings.map((path) => this.#inside(path)),
          text,
        );
    }
  }

  #opened(name: Buffer | undefined, args: string, fd: number): readonly Taken[] {
    const path = this.#inside(name);
    if (path === undefined) {
      this.#open.delete(fd);
      return [];
    }
    const writes = /O_WRONLY|O_RDWR/.test(args);
    const isNew = args.includes("O_CREAT") && !this.#there.has(path);
    this.#open.set(fd, { path, kind: writes || this.#there.has(path) ? "file" : "folder", position: 0 });
    if (args.includes("O_APPEND")) throw new Error(`appends to ${path}`);
    if (isNew) {
      this.#there.add(path);
      return [{ op: "create", path }];
    }
    return args.includes("O_TRUNC") ? [{ op: "empty", path }] : [];
  }

  #wrote(fd: number, bytes: Buffer): readonly Taken[] {
    const file = this.#open.get(fd);
    if (file === undefined) return [];
    if (file.kind === "output") return this.#saidBy(bytes);
    const offset = file.position;
    file.position += bytes.length;
    return [{ op: "write", path: file.path, offset, bytes }];
  }

  #saidBy(bytes: Buffer): readonly Taken[] {
    const lines = (this.#said + bytes.toString("utf8")).split("\n");
    this.#said = lines.pop() ?? "";
    return lines.map((line) => ({ op: "say", line }));
  }

  #synced(fd: number): readonly Taken[] {
    const file = this.#open.get(fd);
    if (file === undefined || file.kind === "output") return [];
    return [{ op: file.kind === "folder" ? "sync folder" : "sync", path: file.path }];
  }

  #named(call: string, [first, second]: readonly (string | undefined)[], text: string): readonly Taken[] {
    if (first === undefined) return [];
    switch (call) {
      case "rename":
        return second === undefined ? [] : [this.#moved(first, second)];
      case "link":
        if (second === undefined) return [];
        this.#there.add(second);
        return [{ op: "link", from: first, path: second }];
      case "unlink":
        this.#there.delete(first);
        return [{ op: "remove", path: first }];
      case "mkdir":
        return [{ op: "make folder", path: first }];
      case "rmdir":
        return [{ op: "remove folder", path: first }];
      default:
        throw new Error(`not understood: ${text.slice(0, 200)}`);
    }
  }

  #moved(from: string, path: string): Taken {
    this.#there.delete(from);
    this.#there.add(path);
    for (const [fd, file] of this.#open) if (file.path === from) this.#open.set(fd, { ...file, path });
    return { op: "rename", from, path };
  }

  /** @returns undefined for what is not in the folder */
  #inside(path: Buffer | undefined): string | undefined {
    const inside = path === undefined ? ".." : relative(this.folder, path.toString("utf8"));
    return inside.startsWith("..") ? undefined : inside;
  }
}
