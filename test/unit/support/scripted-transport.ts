import {
  type Transport,
  TransportError,
  type TransportFailure,
  type TransportRequest,
  type TransportResponse,
} from "../../../src/transport/transport";

/** What Zoho would do with one request. */
export type Answerer = (
  request: TransportRequest,
  index: number,
) => TransportResponse | Promise<TransportResponse>;

/** Stands in for the network: records every request and answers as the test says. */
export class ScriptedTransport {
  readonly requests: TransportRequest[] = [];
  #answerer: Answerer;

  constructor(answerer: Answerer = () => reply(500, "no script")) {
    this.#answerer = answerer;
  }

  readonly send: Transport = async (request) => {
    if (request.signal?.aborted === true) throw failure("aborted", "ABORT_ERR", "never sent");
    this.requests.push(request);
    const answer = await this.#answerer(request, this.requests.length - 1);
    if (aborted(request)) throw failure("aborted", "ABORT_ERR", "maybe sent");
    return answer;
  };

  answers(answerer: Answerer): void {
    this.#answerer = answerer;
  }

  /** One answer after the other; the last one stays. */
  answersInTurn(...answerers: readonly Answerer[]): void {
    const start = this.requests.length;
    this.#answerer = (request, index) => {
      const answerer = answerers[Math.min(index - start, answerers.length - 1)];
      if (answerer === undefined) throw new RangeError("the script is empty");
      return answerer(request, index);
    };
  }

  /** The requests to the token endpoint. */
  get tokenCalls(): readonly TransportRequest[] {
    return this.requests.filter((request) => request.url.pathname === "/oauth/v2/token");
  }

  get revocations(): readonly TransportRequest[] {
    return this.requests.filter((request) => request.url.pathname === "/oauth/v2/token/revoke");
  }

  /** The requests to products. */
  get apiCalls(): readonly TransportRequest[] {
    return this.requests.filter((request) => !request.url.pathname.startsWith("/oauth/"));
  }
}

function aborted(request: TransportRequest): boolean {
  return request.signal?.aborted === true;
}

/** An answer; what is no text and no Buffer is sent as JSON. */
export function reply(
  status: number,
  body: unknown = "",
  headers: Readonly<Record<string, string>> = {},
): TransportResponse {
  const plain = typeof body === "string" || Buffer.isBuffer(body);
  return {
    status,
    headers: { ...(!plain && { "content-type": "application/json;charset=UTF-8" }), ...headers },
    body: Buffer.isBuffer(body) ? body : Buffer.from(typeof body === "string" ? body : JSON.stringify(body)),
  };
}

export function html(
  status: number,
  text = "<!DOCTYPE html><html><body>Sign in</body></html>",
): TransportResponse {
  return reply(status, text, { "content-type": "text/html;charset=UTF-8" });
}

export function failure(
  kind: TransportFailure,
  code: string,
  sent: "maybe sent" | "never sent",
): TransportError {
  return new TransportError(kind, code, { maybeSent: sent === "maybe sent" });
}

/** A value that a test hands over when it wants to. */
export class Deferred<T> {
  readonly promise: Promise<T>;
  resolve: (value: T) => void = () => undefined;
  reject: (error: unknown) => void = () => undefined;

  constructor() {
    this.promise = new Promise<T>((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }
}

/** The form fields of a request to the accounts server. */
export function form(request: TransportRequest | undefined): URLSearchParams {
  return new URLSearchParams(typeof request?.body === "string" ? request.body : "");
}
