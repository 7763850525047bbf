/** What can go wrong on demand. */
export const FAULT_KINDS = [
  "reset",
  "resetAfter",
  "cut",
  "hang",
  "slow",
  "drip",
  "status",
  "html",
  "throttle",
  "invalidToken",
  "authenticationFailure",
  "scopeMismatch",
  "partial",
  "expirePageTokens",
] as const;

/**
 * - `reset`: the connection is cut before the request is acted upon; `resetAfter`: after it, so the answer is lost;
 *   `cut`: in the middle of the true answer, with its headers sent.
 * - `hang`: no answer until the client gives up. `slow`: the true answer after `delayMs`. `drip`: the true answer in
 *   pieces, `delayMs` apart.
 * - `status`: `status`, `headers` and `body` as given. `html`: a 502 page of a gateway.
 * - `throttle`: 429 of the API, or the token endpoint's own refusal. The next three: the product's answers of these
 *   kinds.
 * - `partial`: of a write of several every second record is refused, and the others are written.
 * - `expirePageTokens`: page tokens given so far die, then the request is answered.
 */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** What each does, in a few words: for people who choose one. */
export const FAULT_EFFECTS: Readonly<Record<FaultKind, string>> = {
  reset: "the connection is cut, and nothing was done",
  resetAfter: "the connection is cut after the request was carried out",
  cut: "the connection is cut in the middle of the true answer",
  hang: "no answer at all",
  slow: "the true answer, after the delay",
  drip: "the true answer in ten pieces, the delay apart",
  status: "the status and body as given",
  html: "a gateway's page instead of JSON",
  throttle: "too many requests",
  invalidToken: "INVALID_TOKEN",
  authenticationFailure: "AUTHENTICATION_FAILURE",
  scopeMismatch: "OAUTH_SCOPE_MISMATCH",
  partial: "every second record of a write is refused",
  expirePageTokens: "page tokens given so far die, then the true answer",
};

/** Which requests a fault is for; `*` stands for anything, a path also matches what is below it. */
export interface FaultMatch {
  readonly host?: string;
  readonly path?: string;
  readonly method?: string;
  /** The whole query as it is sent, without its question mark: `*page_token=*`. */
  readonly query?: string;
}

/** A request as far as faults look at it. */
export interface FaultTarget {
  readonly method: string;
  readonly host: string;
  readonly path: string;
  readonly search: string;
}

/** What `Retry-After` says: its text, none at all, or a date so many seconds ahead. */
export type RetryAfter = string | null | { readonly inSeconds: number };

export interface Fault {
  readonly match: FaultMatch;
  /** How many requests it is for; null: until cleared. */
  readonly times: number | null;
  readonly fault: FaultKind;
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly retryAfter?: RetryAfter;
  /** Milliseconds of real time before anything else happens; of `drip` between two pieces. */
  readonly delayMs?: number;
  /** So many of its requests are answered truthfully before it begins. */
  readonly after?: number;
  /** Each of its requests meets it with this probability, above 0; absent: 1. */
  readonly probability?: number;
  /** It ends then, milliseconds since 1970 of the virtual clock. */
  readonly until?: number;
}

/** True where a fault is for this request. */
export function matches(match: FaultMatch, request: FaultTarget): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== request.method) return false;
  if (match.host !== undefined && !pattern(match.host, "$").test(request.host)) return false;
  if (match.query !== undefined && !pattern(match.query, "$").test(request.search)) return false;
  return match.path === undefined || pattern(match.path, "(?:$|/)").test(request.path);
}

function pattern(text: string, end: string): RegExp {
  const parts = text.replace(/\/$/, "").split("*");
  const escaped = parts.map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&")).join("[^]{0,2000}?");
  return new RegExp(`^${escaped}${end}`);
}
