import { TransportError, type TransportFailure } from "./transport";
import { BodyError } from "./transport-body";

/** How long undici waits for the headers of an answer and for each piece of its body, milliseconds. */
export interface PhaseLimits {
  readonly headersTimeoutMs: number;
  readonly bodyTimeoutMs: number;
}

const CONNECT_CODES = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_PRX_CONN",
]);

/** The certificate was not accepted, or another trouble of TLS, which may come in the middle of an exchange, too. */
const TLS_CODE =
  /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|ERR_TLS_|ERR_SSL_|EPROTO$|UND_ERR_PRX_TLS$)/;

/**
 * What undici or the operating system says, as a failure of ours.
 *
 * @param exchange `begun`: whether undici had begun to write the request
 */
export function explainUndiciError(
  error: unknown,
  { begun, limits }: { readonly begun: boolean; readonly limits: PhaseLimits },
): TransportError {
  if (error instanceof BodyError)
    return new TransportError("body", "BODY", { maybeSent: begun, cause: error.cause });
  const code = codeOf(error) ?? "UNKNOWN";
  const failure = failureOf(code, begun);
  const limitMs = code === "UND_ERR_BODY_TIMEOUT" ? limits.bodyTimeoutMs : limits.headersTimeoutMs;
  return new TransportError(failure, code, { maybeSent: begun, ...(failure === "timeout" && { limitMs }) });
}

function failureOf(code: string, begun: boolean): TransportFailure {
  if (code === "UND_ERR_HEADERS_TIMEOUT" || code === "UND_ERR_BODY_TIMEOUT") {
    // Before the request begins it is a proxy that does not answer.
    return begun ? "timeout" : "connect";
  }
  if (code === "UND_ERR_RES_EXCEEDED_MAX_SIZE") return "too_large";
  // A streamed body of another length than was said of it.
  if (code === "UND_ERR_REQ_CONTENT_LENGTH_MISMATCH") return "body";
  if (TLS_CODE.test(code)) return "tls";
  return CONNECT_CODES.has(code) ? "connect" : "network";
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const value: unknown = Reflect.get(error, "code");
  if (typeof value === "string") return value;
  // Several addresses tried in parallel: the first failure speaks for all.
  return error instanceof AggregateError ? codeOf(error.errors[0]) : undefined;
}
