import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from "undici";
import { ZohoError } from "../errors/zoho-error";
import type { SafeUrl } from "./destination";
import { type Transport, TransportError, type TransportFailure, type TransportRequest } from "./transport";

/** Limits of one exchange; every one of undici's own is unset, 300 s, or too generous for a flow. */
export const TRANSPORT_DEFAULTS = {
  connectTimeoutMs: 10_000,
  headersTimeoutMs: 30_000,
  bodyTimeoutMs: 60_000,
  timeoutMs: 60_000,
  keepAliveTimeoutMs: 15_000,
  keepAliveMaxTimeoutMs: 60_000,
  connectionsPerOrigin: 32,
  maxResponseBytes: 32 * 1024 * 1024,
} as const;

export interface UndiciTransportOptions {
  /** Where a URL of Zoho's is really sent: the emulator's realm maps it to loopback. */
  readonly route?: (url: SafeUrl) => URL;
  /** For tests; default is one Agent with the limits above. */
  readonly dispatcher?: Dispatcher;
}

/**
 * The shared Agent of a runtime. Proxies come from the environment (`HTTPS_PROXY`, `NO_PROXY`).
 *
 * @param options `proxied: "never"` for loopback, where a proxy makes no sense
 */
export function createDispatcher(options: { readonly proxied: "by environment" | "never" }): Dispatcher {
  const limits = {
    allowH2: false,
    connections: TRANSPORT_DEFAULTS.connectionsPerOrigin,
    connect: { timeout: TRANSPORT_DEFAULTS.connectTimeoutMs },
    headersTimeout: TRANSPORT_DEFAULTS.headersTimeoutMs,
    bodyTimeout: TRANSPORT_DEFAULTS.bodyTimeoutMs,
    keepAliveTimeout: TRANSPORT_DEFAULTS.keepAliveTimeoutMs,
    keepAliveMaxTimeout: TRANSPORT_DEFAULTS.keepAliveMaxTimeoutMs,
    maxResponseSize: TRANSPORT_DEFAULTS.maxResponseBytes,
  };
  const usesProxy = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"].some(
    (name) => process.env[name],
  );
  return options.proxied === "by environment" && usesProxy
    ? new EnvHttpProxyAgent(limits)
    : new Agent(limits);
}

/** HTTP by undici's `request`: no redirects, no retries, no cache. */
export function undiciTransport(options: UndiciTransportOptions = {}): Transport {
  const dispatcher = options.dispatcher ?? createDispatcher({ proxied: "by environment" });
  const route = options.route ?? ((url: SafeUrl): URL => url);
  return async (exchange) => {
    if (exchange.signal?.aborted === true) {
      throw new TransportError("aborted", "ABORT_ERR", { maybeSent: false });
    }
    const deadline = new Deadline(exchange);
    try {
      const answer = await request(route(exchange.url), {
        method: exchange.method as Dispatcher.HttpMethod,
        headers: { ...exchange.headers },
        body: exchange.body ?? null,
        dispatcher,
        signal: deadline.signal,
        // A call that may take longer must not end by the limits of those that say nothing.
        ...(exchange.timeoutMs !== undefined && {
          headersTimeout: exchange.timeoutMs,
          bodyTimeout: exchange.timeoutMs,
        }),
      });
      const body = Buffer.from(await answer.body.arrayBuffer());
      return { status: answer.statusCode, headers: flatten(answer.headers), body };
    } catch (error) {
      throw error instanceof ZohoError ? error : deadline.explain(error);
    } finally {
      deadline.clear();
    }
  };
}

/** One abort signal out of the caller's and the time limit, that remembers which of them it was. */
class Deadline {
  private readonly controller = new AbortController();
  private readonly timer: NodeJS.Timeout;
  private readonly outer: AbortSignal | undefined;
  private expired = false;
  private readonly onAbort = (): void => {
    this.controller.abort();
  };

  constructor(exchange: TransportRequest) {
    this.outer = exchange.signal;
    this.outer?.addEventListener("abort", this.onAbort, { once: true });
    this.timer = setTimeout(() => {
      this.expired = true;
      this.controller.abort();
    }, exchange.timeoutMs ?? TRANSPORT_DEFAULTS.timeoutMs);
    this.timer.unref();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  clear(): void {
    clearTimeout(this.timer);
    this.outer?.removeEventListener("abort", this.onAbort);
  }

  explain(error: unknown): TransportError {
    if (this.expired) return new TransportError("timeout", "ETIMEDOUT", { maybeSent: true });
    if (this.outer?.aborted === true) return new TransportError("aborted", "ABORT_ERR", { maybeSent: true });
    return explainFailure(error);
  }
}

const CONNECT_CODES = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** The certificate was not accepted: the handshake ended before the request. */
const CERTIFICATE_CODE = /^(CERT_|ERR_TLS_CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH)/;

/** Other troubles of TLS: they may come in the middle of an exchange, too. */
const TLS_CODE = /^(ERR_TLS_|ERR_SSL_|EPROTO$)/;

function explainFailure(error: unknown): TransportError {
  const code = errorField(error, "code") ?? "UNKNOWN";
  const failure = failureOf(code);
  const neverConnected =
    CERTIFICATE_CODE.test(code) || CONNECT_CODES.has(code) || errorField(error, "syscall") === "connect";
  return new TransportError(failure, code, { maybeSent: !neverConnected });
}

function failureOf(code: string): TransportFailure {
  if (code === "UND_ERR_HEADERS_TIMEOUT" || code === "UND_ERR_BODY_TIMEOUT") return "timeout";
  if (code === "UND_ERR_RES_EXCEEDED_MAX_SIZE") return "too_large";
  if (CERTIFICATE_CODE.test(code) || TLS_CODE.test(code)) return "tls";
  return CONNECT_CODES.has(code) ? "connect" : "network";
}

function errorField(error: unknown, field: "code" | "syscall"): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const value: unknown = Reflect.get(error, field);
  if (typeof value === "string") return value;
  // Several addresses tried in parallel: the first failure speaks for all.
  return error instanceof AggregateError ? errorField(error.errors[0], field) : undefined;
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) flat[name] = Array.isArray(value) ? value.join(", ") : value;
  }
  return flat;
}
