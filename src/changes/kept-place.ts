import { createHash } from "node:crypto";
import { own } from "../zoho/own";

/** What of a watch must outlast a restart. */
export interface KeptPlace {
  /** Tells what is watched: a place belongs to that alone. */
  readonly fingerprint: string;
  /** The org that is watched, where it was known. */
  readonly org?: string;
  /** Where the source goes on: plain JSON of its own. Absent where the watch has not begun. */
  readonly cursor?: object;
  /** What comes next may have been sent before: the next batch, or all until nothing is left. */
  readonly again?: "batch" | "replay";
  /** Set while somebody has paused it. */
  readonly paused?: true;
}

/** What a file holds. */
export type FoundPlace = { readonly place: KeptPlace } | { readonly problem: string };

/** Version of the file's form. */
const FORMAT = 1;

/** The text of a file that holds a place, with a sum: a cursor that a disk has changed silently would lose changes. */
export function textOfPlace(place: KeptPlace): string {
  const text = JSON.stringify(place);
  return `{"format":${String(FORMAT)},"sum":"${sumOf(text)}","place":${text}}\n`;
}

/**
 * The place in a file.
 *
 * @returns the problem in a few words otherwise; `newer` for a form that only a newer version knows
 */
export function placeIn(bytes: Buffer): FoundPlace {
  let file: unknown;
  try {
    file = JSON.parse(bytes.toString("utf8"));
  } catch {
    return { problem: bytes.length === 0 ? "it is empty" : "it is no JSON" };
  }
  const format = own(file, "format");
  if (typeof format === "number" && format > FORMAT) return { problem: "newer" };
  const place = own(file, "place");
  if (format !== FORMAT || !isPlace(place)) return { problem: "it holds no place" };
  return own(file, "sum") === sumOf(JSON.stringify(place)) ? { place } : { problem: "its sum is wrong" };
}

function isPlace(value: unknown): value is KeptPlace {
  const cursor = own(value, "cursor");
  const hasCursor = typeof cursor === "object" && cursor !== null;
  return typeof own(value, "fingerprint") === "string" && (hasCursor || cursor === undefined);
}

function sumOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
