import { crc32 } from "node:zlib";
import type { NewEntry } from "./store";

/**
 * What the keys of the database look like. LevelDB sorts them by their bytes, so digits stand in front of each other
 * as numbers do where they are padded.
 *
 * - `e/<queue>/<seq>/<records>/<bytes>/<acceptedAt>`: an entry; its value is a checksum and the text
 * - `m/<queue>/<seq>`: the mark of an entry
 * - `n/<queue>`: the note of a queue
 * - `q/<queue>`: what is known of a queue, see `QueueRecord`
 *
 * Numbers are in base 36. All but the text of an entry stands in its key: what a queue holds is found at opening without
 * reading texts.
 */

/** Digits of the greatest safe integer in base 36. */
const SEQ_DIGITS = 11;

/** An entry without its text. */
export interface EntryFacts extends Omit<NewEntry, "text"> {
  readonly seq: number;
  readonly bytes: number;
}

/** A queue's part of a key: whatever is in its name, it has no slash. */
function part(queue: string): string {
  return encodeURIComponent(queue);
}

function seqDigits(seq: number): string {
  return seq.toString(36).padStart(SEQ_DIGITS, "0");
}

export function entryKey(queue: string, { seq, records, bytes, acceptedAt }: EntryFacts): string {
  const facts = [records, bytes, acceptedAt].map((number) => number.toString(36)).join("/");
  return `e/${part(queue)}/${seqDigits(seq)}/${facts}`;
}

export function markKey(queue: string, seq: number): string {
  return `m/${part(queue)}/${seqDigits(seq)}`;
}

export function noteKey(queue: string): string {
  return `n/${part(queue)}`;
}

export function queueKey(queue: string): string {
  return `q/${part(queue)}`;
}

/** Bounds of all keys of a kind, or of one queue from a sequence number on: `gte` and `lt` of an iterator. */
export function keysOf(kind: "e" | "m" | "n" | "q", queue?: string, from = 0): { gte: string; lt: string } {
  if (queue === undefined) return { gte: `${kind}/`, lt: `${kind}0` };
  // "0" is the character after "/".
  return { gte: `${kind}/${part(queue)}/${seqDigits(from)}`, lt: `${kind}/${part(queue)}0` };
}

/** A key taken apart. */
export interface ParsedKey {
  readonly queue: string;
  /** The number in it where it has one. */
  readonly seq: number | undefined;
}

/** @returns undefined for a key that is none of ours, such as a damaged one */
export function parseKey(key: string): ParsedKey | undefined {
  const [, queue, seq] = key.split("/", 3);
  if (queue === undefined) return undefined;
  try {
    return { queue: decodeURIComponent(queue), seq: seq === undefined ? undefined : parseInt(seq, 36) };
  } catch {
    return undefined;
  }
}

/** @returns undefined for a key that is not one of an entry */
export function parseEntryKey(key: string): EntryFacts | undefined {
  const [, , ...digits] = key.split("/");
  const [seq, records, bytes, acceptedAt] = digits.map((text) => parseInt(text, 36));
  if (seq === undefined || records === undefined || bytes === undefined || acceptedAt === undefined)
    return undefined;
  // Digits of a damaged key may be none: what is taken for an entry here is looked at once more when its text is read.
  return Number.isSafeInteger(seq + records + bytes + acceptedAt)
    ? { seq, records, bytes, acceptedAt }
    : undefined;
}

/** Eight hexadecimal digits: LevelDB does not check what it reads from its tables unless it is told to. */
function checksum(key: string, text: string): string {
  return crc32(text, crc32(key)).toString(16).padStart(8, "0");
}

/** @returns what is stored under a key for a text */
export function sealText(key: string, text: string): string {
  return checksum(key, text) + text;
}

/** @returns the text; undefined where value or key are not what was written */
export function openText(key: string, value: string): string | undefined {
  const text = value.slice(8);
  return value.slice(0, 8) === checksum(key, text) ? text : undefined;
}
