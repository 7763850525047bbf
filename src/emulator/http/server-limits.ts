import type { ServerOptions } from "node:http";

/** How long a client may take, milliseconds of real time. */
export interface ClientTimes {
  /** Until the headers of a request are there; default 20 seconds. */
  readonly headersMs?: number;
  /** Until the whole request is there; default 2 minutes. */
  readonly requestMs?: number;
}

/**
 * How long an idle connection stays open, milliseconds of real time. Longer than clients keep theirs: one that is closed
 * just when its client sends the next request resets it. Node's own 5 seconds are as long as those of many clients.
 */
const IDLE_MS = 75_000;

/** Options of the server that keep slow clients from holding connections for ever; they get 408. */
export function serverLimits({ headersMs = 20_000, requestMs = 120_000 }: ClientTimes = {}): ServerOptions {
  const headersTimeout = Math.min(headersMs, requestMs);
  return {
    headersTimeout,
    requestTimeout: requestMs,
    keepAliveTimeout: IDLE_MS,
    connectionsCheckingInterval: Math.min(5_000, Math.ceil(headersTimeout / 2)),
  };
}
