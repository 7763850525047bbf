import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool } from "undici";
import { TRANSPORT_DEFAULTS } from "./transport-limits";

export interface DispatcherOptions {
  /** `never` for loopback, where a proxy makes no sense. */
  readonly proxied: "by environment" | "never";
  /** How long a connection may take to be made, milliseconds; through a proxy each of its steps. */
  readonly connectTimeoutMs?: number;
  /** How many times as long as usual that may take. */
  readonly slowLink?: number;
}

/** The shared Agent of a runtime. Proxies come from the environment (`HTTPS_PROXY`, `NO_PROXY`). */
export function createDispatcher(options: DispatcherOptions): Dispatcher {
  const connectTimeoutMs =
    (options.connectTimeoutMs ?? TRANSPORT_DEFAULTS.connectTimeoutMs) * (options.slowLink ?? 1);
  // Said outright, NODE_TLS_REJECT_UNAUTHORIZED can't switch it off; NODE_EXTRA_CA_CERTS goes on counting.
  const connect = { timeout: connectTimeoutMs, rejectUnauthorized: true };
  const limits = {
    allowH2: false,
    connections: TRANSPORT_DEFAULTS.connectionsPerOrigin,
    connect,
    // Each exchange brings its own.
    headersTimeout: TRANSPORT_DEFAULTS.headersTimeoutMs,
    bodyTimeout: TRANSPORT_DEFAULTS.bodyTimeoutMs,
    keepAliveTimeout: TRANSPORT_DEFAULTS.keepAliveTimeoutMs,
    keepAliveMaxTimeout: TRANSPORT_DEFAULTS.keepAliveMaxTimeoutMs,
    // Counted for each exchange: one that goes to a file may be larger.
    maxResponseSize: -1,
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
