import type { ErrorCode } from "../../errors/codes";

/** Zoho's products answer in this many ways. Products that share an engine share a dialect. */
export const DIALECT_IDS = [
  "crm",
  "desk",
  "finance",
  "creator",
  "people",
  "projects",
  "sign",
  "workdrive",
  "cliq",
  "analytics",
  "mail",
  "sheet",
  "campaigns",
  "marketing-automation",
  "zeptomail",
] as const;

export type DialectId = (typeof DIALECT_IDS)[number];

/**
 * What one of Zoho's codes means to us.
 *
 * - `refused token`: the access token was not accepted; a new one may be.
 * - `nothing found`: no failure, but an empty list.
 * - `by status`: the code says nothing; the HTTP status must tell.
 */
export type Meaning = ErrorCode | "refused token" | "nothing found" | "by status";

/** A meaning that a code has only with a certain status, text or path. All conditions must hold. */
export interface Rule {
  readonly means: Meaning;
  readonly status?: readonly number[];
  /** Looked for in code, summary, message and the name of the refused field. */
  readonly text?: RegExp;
  /** Looked for in the path below the product's base. */
  readonly path?: RegExp;
  /** Of a `refused token`: what it is where a new token is refused in the same way. */
  readonly then?: ErrorCode;
}

/** Zoho's codes in upper case. Of several rules the first that fits counts; where none does, the code says nothing. */
export type CodeTable = Readonly<Record<string, Meaning | readonly Rule[]>>;

/** One place of a body that tells success from failure. */
export interface SuccessSign {
  readonly at: readonly string[];
  /** The values that mean success. */
  readonly is?: readonly (string | number)[];
  /** The values that mean failure, where any other is a success. */
  readonly isNot?: readonly string[];
}

/** How a product tells that something went wrong, and what its codes mean. */
export interface Dialect {
  readonly id: DialectId;
  /**
   * Signs of success in a body that comes with a status of success. One that holds is enough; where some are there and
   * none holds, it is a failure; where none is there, the status decides.
   */
  readonly success: readonly SuccessSign[];
  readonly codes: CodeTable;
  /** For failures whose code is unknown. */
  readonly texts?: readonly Rule[];
  /** Statuses that mean something although a page of HTML comes with them. */
  readonly pages?: Readonly<Record<number, Meaning>>;
  /** How long a limit of calls holds where Zoho does not say, milliseconds; undefined where nobody knows. */
  readonly limitMs?: number;
  /** Header that says how many credits of the day are left. */
  readonly creditsHeader?: string;
}

/** Several codes with one meaning. */
export function all(means: Meaning | readonly Rule[], ...codes: readonly (string | number)[]): CodeTable {
  return Object.fromEntries(codes.map((code) => [String(code), means]));
}

/** A success unless `status` says otherwise: records may well have a field of that name with other values. */
export const STATUS_NOT_ERROR: SuccessSign = { at: ["status"], isNot: ["error", "failure"] };
