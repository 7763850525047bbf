/** Limits of one exchange; every one of undici's own is unset, 300 s, or too generous for a flow. */
export const TRANSPORT_DEFAULTS = {
  connectTimeoutMs: 10_000,
  headersTimeoutMs: 30_000,
  bodyTimeoutMs: 60_000,
  timeoutMs: 60_000,
  /** Of an exchange that sends or fetches a file; it ends long before where nothing moves any more. */
  fileTimeoutMs: 30 * 60_000,
  keepAliveTimeoutMs: 15_000,
  keepAliveMaxTimeoutMs: 60_000,
  connectionsPerOrigin: 32,
  maxResponseBytes: 32 * 1024 * 1024,
  /** Of an answer that goes to a file. */
  maxFileBytes: 1024 * 1024 * 1024,
} as const;
