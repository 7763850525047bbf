import type { ErrorClass } from "../classes";

/** One way to fail: the single source of the code, of `docs/errors.md` and of the help of `zoho-error`. */
export interface ErrorRow {
  readonly class: ErrorClass;
  /** What Zoho sends for it, for the docs; empty where the failure is found before Zoho is asked. */
  readonly zohoSends: readonly string[];
  /** Sentences with gaps, see `fill`. */
  readonly reason: string;
  readonly remedy: string;
}

/** One row of the table. */
export function row(
  errorClass: ErrorClass,
  zohoSends: readonly string[],
  reason: string,
  remedy: string,
): ErrorRow {
  return { class: errorClass, zohoSends, reason, remedy };
}
