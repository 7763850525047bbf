import { writeSync } from "node:fs";
import { ZohoError } from "../../../src/errors/zoho-error";
import { LevelStore } from "../../../src/outbox/level-store";
import { systemClock } from "../../../src/time/clock";
import { seededChance } from "../../support/seeded-chance";

/** What a process of its own shall do with an outbox; the first argument, as JSON. */
export interface OutboxProgram {
  readonly directory: string;
  /**
   * `mixed`: appends, marks, removes and notes, several at once, and closes and opens the store in between.
   * `forever`: the same until it is killed. `hold`: opens the store and keeps it open until its input ends.
   */
  readonly work: "mixed" | "forever" | "hold";
  readonly seed: number;
  /** How many rounds `mixed` takes. */
  readonly rounds?: number;
}

/** A line that the program says: what it begins to do, and what it was told is done. */
export type OutboxLine =
  | { readonly begun: "append"; readonly id: string; readonly texts: readonly string[] }
  | { readonly done: "append"; readonly id: string; readonly seqs: readonly number[] }
  | { readonly begun: "mark" | "remove"; readonly seqs: readonly number[] }
  | { readonly done: "mark" | "remove"; readonly seqs: readonly number[] }
  | { readonly begun: "note" | "done note"; readonly note: string }
  | { readonly refused: string; readonly code: string }
  | { readonly opened: "yes" };

export const OUTBOX_QUEUE = "5f0c1a2b3c4d5e6f";

function say(line: OutboxLine): void {
  writeSync(1, `${JSON.stringify(line)}\n`);
}

async function open({ directory }: OutboxProgram): Promise<LevelStore> {
  // The least that LevelDB takes, so that logs are full and tables are made soon.
  const store = new LevelStore({ directory, clock: systemClock, flushMs: 0, writeBufferSize: 65_536 });
  await store.opened().catch((error: unknown) => {
    say({ refused: "opened", code: error instanceof Error ? error.message : String(error) });
    throw error;
  });
  say({ opened: "yes" });
  return store;
}

async function appendSome(store: LevelStore, id: string, draw: () => number): Promise<void> {
  const texts = Array.from({ length: 1 + Math.floor(draw() * 4) }, (_none, index) => {
    return `${id}.${index} ${"x".repeat(Math.floor(draw() ** 3 * 6_000))}`;
  });
  say({ begun: "append", id, texts });
  const entries = texts.map((text) => ({ text, records: 1, acceptedAt: 1_700_000_000_000 }));
  await orRefused(store, id, async () => {
    say({ done: "append", id, seqs: await store.append(OUTBOX_QUEUE, entries) });
  });
}

/** Says what was refused, and waits until the store can be used again. */
async function orRefused(store: LevelStore, id: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    say({ refused: id, code: error instanceof ZohoError ? error.code : String(error) });
    await store.opened();
  }
}

async function changeSome(store: LevelStore, change: "mark" | "remove", draw: () => number): Promise<void> {
  const found = await store.read(OUTBOX_QUEUE, 0, 12);
  const seqs = found.filter(() => draw() < 0.6).map(({ seq }) => seq);
  if (seqs.length === 0) return;
  say({ begun: change, seqs });
  await store[change](OUTBOX_QUEUE, seqs);
  say({ done: change, seqs });
}

async function noteSomething(store: LevelStore, note: string): Promise<void> {
  say({ begun: "note", note });
  await store.setNote(OUTBOX_QUEUE, note);
  say({ begun: "done note", note });
}

async function round(store: LevelStore, id: string, draw: () => number): Promise<void> {
  await Promise.all([
    appendSome(store, `${id}a`, draw),
    appendSome(store, `${id}b`, draw),
    ...(draw() < 0.5 ? [orRefused(store, "mark", () => changeSome(store, "mark", draw))] : []),
    ...(draw() < 0.9 ? [orRefused(store, "remove", () => changeSome(store, "remove", draw))] : []),
    ...(draw() < 0.1 ? [orRefused(store, "note", () => noteSomething(store, id))] : []),
  ]);
}

async function run(program: OutboxProgram): Promise<void> {
  const alive = setInterval(() => undefined, 60_000);
  const draw = seededChance(program.seed);
  let store = await open(program);
  if (program.work === "hold") {
    for await (const _line of process.stdin) continue;
  } else {
    const rounds = program.work === "forever" ? Number.POSITIVE_INFINITY : (program.rounds ?? 40);
    for (let number = 0; number < rounds; number += 1) {
      await round(store, `${program.seed}-${number}`, draw);
      if (draw() < 0.05) {
        await store.close();
        store = await open(program);
      }
    }
  }
  await store.close();
  clearInterval(alive);
}

// The judge imports this file for its types and the name of the queue.
if (process.argv[1]?.endsWith("outbox-program.cjs") === true)
  void run(JSON.parse(process.argv[2] ?? "") as OutboxProgram);
