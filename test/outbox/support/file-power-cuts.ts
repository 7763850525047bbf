import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { FileStep } from "./traced-files";

type Change =
  | { readonly kind: "bytes"; readonly offset: number; readonly bytes: Buffer; readonly ended: number }
  | { readonly kind: "length"; readonly length: number; readonly ended: number };

/** A file's content as far as it was synced, and what was done to it since. */
interface Inode {
  safe: Buffer;
  pending: readonly Change[];
}

type Node = Inode | "folder";

/** Changes of names that happen together: a rename is all or nothing. */
interface NameChange {
  readonly folder: string;
  readonly names: readonly (readonly [path: string, node: Node | undefined])[];
}

/** A folder as it may be found after a power cut. */
export interface FolderAfterCut {
  readonly files: ReadonlyMap<string, Buffer | "folder">;
  /** What the process had said before. */
  readonly said: readonly string[];
  /** For the message of a failing test. */
  readonly story: string;
}

/** What becomes of what was not synced. `random`: of each name and each file on its own. */
const FATES = ["dropped", "names only", "kept", "random", "random"] as const;

/**
 * A folder that remembers what is safe. Promises only what POSIX promises: content is safe after a sync of the file that
 * began after it was written, names after a sync of their folder; everything else may or may not have happened, in any
 * order, and the end of a file may be torn or zero.
 */
export class CuttableFolder {
  /** Names as the process sees them, and as they are safe. */
  readonly #names = new Map<string, Node>();
  readonly #safe = new Map<string, Node>();
  #pending: readonly NameChange[] = [];
  readonly #said: string[] = [];
  #count = 0;

  take(step: FileStep): void {
    this.#count += 1;
    if (step.op === "say") this.#said.push(step.line);
    else if (step.op === "sync folder") this.#syncFolder(step.path);
    else if (step.op === "create")
      this.#change(step.path, [[step.path, { safe: Buffer.alloc(0), pending: [] }]]);
    else if (step.op === "make folder") this.#change(step.path, [[step.path, "folder"]]);
    else if (step.op === "remove" || step.op === "remove folder")
      this.#change(step.path, [[step.path, undefined]]);
    else if (step.op === "link") this.#change(step.path, [[step.path, this.#names.get(step.from)]]);
    else if (step.op === "rename") {
      if (dirname(step.from) !== dirname(step.path)) throw new Error(`moves ${step.from} to another folder`);
      const node = this.#names.get(step.from);
      this.#change(step.path, [
        [step.from, undefined],
        [step.path, node],
      ]);
    } else this.#changeContent(step);
  }

  /** @param draw numbers between 0 and 1 */
  *cuts(draw: () => number): Generator<FolderAfterCut> {
    for (const fate of FATES) {
      const random = fate === "random";
      const happened = this.#pending.filter(() => (random ? draw() < 0.5 : fate !== "dropped"));
      const names = new Map(this.#safe);
      for (const change of happened) applyTo(names, change);
      const files = new Map<string, Buffer | "folder">();
      for (const [path, node] of names) {
        if (!reachable(names, path)) continue;
        if (node === "folder") files.set(path, node);
        else files.set(path, contentOf(node, random ? draw : fate === "kept" ? () => 0 : () => 1));
      }
      const story = `after ${this.#count} steps, ${happened.length} of ${this.#pending.length} unsynced names, content ${fate}`;
      yield { files, said: [...this.#said], story };
    }
  }

  #changeContent(step: Extract<FileStep, { readonly op: "write" | "cut" | "sync" | "empty" }>): void {
    const node = this.#names.get(step.path);
    // A file that was removed while it was open.
    if (node === undefined || node === "folder") return;
    const { ended } = step;
    if (step.op === "sync") {
      const written = node.pending.filter((change) => change.ended < step.begun);
      node.safe = written.reduce(changed, node.safe);
      node.pending = node.pending.filter((change) => change.ended >= step.begun);
    } else if (step.op === "write") {
      node.pending = [...node.pending, { kind: "bytes", offset: step.offset, bytes: step.bytes, ended }];
    } else {
      node.pending = [
        ...node.pending,
        { kind: "length", length: step.op === "cut" ? step.length : 0, ended },
      ];
    }
  }

  #change(path: string, names: NameChange["names"]): void {
    const change = { folder: dirname(path), names };
    applyTo(this.#names, change);
    this.#pending = [...this.#pending, change];
  }

  #syncFolder(path: string): void {
    const folder = path === "" ? "." : path;
    for (const change of this.#pending) if (change.folder === folder) applyTo(this.#safe, change);
    this.#pending = this.#pending.filter((change) => change.folder !== folder);
  }
}

function applyTo(names: Map<string, Node>, { names: changes }: NameChange): void {
  for (const [path, node] of changes) {
    if (node === undefined) names.delete(path);
    else names.set(path, node);
  }
}

function reachable(names: ReadonlyMap<string, Node>, path: string): boolean {
  for (let folder = dirname(path); folder !== "."; folder = dirname(folder)) {
    if (names.get(folder) !== "folder") return false;
  }
  return true;
}

function changed(content: Buffer, change: Change): Buffer {
  if (change.kind === "length") return content.subarray(0, change.length);
  const after = Buffer.alloc(Math.max(content.length, change.offset + change.bytes.length));
  content.copy(after);
  change.bytes.copy(after, change.offset);
  return after;
}

/** @param draw below 0.3 everything was kept, from 0.9 on nothing; between, the end is torn or zero */
function contentOf({ safe, pending }: Inode, draw: () => number): Buffer {
  if (pending.length === 0) return safe;
  const fate = draw();
  if (fate < 0.3) return pending.reduce(changed, safe);
  if (fate >= 0.9) return safe;
  const some = pending.slice(0, 1 + Math.floor(draw() * pending.length));
  const written = some.reduce(changed, safe);
  const added = written.length - safe.length;
  if (added <= 0) return written;
  const torn = safe.length + Math.floor(draw() * added);
  return fate < 0.6
    ? written.subarray(0, torn)
    : Buffer.concat([written.subarray(0, torn), Buffer.alloc(written.length - torn)]);
}

/** Writes a folder as it was found after a power cut. */
export function writeFolder(directory: string, { files }: FolderAfterCut): void {
  mkdirSync(directory, { recursive: true });
  for (const path of [...files.keys()].toSorted()) {
    const content = files.get(path);
    if (content === "folder") mkdirSync(join(directory, path), { recursive: true });
    else if (content !== undefined) writeFileSync(join(directory, path), content);
  }
}
