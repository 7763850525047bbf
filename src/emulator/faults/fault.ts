/** What can go wrong on demand. */
export const FAULT_KINDS = [
  "reset",
  "resetAfter",
  "hang",
  "slow",
  "status",
  "html",
  "throttle",
  "invalidToken",
  "authenticationFailure",
  "scopeMismatch",
] as const;

/**
 * - `reset`: the connection is cut before the request is acted upon; `resetAfter`: after it, so the answer is lost.
 * - `hang`: no answer until the client gives up. `slow`: the true answer after `delayMs`.
 * - `status`: `status`, `headers` and `body` as given. `html`: a 502 page of a gateway.
 * - `throttle`: 429 of the API, or the token endpoint's own refusal. The others: the API's answers of these names.
 */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** What each does, in a few words: for people who choose one. */
export const FAULT_EFFECTS: Readonly<Record<FaultKind, string>> = {
  reset: "the connection is cut, and nothing was done",
  resetAfter: "the connection is cut after the request was carried out",
  hang: "no answer at all",
  slow: "the true answer, after the delay",
  status: "the status and body as given",
  html: "a gateway's page instead of JSON",
  throttle: "too many requests",
  invalidToken: "INVALID_TOKEN",
  authenticationFailure: "AUTHENTICATION_FAILURE",
  scopeMismatch: "OAUTH_SCOPE_MISMATCH",
};

/** Which requests a fault is for; `*` in host and path stands for anything, a path also matches what is below it. */
export interface FaultMatch {
  readonly host?: string;
  readonly path?: string;
  readonly method?: string;
}

export interface Fault {
  readonly match: FaultMatch;
  /** How many requests it is for; null: until cleared. */
  readonly times: number | null;
  readonly fault: FaultKind;
  readonly status?: number;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Milliseconds of real time before anything else happens. */
  readonly delayMs?: number;
}

/** True where a fault is for this request. */
export function matches(
  match: FaultMatch,
  request: { readonly method: string; readonly host: string; readonly path: string },
): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== request.method) return false;
  if (match.host !== undefined && !pattern(match.host, "$").test(request.host)) return false;
  return match.path === undefined || pattern(match.path, "(?:$|/)").test(request.path);
}

function pattern(text: string, end: string): RegExp {
  const parts = text.replace(/\/$/, "").split("*");
  const escaped = parts.map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&")).join("[^]{0,2000}?");
  return new RegExp(`^${escaped}${end}`);
}
