import type { Basis } from "../basis/basis";

/** One of a product's refusals as its face sends it: for handlers, docs and tests. */
export interface FaceError {
  readonly code: string | number;
  /** HTTP status where no setting decides. */
  readonly status: number;
  /** What stands in braces is filled in. */
  readonly message: string;
  /** When it comes. */
  readonly when: string;
  readonly basis: Basis;
}

/** The refusals of a product by our name for each: a code may be sent for several reasons. */
export type FaceErrors = Readonly<Record<string, FaceError>>;

/** A row of such a table. */
export function faceError<const C extends string | number>(
  code: C,
  status: number,
  message: string,
  when: string,
  basis: Basis,
): FaceError & { readonly code: C } {
  return { code, status, message, when, basis };
}

/** The message of a row with what stands in braces: `filled("{what} does not exist.", { what: "Invoice" })`. */
export function filled(message: string, values: Readonly<Record<string, string>>): string {
  return Object.entries(values).reduce(
    (text, [name, value]) => text.replace(`{${name}}`, () => value.slice(0, 200)),
    message,
  );
}
