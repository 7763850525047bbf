import { repeatability } from "../api/repeatability";
import {
  collectableWrite,
  type EnvelopeWrite,
  joinedWrite,
  type RecordWrite,
  recordWrite,
  wholeWrite,
} from "../api/writes/record-write";
import { kindOf } from "../api/writes/write-kind";
import { type KeptCall, callOf, readKept } from "./kept-call";
import { orderKeys } from "./order-keys";
import type { StoredEntry } from "./store";

/** An entry of the queue in memory, on its way. */
export interface Entry {
  readonly stored: StoredEntry;
  readonly kept: KeptCall;
  /** Parcels that are not done with: it is removed when none is left. */
  open: number;
  /** It was taken apart: what has become of its parts is known in this process alone. */
  isSplit: boolean;
  /** It stands on disk that it may have been sent. */
  isMarked: boolean;
}

/** What is sent as a whole: the records of an entry, or some of them. */
export interface Parcel {
  readonly entry: Entry;
  readonly write: RecordWrite;
  /** Only parcels of one kind go together; undefined where it goes by itself. */
  readonly kind: string | undefined;
  readonly keys: readonly string[];
  readonly series: string | undefined;
  /** Position of its first record in the message. */
  readonly start: number;
  /** When it came to memory; monotonic, milliseconds. */
  readonly loadedAt: number;
}

/** @returns undefined where this version can't read it */
export function openEntry(stored: StoredEntry): Entry | undefined {
  const kept = readKept(stored.text);
  return kept === undefined ? undefined : { stored, kept, open: 1, isSplit: false, isMarked: stored.marked };
}

export function parcelOf(entry: Entry, loadedAt: number): Parcel {
  const { kept } = entry;
  const call = callOf(kept);
  const envelope = collectableWrite({ call });
  const write = envelope ?? recordWrite({ call }) ?? wholeWrite(call);
  const { keys, series } = orderKeys(write, kept.key);
  const kind = envelope === undefined ? undefined : kindOf(envelope);
  return { entry, write, kind, keys, series, start: kept.start ?? 0, loadedAt };
}

/** True where a lost answer leaves it open whether it was written, and it must not be sent again. */
export function isCreate({ write }: Parcel): boolean {
  return repeatability(write.call) === "unsafe";
}

/** The write of several parcels of one kind, or of one of any kind. */
export function writeOf(parcels: readonly Parcel[]): RecordWrite | undefined {
  const [first] = parcels;
  if (first === undefined || parcels.length === 1) return first?.write;
  const writes = parcels.map(({ write }) => write).filter(isEnvelope);
  return joinedWrite(first.write.call, writes);
}

/**
 * Takes a refused batch apart, to find what in it was refused.
 *
 * @param name one that no kind has had, so that each half goes by itself
 * @returns undefined for a single record
 */
export function halved(parcels: readonly Parcel[], name: string): readonly Parcel[] | undefined {
  const [only] = parcels;
  if (parcels.length > 1) {
    const middle = Math.ceil(parcels.length / 2);
    return parcels.map((parcel, index) => ({
      ...parcel,
      kind: `${parcel.kind ?? ""}\n${name}${index < middle ? "a" : "b"}`,
    }));
  }
  if (only === undefined || !isEnvelope(only.write) || only.write.items.length < 2) return undefined;
  const { write, entry } = only;
  const middle = Math.ceil(write.items.length / 2);
  entry.open++;
  entry.isSplit = true;
  return [
    { ...only, write: sliceOf(write, 0, middle), kind: `${name}a` },
    {
      ...only,
      write: sliceOf(write, middle, write.items.length),
      kind: `${name}b`,
      start: only.start + middle,
    },
  ];
}

function sliceOf(write: EnvelopeWrite, start: number, end: number): EnvelopeWrite {
  const part = { ...write, items: write.items.slice(start, end), elements: write.elements.slice(start, end) };
  return joinedWrite(write.call, [part]);
}

function isEnvelope(write: RecordWrite): write is EnvelopeWrite {
  return "elements" in write;
}
