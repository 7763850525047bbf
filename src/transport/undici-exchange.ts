import type { CancelSignal } from "../time/cancel-signal";
import type { IncomingHttpHeaders } from "node:http";
import type { Readable } from "node:stream";
import type { Dispatcher } from "undici";
import { AnswerBody } from "./answer-body";
import { type AnswerHead, type TransportRequest, type TransportResponse, TransportError } from "./transport";
import { isStreamedBody } from "./transport-body";
import { explainUndiciError, type PhaseLimits } from "./undici-error";

/** How long an exchange may take, milliseconds: its phases and the whole; and how large an answer may be in memory. */
export interface ExchangeLimits extends PhaseLimits {
  readonly timeoutMs: number;
  readonly maxAnswerBytes: number;
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
    const exchange = new Exchange({ resolve, reject }, limits, request);
    try {
      dispatcher.dispatch(
        {
          origin: target.origin,
          path: target.pathname + target.search,
          method: request.method,
          headers: headersOf(request),
          body: exchange.body,
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

/** A copy: a proxy's agent adds to it. A streamed body is held to the length that is said of it. */
function headersOf({ headers, body }: TransportRequest): Record<string, string> {
  if (!isStreamedBody(body) || body.bytes === undefined) return { ...headers };
  return { ...headers, "content-length": String(body.bytes) };
}

/** The handler of one request, by the interface that undici 7 and 8 share. */
class Exchange implements Dispatcher.DispatchHandler {
  readonly body: string | Buffer | Readable | null;
  /** Known from the moment that the request begins to be written. */
  private controller: Dispatcher.DispatchController | undefined;
  private ended = false;
  private head: AnswerHead = { status: 0, headers: {} };
  private readonly answer: AnswerBody;
  private readonly timer: NodeJS.Timeout;
  private readonly signal: CancelSignal | undefined;
  private readonly onAbort = (): void => {
    this.fail(new TransportError("aborted", "ABORT_ERR", { maybeSent: this.begun }));
  };

  constructor(
    private readonly outcome: {
      readonly resolve: (answer: TransportResponse) => void;
      readonly reject: (error: TransportError) => void;
    },
    private readonly limits: ExchangeLimits,
    request: TransportRequest,
  ) {
    const limitMs = limits.timeoutMs;
    this.timer = setTimeout(() => {
      this.fail(new TransportError("timeout", "ETIMEDOUT", { maybeSent: this.begun, limitMs }));
    }, limitMs);
    this.timer.unref();
    this.signal = request.signal;
    this.signal?.addEventListener("abort", this.onAbort, { once: true });
    this.answer = new AnswerBody({
      maxBytes: limits.maxAnswerBytes,
      answerTo: request.answerTo,
      failed: (error) => {
        this.fail(error);
      },
    });
    this.body = isStreamedBody(request.body) ? request.body.open() : (request.body ?? null);
  }

  /** undici calls it right before the first byte is written, and writes none where the request is aborted here. */
  onRequestStart(controller: Dispatcher.DispatchController): void {
    if (this.ended) controller.abort(new Error("It was given up before it had a connection"));
    else this.controller = controller;
  }

  onResponseStart(_controller: unknown, status: number, headers: IncomingHttpHeaders): void {
    this.head = { status, headers: flatten(headers) };
  }

  onResponseData(controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.ended) return;
    try {
      this.answer.take(this.head, chunk, controller);
    } catch (error) {
      this.fail(error as TransportError);
    }
  }

  onResponseEnd(): void {
    if (this.ended) return;
    if (!this.answer.isElsewhere) {
      this.succeed(this.answer.inMemory());
      return;
    }
    this.answer.putAway(this.head).then(
      (rest) => {
        this.succeed(rest);
      },
      (error: unknown) => {
        this.fail(error as TransportError);
      },
    );
  }

  onResponseError(_controller: unknown, error: unknown): void {
    this.fail(explainUndiciError(error, { begun: this.begun, limits: this.limits }));
  }

  private get begun(): boolean {
    return this.controller !== undefined;
  }

  private succeed(body: Buffer): void {
    const { status, headers } = this.head;
    if (this.end()) this.outcome.resolve({ status, headers, body });
  }

  private fail(error: TransportError): void {
    if (!this.end()) return;
    this.outcome.reject(error);
    this.answer.drop();
    this.controller?.abort(error);
    // Where there is no connection yet, undici has not touched it.
    if (typeof this.body === "object" && this.body !== null && "destroy" in this.body) this.body.destroy();
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
