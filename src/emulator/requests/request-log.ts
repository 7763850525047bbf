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

type NewEntry = Omit<LoggedRequest, "seq" | "time"> & { readonly at: number };

/** The last requests, newest last. */
export interface RequestLog {
  /** @param entry `at` in milliseconds since 1970: most entries are never looked at, so their time is written later */
  add(entry: NewEntry): void;
  /** @param since only those with a higher `seq` */
  list(since?: number): readonly LoggedRequest[];
  clear(): void;
  /** How many were ever seen. */
  seen(): number;
}

export function createRequestLog(): RequestLog {
  let entries: (NewEntry & { readonly seq: number })[] = [];
  let seq = 0;
  return {
    add(entry) {
      seq += 1;
      entries.push({ ...entry, seq });
      // Cut in big steps: shifting one by one would cost a move of the whole list per request.
      if (entries.length >= 2 * MAX_LOGGED_REQUESTS) entries = entries.slice(-MAX_LOGGED_REQUESTS);
    },
    list: (since = 0) =>
      entries
        .slice(-MAX_LOGGED_REQUESTS)
        .filter((entry) => entry.seq > since)
        .map(({ seq: number, at, ...entry }) => ({
          seq: number,
          time: new Date(at).toISOString(),
          ...entry,
        })),
    clear() {
      entries = [];
    },
    seen: () => seq,
  };
}
