/** Which whole numbers a parameter takes, and what it is where it is not sent. */
export interface NumberRange {
  readonly preset: number;
  readonly min: number;
  readonly max: number;
}

/**
 * A parameter that is a whole number.
 *
 * @param text null or undefined: not sent
 * @returns undefined where it is no number, or out of range
 */
export function numberParameter(
  text: string | null | undefined,
  { preset, min, max }: NumberRange,
): number | undefined {
  if (text === null || text === undefined || text === "") return preset;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return value >= min && value <= max ? value : undefined;
}
