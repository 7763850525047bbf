import type { Dispatcher } from "undici";
import type { SafeUrl } from "./destination";
import { type Transport, TransportError, type TransportRequest } from "./transport";
import { isStreamedBody } from "./transport-body";
import { TRANSPORT_DEFAULTS } from "./transport-limits";
import type { DispatcherOptions } from "./undici-dispatcher";
import { exchangeByUndici, type ExchangeLimits } from "./undici-exchange";

export interface UndiciTransportOptions extends Partial<DispatcherOptions> {
  /** Where a URL of Zoho's is really sent: the emulator's realm maps it to loopback. */
  readonly route?: (url: SafeUrl) => URL;
  /** What sends; one Agent with our limits unless said otherwise. */
  readonly dispatcher?: Dispatcher;
}

/** HTTP by undici: no redirects, no retries, no cache. */
export function undiciTransport(options: UndiciTransportOptions = {}): Transport {
  let { dispatcher } = options;
  let loading: Promise<Dispatcher> | undefined;
  // undici is most of what this package takes of time and memory at a start, and idle runtimes never need it.
  const load = async (): Promise<Dispatcher> => {
    const { createDispatcher } = await import("./undici-dispatcher.js");
    return (dispatcher = createDispatcher({ proxied: "by environment", ...options }));
  };
  const route = options.route ?? ((url: SafeUrl): URL => url);
  const factor = options.slowLink ?? 1;
  return async (request) => {
    if (request.signal?.aborted === true) {
      throw new TransportError("aborted", "ABORT_ERR", { maybeSent: false });
    }
    dispatcher ??= await (loading ??= load());
    return exchangeByUndici(dispatcher, route(request.url), request, limitsOf(request, factor));
  };
}

function limitsOf(request: TransportRequest, factor: number): ExchangeLimits {
  const maxAnswerBytes = TRANSPORT_DEFAULTS.maxResponseBytes;
  if (request.timeoutMs !== undefined) {
    const timeoutMs = request.timeoutBy === "person" ? request.timeoutMs : request.timeoutMs * factor;
    // A call that may take longer must not end by the limits of those that say nothing.
    return { timeoutMs, headersTimeoutMs: timeoutMs, bodyTimeoutMs: timeoutMs, maxAnswerBytes };
  }
  const isFile = isStreamedBody(request.body) || request.answerTo !== undefined;
  return {
    timeoutMs: (isFile ? TRANSPORT_DEFAULTS.fileTimeoutMs : TRANSPORT_DEFAULTS.timeoutMs) * factor,
    headersTimeoutMs: TRANSPORT_DEFAULTS.headersTimeoutMs * factor,
    bodyTimeoutMs: TRANSPORT_DEFAULTS.bodyTimeoutMs * factor,
    maxAnswerBytes,
  };
}
