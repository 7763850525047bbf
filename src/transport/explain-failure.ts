import { ZohoError } from "../errors/zoho-error";
import type { SafeUrl } from "./destination";
import { TRANSPORT_DEFAULTS } from "./transport-limits";
import { TransportError } from "./transport";

/**
 * The failure of an exchange in words.
 *
 * @param exchange what was tried; `repeat: "unsafe"` for a create, which may have been carried out
 * @returns a ZohoError of class `unreachable`, `unknown` or `rejected`; what is not a TransportError comes back as is
 */
export function explainFailure(
  error: unknown,
  exchange: {
    readonly url: SafeUrl;
    readonly repeat: "safe" | "unsafe";
    readonly timeoutMs?: number | undefined;
  },
): unknown {
  if (!(error instanceof TransportError)) return error;
  const host = exchange.url.host;
  const problem = error.code;
  // Said by who read the body or kept the answer: a request that was cut off is carried out by nobody.
  if ((error.failure === "body" || error.failure === "target") && error.cause instanceof ZohoError)
    return error.cause;
  if (error.failure === "body") {
    const details = { file: "The stream", problem: "it is not as long as was said of it" };
    return new ZohoError("file_unusable", { details });
  }
  if (error.maybeSent && exchange.repeat === "unsafe")
    return new ZohoError("write_unknown", { details: { host, problem } });
  if (error.failure === "too_large") {
    return new ZohoError("answer_too_large", {
      details: { host, limit: error.limitBytes ?? TRANSPORT_DEFAULTS.maxResponseBytes },
    });
  }
  switch (error.failure) {
    case "aborted":
      return new ZohoError("cancelled", { details: { host } });
    case "timeout": {
      const limitMs = error.limitMs ?? exchange.timeoutMs ?? TRANSPORT_DEFAULTS.timeoutMs;
      return new ZohoError("timeout", { details: { host, seconds: Math.round(limitMs / 1000) } });
    }
    case "tls":
      return new ZohoError("tls", { details: { host, problem } });
    case "clock":
      return new ZohoError("wrong_clock", { details: { host, problem } });
    default:
      return new ZohoError("network", { details: { host, problem } });
  }
}
