import { expect } from "vitest";
import type { StoreDamage } from "../../../src/outbox/damage";
import { entry, openTestStore } from "./open-test-store";
import { OUTBOX_QUEUE, type OutboxLine } from "./outbox-program";

/** What a process was told about its outbox, and what it had begun. */
interface Told {
  /** Texts by number, of appends that were acknowledged. */
  readonly kept: ReadonlyMap<number, string>;
  /** Numbers that two appends were given: what the first of them kept was lost in between. */
  readonly givenTwice: readonly number[];
  /** All texts of appends that were begun, acknowledged or not. */
  readonly begun: ReadonlySet<string>;
  /** Of appends that were refused. */
  readonly refused: ReadonlySet<string>;
  readonly marked: ReadonlySet<number>;
  readonly removed: ReadonlySet<number>;
  readonly maybeRemoved: ReadonlySet<number>;
}

function told(said: readonly string[]): Told {
  const lines = said.map((line) => JSON.parse(line) as OutboxLine);
  const texts = new Map<string, readonly string[]>();
  const kept = new Map<number, string>();
  const givenTwice: number[] = [];
  const [refused, marked, removed, maybeRemoved] = [
    new Set<string>(),
    new Set<number>(),
    new Set<number>(),
    new Set<number>(),
  ];
  for (const line of lines) {
    if ("begun" in line && line.begun === "append") texts.set(line.id, line.texts);
    else if ("done" in line && line.done === "append") {
      for (const [at, seq] of line.seqs.entries()) {
        if (kept.has(seq)) givenTwice.push(seq);
        kept.set(seq, texts.get(line.id)?.[at] ?? "");
      }
    } else if ("refused" in line) for (const text of texts.get(line.refused) ?? []) refused.add(text);
    else if ("begun" in line && line.begun === "remove") for (const seq of line.seqs) maybeRemoved.add(seq);
    else if ("done" in line && line.done === "remove") for (const seq of line.seqs) removed.add(seq);
    else if ("done" in line && line.done === "mark") for (const seq of line.seqs) marked.add(seq);
  }
  const begun = new Set([...texts.values()].flat());
  return { kept, givenTwice, begun, refused, marked, removed, maybeRemoved };
}

/** Opens an outbox that a process has left in whatever way, and looks whether all that it was told holds. */
export async function judgeOutbox(directory: string, said: readonly string[]): Promise<void> {
  const { kept, givenTwice, begun, refused, marked, removed, maybeRemoved } = told(said);
  expect(givenTwice, "given twice").toEqual([]);
  const damages: StoreDamage[] = [];
  const store = await openTestStore({ directory, onDamage: (damage) => damages.push(damage) });
  try {
    const found = await store.read(OUTBOX_QUEUE, 0, 1_000_000);
    const bySeq = new Map(found.map(({ seq, text }) => [seq, text]));
    const missing = [...kept].filter(([seq, text]) => !maybeRemoved.has(seq) && bySeq.get(seq) !== text);
    expect(
      missing.map(([seq]) => seq),
      "acknowledged and lost",
    ).toEqual([]);
    expect(
      found.filter(({ seq }) => removed.has(seq)).map(({ seq }) => seq),
      "removed and back",
    ).toEqual([]);
    const unmarked = found.filter(({ seq, marked: is }) => marked.has(seq) && !is);
    expect(
      unmarked.map(({ seq }) => seq),
      "marked and not any more",
    ).toEqual([]);
    expect(
      found.filter(({ text }) => !begun.has(text)),
      "never written",
    ).toEqual([]);
    expect(
      found.filter(({ text }) => refused.has(text)),
      "refused and there",
    ).toEqual([]);
    const wrong = found.filter(({ seq, text }) => (kept.get(seq) ?? text) !== text);
    expect(wrong, "another text").toEqual([]);
    expect(
      found.map(({ seq }) => seq),
      "order",
    ).toEqual(found.map(({ seq }) => seq).toSorted((a, b) => a - b));
    expect(
      damages.flatMap(({ lost }) => lost),
      "said to be lost",
    ).toEqual([]);
    const [next = 0] = await store.append(OUTBOX_QUEUE, [entry("next")]);
    await store.remove(OUTBOX_QUEUE, [next]);
    expect(next, "a number that was given before").toBeGreaterThan(Math.max(0, ...kept.keys()));
  } finally {
    await store.close();
  }
}
