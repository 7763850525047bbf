import { type DataKey, fingerprint, type KeyAtHand, type Stretch, wrap, type Wrap } from "./key-sources";
import type { RandomBytes } from "./seal";

/** Old wraps are kept for the day when an old secret comes back, but a secret made up at each start must not pile up. */
const MAX_WRAPS = 16;

interface WrapsWanted {
  readonly key: DataKey;
  /** What is there, oldest first. */
  readonly wraps: readonly Wrap[];
  /** Whether fingerprints can be believed; otherwise every key at hand is wrapped for anew. */
  readonly trust: "intact" | "salvaged";
  /** Text secrets, and the key file where it is to be used. */
  readonly keys: readonly KeyAtHand[];
}

/**
 * The wraps that a vault should have.
 *
 * - With an explicit key: that one alone (the first, where there are several: the others only open).
 * - Otherwise: all that it has, and one for each key at hand that has none yet. Nothing is dropped, because
 *   Node-RED deletes its generated secret when a user sets one, users change and turn off secrets, and
 *   Projects hide theirs.
 */
export async function settleWraps(
  { key, wraps, trust, keys }: WrapsWanted,
  random: RandomBytes,
  stretch: Stretch,
): Promise<readonly Wrap[]> {
  const explicit = keys.find(({ source }) => source === "explicit");
  const wanted = explicit === undefined ? keys : [explicit];
  const fitting: Wrap[] = [];
  const fresh: Wrap[] = [];
  for (const under of wanted) {
    const mark = fingerprint(key, under);
    const there =
      trust === "intact"
        ? wraps.find(({ source, fingerprint: made }) => source === under.source && made === mark)
        : undefined;
    if (there !== undefined) fitting.push(there);
    else fresh.push(await wrap(key, under, random, stretch));
  }
  if (explicit !== undefined) return [...fitting, ...fresh];
  const spare = wraps.filter((old) => !fitting.includes(old));
  const room = Math.max(0, MAX_WRAPS - fitting.length - fresh.length);
  const kept = new Set([...fitting, ...spare.slice(Math.max(0, spare.length - room))]);
  return [...wraps.filter((old) => kept.has(old)), ...fresh];
}

/** Whether two lists hold the same wraps in the same order. */
export function sameWraps(one: readonly Wrap[], other: readonly Wrap[]): boolean {
  return one.length === other.length && one.every((wrap, index) => wrap.sealed === other[index]?.sealed);
}
