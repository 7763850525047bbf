const UNITS: readonly (readonly [seconds: number, name: string])[] = [
  [86_400, "d"],
  [3_600, "h"],
  [60, "min"],
  [1, "s"],
];

/** A duration with its two greatest units: `59 min 12 s`. */
export function duration(seconds: number): string {
  const whole = Math.max(Math.floor(seconds), 0);
  const first = UNITS.findIndex(([size]) => whole >= size);
  if (first < 0) return "0 s";
  const parts = UNITS.slice(first, first + 2).map(([size, name], index) => {
    const above = UNITS[first + index - 1];
    const rest = index === 0 || above === undefined ? whole : whole % above[0];
    return { count: Math.floor(rest / size), name };
  });
  return parts
    .filter(({ count }) => count > 0)
    .map(({ count, name }) => `${count} ${name}`)
    .join(" ");
}
