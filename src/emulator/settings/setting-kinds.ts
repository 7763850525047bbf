import type { Basis } from "../basis/basis";

/** The kinds that a setting can be: each knows its default, how to describe itself and what it accepts. */

export interface Setting<T> {
  readonly default: T;
  /** What values are accepted, in words: for the docs and for refusals. */
  readonly accepts: string;
  /** All values, where there are a few. */
  readonly values?: readonly T[];
  /** One line: what it changes. */
  readonly does: string;
  /** What the default rests on. */
  readonly basis: Basis;
  readonly isValid: (value: unknown) => value is T;
}

/** A whole number from `min` to `max`, both included. */
export function integer(
  preset: number,
  min: number,
  max: number,
  does: string,
  basis: Basis,
): Setting<number> {
  return {
    default: preset,
    accepts: `whole number from ${min} to ${max}`,
    does,
    basis,
    isValid: (value): value is number =>
      typeof value === "number" && Number.isInteger(value) && value >= min && value <= max,
  };
}

/** One of a few fixed values; the first is the default. */
export function choice<const V extends readonly (string | number)[]>(
  values: V,
  does: string,
  basis: Basis,
): Setting<V[number]> {
  const first: V[number] | undefined = values[0];
  if (first === undefined) throw new RangeError("a choice needs values");
  return {
    default: first,
    accepts: values.map((value) => JSON.stringify(value)).join(" | "),
    values,
    does,
    basis,
    isValid: (value): value is V[number] => values.includes(value as V[number]),
  };
}

/** `true` or `false`. */
export function onOff(preset: "on" | "off", does: string, basis: Basis): Setting<boolean> {
  return {
    default: preset === "on",
    accepts: "true | false",
    values: [true, false],
    does,
    basis,
    isValid: (value): value is boolean => typeof value === "boolean",
  };
}

/** A text, or `null` (the default) for none. */
export function textOrNone(what: string, does: string, basis: Basis): Setting<string | null> {
  return {
    default: null,
    accepts: `${what} | null`,
    does,
    basis,
    isValid: (value): value is string | null =>
      value === null || (typeof value === "string" && value !== "" && value.length <= 200),
  };
}

/** A whole number from `min` to `max`, or `null` (the default) for what Zoho's tables say. */
export function integerOrNone(min: number, max: number, does: string, basis: Basis): Setting<number | null> {
  const number = integer(min, min, max, does, basis);
  return {
    ...number,
    default: null,
    accepts: `${number.accepts} | null`,
    isValid: (value): value is number | null => value === null || number.isValid(value),
  };
}
