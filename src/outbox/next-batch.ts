import type { Parcel } from "./parcel";

/** What may go now, and when. */
export interface BatchRules {
  /** Keys of what is on its way, and of what is not yet gone from the disk. */
  readonly busy: ReadonlySet<string>;
  /** Longest that an incomplete batch waits for more; undefined: not at all. */
  readonly collect?: { readonly records: number; readonly ms: number } | undefined;
  /**
   * Whether a batch that is incomplete only because the others of its kind have busy keys goes, or waits until those are
   * free: a call takes one of the org's places however many records are in it.
   */
  readonly incomplete: "goes" | "waits for keys";
  /** Monotonic, milliseconds. */
  readonly now: number;
  /** What does not go now, nor anything later of its key. */
  readonly isLater?: ((parcel: Parcel) => boolean) | undefined;
  /** Most parcels, e.g. while it is tried out whether Zoho can be reached again. */
  readonly most: (first: Parcel) => number;
}

export interface NextBatch {
  /** Empty where nothing may go yet. */
  readonly parcels: readonly Parcel[];
  /** When one that waits for more goes without it: monotonic, milliseconds; infinity where none does. */
  readonly dueAt: number;
}

/** Parcels of one kind that may go together. */
interface Candidate {
  readonly parcels: Parcel[];
  readonly size: number;
  readonly most: number;
  records: number;
  /** Of this kind, with those that must wait for these. */
  waiting: number;
}

/**
 * Chooses what goes next: parcels that differ in nothing but their records, as many as one call takes, in the order in
 * which they were kept. None goes before, or together with, an earlier one of the same key.
 *
 * @param waiting in the order in which they were kept
 */
export function nextBatch(waiting: readonly Parcel[], rules: BatchRules): NextBatch {
  const candidates = new Map<string | number, Candidate>();
  /** Who comes first of each key; undefined for one that can't go now. */
  const owners = new Map<string, Candidate | undefined>();
  let first: Candidate | undefined;
  for (const parcel of waiting) {
    const { kind = parcel.entry.stored.seq, series, write } = parcel;
    const candidate = candidates.get(kind);
    const records = write.items.length;
    if (candidate !== undefined) candidate.waiting += records;
    const isSeriesFree =
      series === undefined ||
      (!rules.busy.has(series) && (!owners.has(series) || isSame(owners.get(series), candidate)));
    const isLater = rules.isLater?.(parcel) === true;
    const isFree =
      !isLater && isSeriesFree && parcel.keys.every((key) => !rules.busy.has(key) && !owners.has(key));
    const taker = isFree ? taken(parcel, candidate, rules) : undefined;
    for (const key of parcel.keys) owners.set(key, taker);
    if (series !== undefined) owners.set(series, taker);
    if (taker === undefined) continue;
    if (candidate === undefined) candidates.set(kind, taker);
    first ??= taker;
    if (isFull(first)) return { parcels: first.parcels, dueAt: Number.POSITIVE_INFINITY };
  }
  return readyOf(candidates.values(), rules);
}

function isSame(one: Candidate | undefined, other: Candidate | undefined): boolean {
  return one !== undefined && one === other;
}

/** @returns the candidate that has taken it in; undefined where there is no room */
function taken(parcel: Parcel, candidate: Candidate | undefined, rules: BatchRules): Candidate | undefined {
  const records = parcel.write.items.length;
  if (candidate === undefined) {
    const { size } = parcel.write;
    return { parcels: [parcel], size, most: rules.most(parcel), records, waiting: records };
  }
  if (candidate.records + records > candidate.size || isFull(candidate)) return undefined;
  candidate.parcels.push(parcel);
  candidate.records += records;
  return candidate;
}

function isFull({ parcels, records, size, most }: Candidate): boolean {
  return records >= size || parcels.length >= most;
}

function readyOf(candidates: Iterable<Candidate>, { collect, now, incomplete }: BatchRules): NextBatch {
  let dueAt = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const { parcels, waiting, size } = candidate;
    if (incomplete === "waits for keys" && waiting >= size && !isFull(candidate)) continue;
    const [first] = parcels;
    const goesAt = collect === undefined || first?.kind === undefined ? now : first.loadedAt + collect.ms;
    const isEnough = isFull(candidate) || (collect !== undefined && waiting >= collect.records);
    if (isEnough || goesAt <= now) return { parcels, dueAt: Number.POSITIVE_INFINITY };
    dueAt = Math.min(dueAt, goesAt);
  }
  return { parcels: [], dueAt };
}
