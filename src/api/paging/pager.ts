import type { PageRule } from "../../zoho/page-rules";

/** What of a call says which page is meant; everything else of it stays the same from page to page. */
export interface ListRequest {
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string>>;
  /** Where a list is asked for by POST: a COQL query, the form of a sheet. */
  readonly body: string | undefined;
}

/** What came back for one page. */
export interface SeenPage {
  /** Parsed JSON; undefined where Zoho answered 204. */
  readonly body: unknown;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  /** Records on it. */
  readonly count: number;
}

/** How the pages of one list are asked for: the facts of its product, and the size that is wanted. */
export interface Paging extends PageRule {
  /** Records for each page. */
  readonly wanted: number;
}

/** One of Zoho's ways to give a list in pages. Pure: nothing is sent, and what is given is not changed. */
export interface Pager {
  /** The request of the first page; what the caller set himself stays. */
  readonly first: (request: ListRequest, paging: Paging) => ListRequest;
  /** The request of the page after this one, or undefined where this was the last. */
  readonly next: (request: ListRequest, page: SeenPage, paging: Paging) => ListRequest | undefined;
  /** Query parameters by which it moves on. */
  readonly moves: (paging: Paging) => readonly string[];
}

/** The request with query parameters set, or taken out where the value is undefined. */
export function withQuery(
  request: ListRequest,
  values: Readonly<Record<string, string | number | undefined>>,
): ListRequest {
  const query = new URLSearchParams(request.query);
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined) query.delete(name);
    else query.set(name, String(value));
  }
  return { ...request, query };
}

/** The request with a query parameter set, unless the caller has set it himself. */
export function withDefault(request: ListRequest, name: string, value: string | number): ListRequest {
  return request.query.has(name) ? request : withQuery(request, { [name]: value });
}

/** A parameter that counts, or undefined where it is none. */
export function numberOf(value: string | null): number | undefined {
  return value !== null && /^\d{1,15}$/.test(value) ? Number(value) : undefined;
}

/** A property on the way down into an answer, or undefined where there is no such thing. */
export function valueAt(body: unknown, ...path: readonly string[]): unknown {
  let value = body;
  for (const name of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    value = Reflect.get(value, name) as unknown;
  }
  return value;
}

/** A text that is not empty. */
export function textAt(body: unknown, ...path: readonly string[]): string | undefined {
  const value = valueAt(body, ...path);
  return typeof value === "string" && value !== "" ? value : undefined;
}
