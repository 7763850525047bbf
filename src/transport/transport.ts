import type { SafeUrl } from "./destination";

/** One HTTP exchange with Zoho. Only `SafeUrl`s can be reached, so a secret can't go astray. */
export interface TransportRequest {
  readonly method: string;
  readonly url: SafeUrl;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Ends the exchange from outside. */
  readonly signal?: AbortSignal;
  /** Longest time for the whole exchange, milliseconds. */
  readonly timeoutMs?: number;
}

export interface TransportResponse {
  readonly status: number;
  /** Lower-case names; several values joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/**
 * Sends one request and reads the whole answer. Follows no redirect.
 *
 * @throws TransportError where no whole answer came back
 */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

/** Why no answer came back. */
export type TransportFailure = "timeout" | "aborted" | "connect" | "tls" | "clock" | "too_large" | "network";

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

  constructor(
    failure: TransportFailure,
    code: string,
    options: { readonly maybeSent: boolean; readonly limitMs?: number },
  ) {
    super(`${failure} (${code})`);
    this.failure = failure;
    this.code = code;
    this.maybeSent = options.maybeSent;
    this.limitMs = options.limitMs;
  }
}
