import { Pool } from "undici";

/** A request that is sent over and over. */
export interface BenchCall {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Connections that are always busy: enough to keep a server's one thread at work. */
const CONNECTIONS = 16;

/**
 * Sends a call again and again.
 *
 * @param ms how long, milliseconds
 * @throws Error where an answer has another status than 200 or 201
 */
export async function callsPerSecond(origin: string, call: BenchCall, ms: number): Promise<number> {
  const pool = new Pool(origin, { connections: CONNECTIONS });
  const start = performance.now();
  const end = start + ms;
  let answered = 0;
  // This process must not sleep: waking it would be paid for by the server, and more by the slower one.
  let isBusy = true;
  const spin = (): void => {
    if (isBusy) setImmediate(spin);
  };
  spin();
  async function work(): Promise<void> {
    while (performance.now() < end) {
      const { statusCode, body } = await pool.request({
        method: call.method,
        path: call.path,
        headers: call.headers,
        ...(call.body === undefined ? {} : { body: call.body }),
      });
      await body.dump();
      if (statusCode !== 200 && statusCode !== 201) throw new Error(`${call.path} answered ${statusCode}`);
      answered += 1;
    }
  }
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, work));
    return (answered * 1000) / (performance.now() - start);
  } finally {
    isBusy = false;
    await pool.close();
  }
}
