/** The lowest and the highest of several samples. */
export type Range = readonly [lowest: number, highest: number];

/** One figure for several samples of it, and how far they lie apart. */
export interface Figure {
  readonly value: number;
  readonly range: Range;
  /** How many there were. */
  readonly samples: number;
}

/** The middle of an odd number of figures. */
export function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
}

/** The lowest and the highest. */
export function rangeOf(figures: readonly number[]): Range {
  return [Math.min(...figures), Math.max(...figures)];
}

/** The median of samples: what a disturbed round shows counts for no more than that there was one. */
export function middle(figures: readonly number[]): Figure {
  return { value: median(figures), range: rangeOf(figures), samples: figures.length };
}

/** The highest of samples, for what may not happen even once. */
export function highest(figures: readonly number[]): Figure {
  // Math.max of nothing would be below every goal.
  const value = figures.length === 0 ? Number.NaN : Math.max(...figures);
  return { value, range: rangeOf(figures), samples: figures.length };
}

/**
 * Each sample by the one of the same round: what disturbs one disturbs its neighbour, too.
 *
 * @param others as many as `figures`
 */
export function ratios(figures: readonly number[], others: readonly number[]): readonly number[] {
  return figures.map((value, round) => value / (others[round] ?? Number.NaN));
}
