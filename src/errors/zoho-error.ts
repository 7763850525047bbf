import type { ErrorClass } from "./classes";
import { ERROR_CODES, type ErrorCode } from "./codes";
import { fill } from "./sentence";

/** All that a flow learns of a failure, as one plain object: Catch nodes and error outputs carry the same. */
export interface ErrorCause {
  /** Which output of `zoho-error` it leaves by. */
  class: ErrorClass;
  /** Our finer code, one of a closed table. */
  code: ErrorCode;
  /** What Zoho called it, as sent. */
  zohoCode?: string;
  /** HTTP status of Zoho's answer; Zoho's statuses are no guide to the class. */
  status?: number;
  product?: string;
  connection?: string;
  /** What went wrong, for people. */
  reason: string;
  /** What to do about it, for people. */
  remedy: string;
  /** When a repetition makes sense: ISO 8601, and milliseconds from the error on. */
  retryAt?: string;
  retryAfterMs?: number;
  /** What else is known: refused fields, apps, scopes, Zoho's message. Never a secret. */
  details?: Record<string, unknown>;
}

export interface ErrorFacts {
  readonly zohoCode?: string | undefined;
  readonly status?: number | undefined;
  readonly product?: string | undefined;
  readonly connection?: string | undefined;
  /** Milliseconds since 1970. */
  readonly retryAt?: number | undefined;
  readonly retryAfterMs?: number | undefined;
  /** Values for the gaps of the sentences of this code, and what the flow may want to know. Never a secret. */
  readonly details?: Record<string, unknown> | undefined;
}

/**
 * The one error of this package. `cause` is a plain object that holds everything, because Node-RED's Catch
 * node hands on nothing else; `code` is repeated for Node-RED 4.1 and later.
 */
export class ZohoError extends Error {
  override readonly name = "ZohoError";
  readonly code: ErrorCode;
  override readonly cause: ErrorCause;

  constructor(code: ErrorCode, facts: ErrorFacts = {}) {
    super("");
    this.code = code;
    this.cause = {
      class: ERROR_CODES[code].class,
      code,
      ...(facts.zohoCode !== undefined && { zohoCode: facts.zohoCode }),
      ...(facts.status !== undefined && { status: facts.status }),
      ...(facts.product !== undefined && { product: facts.product }),
      ...(facts.connection !== undefined && { connection: facts.connection }),
      reason: "",
      remedy: "",
      ...(facts.retryAt !== undefined && { retryAt: new Date(facts.retryAt).toISOString() }),
      ...(facts.retryAfterMs !== undefined && { retryAfterMs: Math.max(0, Math.round(facts.retryAfterMs)) }),
      ...(facts.details !== undefined && { details: facts.details }),
    };
    this.speak();
  }

  get class(): ErrorClass {
    return this.cause.class;
  }

  /**
   * The same failure with what the caller knows besides: an error learns its connection on the way up. What was
   * known before stays.
   */
  with(facts: Pick<ErrorFacts, "connection" | "product">): this {
    if (facts.connection !== undefined) this.cause.connection ??= facts.connection;
    if (facts.product !== undefined) this.cause.product ??= facts.product;
    this.speak();
    return this;
  }

  /**
   * The same failure for somebody else: what one of several callers does to its error must not reach the others.
   *
   * @param facts when a repetition makes sense, where that is known better by now, and details to be added
   */
  copy({
    details: more,
    ...facts
  }: Pick<ErrorFacts, "retryAt" | "retryAfterMs" | "details"> = {}): ZohoError {
    const { zohoCode, status, product, connection, retryAt, retryAfterMs, details } = this.cause;
    return new ZohoError(this.code, {
      zohoCode,
      status,
      product,
      connection,
      retryAt: retryAt === undefined ? undefined : Date.parse(retryAt),
      retryAfterMs,
      details: details === undefined && more === undefined ? undefined : { ...details, ...more },
      ...facts,
    });
  }

  /** Puts what is known into the sentences. */
  private speak(): void {
    const { details, product, connection, zohoCode } = this.cause;
    const row = ERROR_CODES[this.code];
    const gaps = { ...details, product, connection, zohoCode };
    this.cause.reason = fill(row.reason, gaps);
    this.cause.remedy = fill(row.remedy, gaps);
    this.message = `${this.cause.reason} ${this.cause.remedy}`;
  }
}

/** True also for an error of another copy of this package. */
export function isZohoError(value: unknown): value is ZohoError {
  return (
    value instanceof Error &&
    value.name === "ZohoError" &&
    typeof value.cause === "object" &&
    value.cause !== null
  );
}
