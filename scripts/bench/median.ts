/** The middle of an odd number of figures. */
export function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? Number.NaN;
}

/** The lowest and the highest, e.g. `1.2-1.4`. */
export function range(figures: readonly number[], digits = 2): string {
  return [Math.min(...figures), Math.max(...figures)].map((one) => one.toFixed(digits)).join("-");
}
