import type { QueueDepth } from "./store";
import type { EntryFacts } from "./store-keys";

/** Entries in a block: small enough to be freed soon, large enough to cost little. */
const BLOCK = 512;

type State = 0 | 1 | 2;
const GONE: State = 0;
const WAITING: State = 1;
const MARKED: State = 2;

/** Columns of up to `BLOCK` entries: 29 bytes for each. */
interface Block {
  readonly seqs: Float64Array;
  readonly records: Uint32Array;
  readonly bytes: Uint32Array;
  readonly acceptedAt: Float64Array;
  readonly states: Uint8Array;
  length: number;
  live: number;
}

/** An entry of the index. */
export interface IndexedEntry extends EntryFacts {
  readonly marked: boolean;
}

/**
 * What a queue holds, without the texts, in memory: 100,000 entries take 3 MB. Reading and removing start at the first
 * entry that is there: what was removed before it, which LevelDB still holds as tombstones, is never looked at.
 */
export class QueueIndex {
  readonly #blocks: Block[] = [];
  #entries = 0;
  #records = 0;
  #bytes = 0;

  depth(): QueueDepth {
    const sums = { entries: this.#entries, records: this.#records, bytes: this.#bytes };
    const first = this.first();
    return first === undefined ? sums : { ...sums, oldestAt: first.acceptedAt };
  }

  /** @param entry one whose number is greater than all before */
  add({ seq, records, bytes, acceptedAt }: EntryFacts): void {
    let block = this.#blocks.at(-1);
    if (block === undefined || block.length === BLOCK) {
      block = newBlock();
      this.#blocks.push(block);
    }
    const at = block.length;
    block.seqs[at] = seq;
    block.records[at] = records;
    block.bytes[at] = bytes;
    block.acceptedAt[at] = acceptedAt;
    block.states[at] = WAITING;
    block.length += 1;
    block.live += 1;
    this.#entries += 1;
    this.#records += records;
    this.#bytes += bytes;
  }

  get(seq: number): IndexedEntry | undefined {
    const found = this.#find(seq);
    return found === undefined ? undefined : entryAt(found.block, found.at);
  }

  mark(seq: number): void {
    const found = this.#find(seq);
    if (found !== undefined) found.block.states[found.at] = MARKED;
  }

  unmark(seq: number): void {
    const found = this.#find(seq);
    if (found !== undefined) found.block.states[found.at] = WAITING;
  }

  markAll(): void {
    for (const { states } of this.#blocks) {
      for (const [at, state] of states.entries()) if (state === WAITING) states[at] = MARKED;
    }
  }

  remove(seq: number): void {
    const found = this.#find(seq);
    if (found === undefined) return;
    const { block, at } = found;
    block.states[at] = GONE;
    block.live -= 1;
    this.#entries -= 1;
    this.#records -= block.records[at] ?? 0;
    this.#bytes -= block.bytes[at] ?? 0;
    if (block.live === 0) this.#blocks.splice(this.#blocks.indexOf(block), 1);
  }

  first(): IndexedEntry | undefined {
    return this.from(0, 1)[0];
  }

  /** @returns up to `limit` entries whose number is at least `seq`, in their order */
  from(seq: number, limit: number): readonly IndexedEntry[] {
    const found: IndexedEntry[] = [];
    for (let index = this.#blockOf(seq); index < this.#blocks.length; index += 1) {
      const block = this.#blocks[index];
      if (block === undefined) break;
      for (let at = lowerBound(block, seq); at < block.length; at += 1) {
        if (block.states[at] === GONE) continue;
        if (found.length >= limit) return found;
        found.push(entryAt(block, at));
      }
    }
    return found;
  }

  #find(seq: number): { readonly block: Block; readonly at: number } | undefined {
    const block = this.#blocks[this.#blockOf(seq)];
    if (block === undefined) return undefined;
    const at = lowerBound(block, seq);
    return at < block.length && block.seqs[at] === seq && block.states[at] !== GONE
      ? { block, at }
      : undefined;
  }

  /** Index of the first block whose last number is at least this one. */
  #blockOf(seq: number): number {
    let low = 0;
    let high = this.#blocks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const block = this.#blocks[middle];
      if (block !== undefined && (block.seqs[block.length - 1] ?? 0) < seq) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function newBlock(): Block {
  return {
    seqs: new Float64Array(BLOCK),
    records: new Uint32Array(BLOCK),
    bytes: new Uint32Array(BLOCK),
    acceptedAt: new Float64Array(BLOCK),
    states: new Uint8Array(BLOCK),
    length: 0,
    live: 0,
  };
}

function entryAt(block: Block, at: number): IndexedEntry {
  return {
    seq: block.seqs[at] ?? 0,
    records: block.records[at] ?? 0,
    bytes: block.bytes[at] ?? 0,
    acceptedAt: block.acceptedAt[at] ?? 0,
    marked: block.states[at] === MARKED,
  };
}

/** Place of the first number that is at least this one. */
function lowerBound({ seqs, length }: Block, seq: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((seqs[middle] ?? 0) < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
