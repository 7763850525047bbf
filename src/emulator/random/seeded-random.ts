import { createHash } from "node:crypto";

/**
 * Everything in the emulator that looks random: the same seed and the same calls give the same values. Each
 * purpose draws from a stream of its own, so that a shuffled callback does not change the next token.
 */
export interface SeededRandom {
  /** 64 hexadecimal digits, another value at each call. */
  hex(stream: string): string;
  /** A whole number from 0 to `limit` - 1, another draw at each call. */
  below(stream: string, limit: number): number;
  /** How often each stream was drawn from: all there is to save. */
  save(): Readonly<Record<string, number>>;
  /** Back to the beginning, or to what was saved. */
  restore(saved: Readonly<Record<string, number>>): void;
}

/** 64 hexadecimal digits that follow from seed and name alone. */
export function hexOf(seed: number, name: string): string {
  return createHash("sha256").update(`${seed}:${name}`).digest("hex");
}

/** A whole number from 0 to `limit` - 1 that follows from seed and name alone. */
export function numberOf(seed: number, name: string, limit: number): number {
  return Number.parseInt(hexOf(seed, name).slice(0, 12), 16) % limit;
}

/** @param seed any whole number */
export function createSeededRandom(seed: number): SeededRandom {
  const counters = new Map<string, number>();
  function next(stream: string): string {
    const count = (counters.get(stream) ?? 0) + 1;
    counters.set(stream, count);
    return `${stream}#${count}`;
  }
  return {
    hex: (stream) => hexOf(seed, next(stream)),
    below: (stream, limit) => numberOf(seed, next(stream), limit),
    save: () => Object.fromEntries(counters),
    restore(saved) {
      counters.clear();
      for (const [stream, count] of Object.entries(saved)) counters.set(stream, count);
    },
  };
}
