import type { CancelSignal } from "../time/cancel-signal";
import type { Writable } from "node:stream";
import type { SafeUrl } from "./destination";
import type { TransportBody } from "./transport-body";

/** One HTTP exchange with Zoho. Only `SafeUrl`s can be reached, so a secret can't go astray. */
export interface TransportRequest {
  readonly method: string;
  readonly url: SafeUrl;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: TransportBody;
  /** Takes the answer instead of memory. */
  readonly answerTo?: AnswerTarget;
  /** Ends the exchange from outside. A transport that hands it to `fetch` makes it an `AbortSignal` by `abortSignalOf`. */
  readonly signal?: CancelSignal;
  /** Longest time for the whole exchange, milliseconds. */
  readonly timeoutMs?: number;
  /** `person`: somebody has set that time, and the setting for slow links does not stretch it. */
  readonly timeoutBy?: "person";
}

/** Status and headers of an answer, before its body. Lower-case names; several values joined by a comma. */
export interface AnswerHead {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** What takes the body of an answer piece by piece, so that it is never whole in memory. */
export interface AnswerTarget {
  /**
   * Asked once, when the first piece is there, or at the end of an empty body.
   *
   * @returns undefined for an answer that is read into memory after all: an error of Zoho's, say
   */
  readonly take: (head: AnswerHead, start: Buffer) => Writable | undefined;
  /** Bytes that it takes at most. */
  readonly maxBytes: number;
}

export interface TransportResponse extends AnswerHead {
  /** Empty where `answerTo` has taken it. */
  readonly body: Buffer;
}

/**
 * Sends one request and reads the whole answer. Follows no redirect.
 *
 * @throws TransportError where no whole answer came back
 */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

/** Why no answer came back. */
export type TransportFailure =
  | "timeout"
  | "aborted"
  | "connect"
  | "tls"
  | "clock"
  | "too_large"
  | "network"
  /** The body could not be read to its end, and so was not sent whole: `cause` says why. */
  | "body"
  /** What was to take the answer could not: `cause` says why. */
  | "target";

/** No whole answer came back. Holds neither headers nor bodies of the request. */
export class TransportError extends Error {
  override readonly name = "TransportError";
  readonly failure: TransportFailure;
  /** False only where it is certain that no byte of the request left this machine. */
  readonly maybeSent: boolean;
  /** The operating system's or undici's code, e.g. `ECONNREFUSED`. */
  readonly code: string;
  /** Of a `timeout`: the time that was over, milliseconds. */
  readonly limitMs: number | undefined;
  /** Of `too_large`: what it was larger than. */
  readonly limitBytes: number | undefined;

  constructor(
    failure: TransportFailure,
    code: string,
    options: {
      readonly maybeSent: boolean;
      readonly limitMs?: number;
      readonly limitBytes?: number;
      readonly cause?: unknown;
    },
  ) {
    super(`${failure} (${code})`, { cause: options.cause });
    this.failure = failure;
    this.code = code;
    this.maybeSent = options.maybeSent;
    this.limitMs = options.limitMs;
    this.limitBytes = options.limitBytes;
  }
}
