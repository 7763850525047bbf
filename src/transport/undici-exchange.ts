import type { IncomingHttpHeaders } from "node:http";
import type { Dispatcher } from "undici";
import { type TransportRequest, type TransportResponse, TransportError } from "./transport";
import { explainUndiciError, type PhaseLimits } from "./undici-error";

/** How long an exchange may take, milliseconds: its phases and the whole. */
export interface ExchangeLimits extends PhaseLimits {
  readonly timeoutMs: number;
}

/**
 * Sends one request and gathers the answer.
 *
 * Ends when its time is over or its signal aborts, wherever it stands: undici itself looks at a signal only once the
 * request is on a socket, and a proxy or a lost network may keep it waiting for one.
 *
 * @param target where it is really sent
 * @throws TransportError where no whole answer came back
 */
export function exchangeByUndici(
  dispatcher: Dispatcher,
  target: URL,
  request: TransportRequest,
  limits: ExchangeLimits,
): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    const exchange = new Exchange({ resolve, reject }, limits, request.signal);
    try {
      dispatcher.dispatch(
        {
          origin: target.origin,
          path: target.pathname + target.search,
          method: request.method,
          // A copy: a proxy's agent adds to it.
          headers: { ...request.headers },
          body: request.body ?? null,
          headersTimeout: limits.headersTimeoutMs,
          bodyTimeout: limits.bodyTimeoutMs,
        },
        exchange,
      );
    } catch (error) {
      exchange.onResponseError(undefined, error);
    }
  });
}

/** The handler of one request, by the interface that undici 7 and 8 share. */
class Exchange implements Dispatcher.DispatchHandler {
  /** Known from the moment that the request begins to be written. */
  private controller: Dispatcher.DispatchController | undefined;
  private ended = false;
  private status = 0;
  private headers: IncomingHttpHeaders = {};
  private readonly chunks: Buffer[] = [];
  private readonly timer: NodeJS.Timeout;
  private readonly onAbort = (): void => {
    this.fail(new TransportError("aborted", "ABORT_ERR", { maybeSent: this.begun }));
  };

  constructor(
    private readonly outcome: {
      readonly resolve: (answer: TransportResponse) => void;
      readonly reject: (error: TransportError) => void;
    },
    private readonly limits: ExchangeLimits,
    private readonly signal: AbortSignal | undefined,
  ) {
    const limitMs = limits.timeoutMs;
    this.timer = setTimeout(() => {
      this.fail(new TransportError("timeout", "ETIMEDOUT", { maybeSent: this.begun, limitMs }));
    }, limitMs);
    this.timer.unref();
    signal?.addEventListener("abort", this.onAbort, { once: true });
  }

  /** undici calls it right before the first byte is written, and writes none where the request is aborted here. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.ended) controller.abort(new Error("It was given up before it had a connection"));
    else this.controller = controller;
  }

  onResponseStart(_controller: unknown, status: number, headers: IncomingHttpHeaders): void {
    this.status = status;
    this.headers = headers;
  }

  onResponseData(_controller: unknown, chunk: Buffer): void {
    if (!this.ended) this.chunks.push(chunk);
  }

  onResponseEnd(): void {
    if (!this.end()) return;
    const { status, headers, chunks } = this;
    this.outcome.resolve({ status, headers: flatten(headers), body: Buffer.concat(chunks) });
  }

  onResponseError(_controller: unknown, error: unknown): void {
    this.fail(explainUndiciError(error, { begun: this.begun, limits: this.limits }));
  }

  private get begun(): boolean {
    return this.controller !== undefined;
  }

  private fail(error: TransportError): void {
    if (!this.end()) return;
    this.outcome.reject(error);
    this.controller?.abort(error);
  }

  /** True the first time. */
  private end(): boolean {
    if (this.ended) return false;
    this.ended = true;
    clearTimeout(this.timer);
    this.signal?.removeEventListener("abort", this.onAbort);
    return true;
  }
}

function flatten(headers: IncomingHttpHeaders): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return flat;
}
