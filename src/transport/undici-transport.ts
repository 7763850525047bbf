import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool } from "undici";
import type { SafeUrl } from "./destination";
import { type Transport, TransportError } from "./transport";
import { exchangeByUndici } from "./undici-exchange";

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

export interface DispatcherOptions {
  /** `never` for loopback, where a proxy makes no sense. */
  readonly proxied: "by environment" | "never";
  /** How long a connection may take to be made, milliseconds; through a proxy each of its steps. */
  readonly connectTimeoutMs?: number;
}

/** The shared Agent of a runtime. Proxies come from the environment (`HTTPS_PROXY`, `NO_PROXY`). */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const connectTimeoutMs = options.connectTimeoutMs ?? TRANSPORT_DEFAULTS.connectTimeoutMs;
  // Said outright, NODE_TLS_REJECT_UNAUTHORIZED can't switch it off; NODE_EXTRA_CA_CERTS goes on counting.
  const connect = { timeout: connectTimeoutMs, rejectUnauthorized: true };
  const limits = {
    allowH2: false,
    connections: TRANSPORT_DEFAULTS.connectionsPerOrigin,
    connect,
    headersTimeout: TRANSPORT_DEFAULTS.headersTimeoutMs,
    bodyTimeout: TRANSPORT_DEFAULTS.bodyTimeoutMs,
    keepAliveTimeout: TRANSPORT_DEFAULTS.keepAliveTimeoutMs,
    keepAliveMaxTimeout: TRANSPORT_DEFAULTS.keepAliveMaxTimeoutMs,
    maxResponseSize: TRANSPORT_DEFAULTS.maxResponseBytes,
  };
  const usesProxy = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"].some(
    (name) => process.env[name],
  );
  if (options.proxied === "never" || !usesProxy) return new Agent(limits);
  return new EnvHttpProxyAgent({
    ...limits,
    proxyTls: connect,
    requestTls: connect,
    clientFactory: (proxy, settings) => proxyClient(proxy, { ...settings, headersTimeout: connectTimeoutMs }),
  });
}

/** What undici 7 takes for a reason to connect again at once, for ever where a proxy hangs up each time. */
const CONNECTS_AGAIN = new Set(["UND_ERR_SOCKET", "UND_ERR_INFO"]);

/** Opens tunnels through a proxy; a proxy that hangs up has refused. */
function proxyClient(proxy: URL, settings: Pool.Options): Dispatcher {
  const pool = new Pool(proxy, settings);
  const open = pool.connect.bind(pool) as (tunnel: Dispatcher.ConnectOptions) => Promise<unknown>;
  const connect = async (tunnel: Dispatcher.ConnectOptions): Promise<unknown> => {
    try {
      return await open(tunnel);
    } catch (error) {
      if (!CONNECTS_AGAIN.has(String(Reflect.get(Object(error), "code")))) throw error;
      throw Object.assign(new Error("The proxy hung up"), { code: "UND_ERR_PRX_CONN" });
    }
  };
  return Object.assign(pool, { connect });
}

/** HTTP by undici: no redirects, no retries, no cache. */
export function undiciTransport(options: UndiciTransportOptions = {}): Transport {
  const dispatcher = options.dispatcher ?? createDispatcher({ proxied: "by environment" });
  const route = options.route ?? ((url: SafeUrl): URL => url);
  return async (request) => {
    if (request.signal?.aborted === true) {
      throw new TransportError("aborted", "ABORT_ERR", { maybeSent: false });
    }
    const { timeoutMs } = request;
    return exchangeByUndici(dispatcher, route(request.url), request, {
      timeoutMs: timeoutMs ?? TRANSPORT_DEFAULTS.timeoutMs,
      // A call that may take longer must not end by the limits of those that say nothing.
      headersTimeoutMs: timeoutMs ?? TRANSPORT_DEFAULTS.headersTimeoutMs,
      bodyTimeoutMs: timeoutMs ?? TRANSPORT_DEFAULTS.bodyTimeoutMs,
    });
  };
}
