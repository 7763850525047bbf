import type { ClassicLevel } from "classic-level";
import { loadLevel } from "./level-package";

/** One step of a batch. */
export type LevelStep =
  | { readonly type: "put"; readonly key: string; readonly value: string }
  | { readonly type: "del"; readonly key: string };

/** Keys between two bounds. */
export interface KeyRange {
  readonly gte: string;
  readonly lt: string;
  readonly limit?: number;
}

/** What the store uses of LevelDB. Failures are errors of classic-level, see `levelProblem`. */
export interface LevelDatabase {
  /** All or none, and durable when it resolves. */
  write(steps: readonly LevelStep[]): Promise<void>;
  /** In the order of the keys; undefined for those that are not there. */
  getMany(keys: readonly string[]): Promise<readonly (string | undefined)[]>;
  /** In ascending order. */
  keys(range: KeyRange): AsyncIterable<string>;
  entries(range: KeyRange): AsyncIterable<readonly [key: string, value: string]>;
  /** Rewrites a range without what was removed from it, so that its space comes back. */
  compact(range: KeyRange): Promise<void>;
  close(): Promise<void>;
}

/** Settings that a test may choose. */
export interface LevelSettings {
  /** Bytes that are written to a log before they are put into a table; twice as much may be held in memory. */
  readonly writeBufferSize?: number | undefined;
}

/**
 * LevelDB's settings for a queue: what is written is read once, in order, and removed.
 *
 * - `writeBufferSize`: what is removed before so much was written never gets into a table. Twice as much may be held
 *   in memory, and is read at the next start.
 * - `cacheSize`: there is nothing that is read often.
 * - `compression`: readings look alike, so tables take half of the writing to a card.
 *
 * @see https://github.com/Level/classic-level#dbopenoptions
 */
const SETTINGS = {
  writeBufferSize: 4 * 1024 * 1024,
  cacheSize: 512 * 1024,
  maxOpenFiles: 100,
  compression: true,
} as const;

/** Keys that are taken from an iterator at once. */
const KEYS_AT_ONCE = 1_000;

/**
 * @param directory it is made where it is missing
 * @throws ZohoError `outbox_missing`; errors of classic-level
 */
export async function openLevel(
  directory: string,
  { writeBufferSize = SETTINGS.writeBufferSize }: LevelSettings = {},
): Promise<LevelDatabase> {
  const { ClassicLevel } = loadLevel();
  const db = new ClassicLevel<string, string>(directory, { ...SETTINGS, writeBufferSize });
  await db.open();
  return {
    write: (steps) => db.batch([...steps], { sync: true }),
    getMany: (keys) => db.getMany([...keys], { fillCache: false }),
    keys: (range) => keysIn(db, range),
    entries: (range) => db.iterator(range),
    compact: ({ gte, lt }) => db.compactRange(gte, lt),
    close: () => db.close(),
  };
}

/** Makes of a damaged database one that can be opened, with all that can be read. @throws errors of classic-level */
export async function repairLevel(directory: string): Promise<void> {
  const { ClassicLevel } = loadLevel();
  await ClassicLevel.repair(directory);
}

async function* keysIn(db: ClassicLevel, range: KeyRange): AsyncGenerator<string> {
  const iterator = db.keys(range);
  try {
    for (;;) {
      const keys = await iterator.nextv(KEYS_AT_ONCE);
      if (keys.length === 0) return;
      yield* keys;
    }
  } finally {
    await iterator.close();
  }
}

/** What an error of the database means. */
export type LevelProblem =
  | { readonly kind: "locked" }
  /** Files are damaged or missing. */
  | { readonly kind: "damaged"; readonly problem: string }
  /** The disk refuses. */
  | { readonly kind: "refused"; readonly problem: string };

/**
 * @returns undefined for an error that is not the database's
 * @see https://github.com/Level/abstract-level#errors
 */
export function levelProblem(error: unknown): LevelProblem | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = "code" in cause ? cause.code : undefined;
    if (code === "LEVEL_LOCKED") return { kind: "locked" };
    if (code === "LEVEL_CORRUPTION") return { kind: "damaged", problem: cause.message };
    if (code === "LEVEL_IO_ERROR") {
      // LevelDB says no more than the text of the system's error.
      const missing = /(?:CURRENT|MANIFEST-\d+|\.ldb): No such file/.test(cause.message);
      return missing
        ? { kind: "damaged", problem: cause.message }
        : { kind: "refused", problem: cause.message };
    }
  }
  return undefined;
}
