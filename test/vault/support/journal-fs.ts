import { dirname } from "node:path";
import type { VaultFs } from "../../../src/vault/vault-fs";

/** A disk at rest: content of files by path, and folders. */
export type Disk = ReadonlyMap<string, Buffer | "folder">;

/** A file's content in memory and as far as it was synced. */
interface Inode {
  content: Buffer;
  mode: number;
  modifiedAt: number;
}

type Node = Inode | "folder";

/** Changes of names within one folder that happen together. */
interface NameChange {
  readonly folder: string;
  readonly changes: readonly (readonly [path: string, node: Node | undefined])[];
}

type Entry =
  | ({ readonly op: "names" } & NameChange)
  | { readonly op: "write"; readonly inode: Inode; readonly content: Buffer }
  | { readonly op: "sync"; readonly inode: Inode }
  | { readonly op: "sync folder"; readonly folder: string }
  | { readonly op: "mark"; readonly mark: string };

/** What may have become of bytes that were written and not synced. */
const UNSYNCED = ["kept", "dropped", "torn", "zeros"] as const;

/** A disk as it may be found after a power cut, and what had been reported as done before. */
export interface PowerCut {
  readonly disk: Disk;
  readonly marks: readonly string[];
  /** For the message of a failing test. */
  readonly story: string;
}

/**
 * A disk in memory that remembers every step. Promises only what POSIX promises: content is safe after `sync` of
 * the file, names after `syncDirectory` of their folder, and everything else may or may not have happened, in any
 * order; only a single rename is all or nothing.
 */
export class JournalFs implements VaultFs {
  readonly journal: Entry[] = [];
  readonly #names = new Map<string, Node>();
  readonly #initial: ReadonlyMap<string, Node>;
  readonly #initialContent = new Map<Inode, Buffer>();

  constructor(disk: Disk = new Map([["/", "folder"]])) {
    for (const [path, content] of disk) {
      this.#names.set(path, content === "folder" ? content : this.#inode(content));
    }
    this.#initial = new Map(this.#names);
    for (const node of this.#initial.values())
      if (node !== "folder") this.#initialContent.set(node, node.content);
  }

  /** Notes that something was reported as done. */
  mark(mark: string): void {
    this.journal.push({ op: "mark", mark });
  }

  /** The disk as running programs see it. */
  disk(): Disk {
    return new Map([...this.#names].map(([path, node]) => [path, node === "folder" ? node : node.content]));
  }

  /** Exchanges everything under the programs that use the disk; not part of the journal. */
  replace(disk: Disk): void {
    this.#names.clear();
    for (const [path, content] of disk) {
      this.#names.set(path, content === "folder" ? content : this.#inode(content));
    }
  }

  /** Every disk that a power cut at any moment may leave behind, each once. */
  *powerCuts(): Generator<PowerCut> {
    const seen = new Set<string>();
    for (let length = 0; length <= this.journal.length; length += 1) {
      for (const cut of this.#cutsAfter(length)) {
        const print = JSON.stringify([
          cut.marks,
          [...cut.disk].map(([path, content]) => [path, content.toString("base64")]).sort(),
        ]);
        if (seen.has(print)) continue;
        seen.add(print);
        yield cut;
      }
    }
  }

  *#cutsAfter(length: number): Generator<PowerCut> {
    const names = new Map(this.#initial);
    const safe = new Map(this.#initialContent);
    const written = new Map(this.#initialContent);
    const marks: string[] = [];
    let pending: NameChange[] = [];
    for (const entry of this.journal.slice(0, length)) {
      if (entry.op === "mark") marks.push(entry.mark);
      else if (entry.op === "write") written.set(entry.inode, entry.content);
      else if (entry.op === "sync") safe.set(entry.inode, written.get(entry.inode) ?? Buffer.alloc(0));
      else if (entry.op === "names") pending.push(entry);
      else {
        for (const change of pending.filter(({ folder }) => folder === entry.folder)) applyTo(names, change);
        pending = pending.filter(({ folder }) => folder !== entry.folder);
      }
    }
    for (const happened of choices(pending)) {
      const after = new Map(names);
      for (const change of happened) applyTo(after, change);
      for (const fate of UNSYNCED) {
        const disk = new Map<string, Buffer | "folder">();
        for (const [path, node] of after) {
          if (!reachable(after, path)) continue;
          disk.set(path, node === "folder" ? node : contentAfter(safe.get(node), written.get(node), fate));
        }
        const story = `after ${length} of ${this.journal.length} steps, ${happened.length} of ${pending.length} unsynced name changes, unsynced content ${fate}`;
        yield { disk, marks: [...marks], story };
      }
    }
  }

  makeDirectory(path: string): Promise<string | undefined> {
    const missing: string[] = [];
    for (let folder = path; !this.#names.has(folder); folder = dirname(folder)) missing.unshift(folder);
    for (const folder of missing) this.#change(dirname(folder), [[folder, "folder"]]);
    return Promise.resolve(missing[0]);
  }

  async list(path: string): Promise<readonly string[]> {
    this.#need(path);
    const below = [...this.#names.keys()].filter((name) => name !== path && dirname(name) === path);
    return below.map((name) => name.slice(path === "/" ? 1 : path.length + 1));
  }

  async read(path: string): Promise<Buffer> {
    return Buffer.from(this.#file(path).content);
  }

  async create(path: string): ReturnType<VaultFs["create"]> {
    this.#need(dirname(path));
    if (this.#names.has(path)) throw systemError("EEXIST");
    const inode = this.#inode(Buffer.alloc(0));
    this.#change(dirname(path), [[path, inode]]);
    return {
      write: async (bytes) => {
        inode.content = Buffer.concat([inode.content, bytes]);
        this.journal.push({ op: "write", inode, content: inode.content });
      },
      sync: async () => void this.journal.push({ op: "sync", inode }),
      close: () => Promise.resolve(),
    };
  }

  async rename(from: string, to: string): Promise<void> {
    const inode = this.#file(from);
    this.#need(dirname(to));
    if (dirname(from) !== dirname(to)) throw systemError("EXDEV");
    this.#change(dirname(to), [
      [from, undefined],
      [to, inode],
    ]);
  }

  async link(from: string, to: string): Promise<void> {
    const inode = this.#file(from);
    if (this.#names.has(to)) throw systemError("EEXIST");
    this.#change(dirname(to), [[to, inode]]);
  }

  async remove(path: string): Promise<void> {
    this.#file(path);
    this.#change(dirname(path), [[path, undefined]]);
  }

  async syncDirectory(path: string): Promise<void> {
    this.#need(path);
    this.journal.push({ op: "sync folder", folder: path });
  }

  async stat(path: string): ReturnType<VaultFs["stat"]> {
    const node = this.#need(path);
    return node === "folder"
      ? { mode: 0o700, modifiedAt: 0 }
      : { mode: node.mode, modifiedAt: node.modifiedAt };
  }

  async setMode(path: string, mode: number): Promise<void> {
    const node = this.#need(path);
    if (node !== "folder") node.mode = mode;
  }

  #inode(content: Buffer): Inode {
    return { content, mode: 0o600, modifiedAt: 1_700_000_000_000 };
  }

  #need(path: string): Node {
    const node = this.#names.get(path);
    if (node === undefined) throw systemError("ENOENT");
    return node;
  }

  #file(path: string): Inode {
    const node = this.#need(path);
    if (node === "folder") throw systemError("EISDIR");
    return node;
  }

  #change(folder: string, changes: NameChange["changes"]): void {
    this.#need(folder);
    const change = { folder, changes };
    applyTo(this.#names, change);
    this.journal.push({ op: "names", ...change });
  }
}

function applyTo(names: Map<string, Node>, { changes }: NameChange): void {
  for (const [path, node] of changes) {
    if (node === undefined) names.delete(path);
    else names.set(path, node);
  }
}

/** All subsets where they are few; otherwise each beginning, each one alone, and all but each one. */
function choices(pending: readonly NameChange[]): readonly (readonly NameChange[])[] {
  if (pending.length <= 7) {
    return Array.from({ length: 2 ** pending.length }, (_none, bits) =>
      pending.filter((_change, index) => (bits & (1 << index)) !== 0),
    );
  }
  return [
    ...pending.map((_change, index) => pending.slice(0, index)),
    pending,
    ...pending.map((change) => [change]),
    ...pending.map((change) => pending.filter((other) => other !== change)),
  ];
}

function reachable(names: ReadonlyMap<string, Node>, path: string): boolean {
  for (let folder = path; folder !== "/"; folder = dirname(folder)) {
    if (names.get(dirname(folder)) !== "folder") return false;
  }
  return true;
}

function contentAfter(
  safe: Buffer = Buffer.alloc(0),
  written: Buffer = Buffer.alloc(0),
  fate: (typeof UNSYNCED)[number],
): Buffer {
  if (safe.equals(written) || fate === "kept") return written;
  if (fate === "dropped") return safe;
  return fate === "torn" ? written.subarray(0, Math.floor(written.length / 2)) : Buffer.alloc(written.length);
}

/** An error as the file system throws it. */
export function systemError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: made up for a test`), { code });
}
