const LOOPBACK = ["localhost", "127.0.0.1", "[::1]"];

/** True for a host that every machine calls itself. */
export function isLoopback(host: string): boolean {
  return LOOPBACK.includes(host);
}
