import type { RequestFacts } from "../http/emulated-request";

/** How many requests are kept. */
export const MAX_LOGGED_REQUESTS = 10_000;

export interface LoggedRequest extends Readonly<RequestFacts> {
  /** Goes up by one with every request, also over a clearing. */
  readonly seq: number;
  /** ISO 8601, virtual clock. */
  readonly time: string;
  readonly method: string;
  readonly host: string;
  /** With the query, secrets masked. */
  readonly path: string;
  /** 0 where no answer was sent. */
  readonly status: number;
}

/** A request as it is handed in. Most entries are never looked at, so they are put together only then. */
interface NewEntry extends Pick<LoggedRequest, "method" | "host" | "path" | "status"> {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly facts: Readonly<RequestFacts>;
}

/** The last requests, newest last. */
export interface RequestLog {
  add(entry: NewEntry): void;
  /** @param since only those with a higher `seq` */
  list(since?: number): readonly LoggedRequest[];
  clear(): void;
  /** How many were ever seen. */
  seen(): number;
}

export function createRequestLog(): RequestLog {
  let entries: { readonly seq: number; readonly entry: NewEntry }[] = [];
  let seq = 0;
  return {
    add(entry) {
      seq += 1;
      entries.push({ seq, entry });
      // Cut in big steps: shifting one by one would cost a move of the whole list per request.
      if (entries.length >= 2 * MAX_LOGGED_REQUESTS) entries = entries.slice(-MAX_LOGGED_REQUESTS);
    },
    list: (since = 0) =>
      entries
        .slice(-MAX_LOGGED_REQUESTS)
        .filter((logged) => logged.seq > since)
        .map(({ seq: number, entry: { at, method, host, path, status, facts } }) => ({
          seq: number,
          time: new Date(at).toISOString(),
          method,
          host,
          path,
          status,
          ...facts,
        })),
    clear() {
      entries = [];
    },
    seen: () => seq,
  };
}
