import { invalidInput } from "../../errors/invalid-input";
import { CURSOR_HEADER } from "./cursor-pager";
import { type ListRequest, type Pager, type Paging, withQuery } from "./pager";

/** Where a walk through a list goes on, as plain data: an error carries it, a message can bring it back. */
export interface ContinueFrom {
  /** Parameters of the next page. */
  readonly query?: Readonly<Record<string, string>>;
  /** Creator's cursor. */
  readonly cursor?: string;
  /** A query or form with the next page in it. */
  readonly body?: string;
  /** ID of the last record, where the list is read in the order of the IDs. */
  readonly after?: string;
}

/** What says in a request where its page begins. */
export function positionOf(request: ListRequest, pager: Pager, paging: Paging): ContinueFrom {
  const query: Record<string, string> = {};
  for (const name of pager.moves(paging)) {
    const value = request.query.get(name);
    if (value !== null) query[name] = value;
  }
  const cursor = request.headers[CURSOR_HEADER];
  return {
    ...(Object.keys(query).length > 0 && { query }),
    ...(cursor !== undefined && { cursor }),
    ...(request.body !== undefined && { body: request.body }),
  };
}

/** The request that begins at a position. Only what moves a page is taken: the rest of a call is not for it to say. */
export function requestAt(
  request: ListRequest,
  position: ContinueFrom,
  pager: Pager,
  paging: Paging,
): ListRequest {
  const values = pager.moves(paging).map((name) => [name, position.query?.[name]] as const);
  const moved = position.query === undefined ? request : withQuery(request, Object.fromEntries(values));
  return {
    ...moved,
    headers:
      position.cursor === undefined
        ? request.headers
        : { ...request.headers, [CURSOR_HEADER]: position.cursor },
    body: request.body === undefined ? undefined : (position.body ?? request.body),
  };
}

const ID = /^\d{1,30}$/;

/**
 * A position that a message brings.
 *
 * @throws ZohoError `invalid_input` where it is none
 */
export function readContinueFrom(value: unknown, field: string): ContinueFrom | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  const problem = "must be the object that an error had in cause.details.continueFrom";
  if (typeof value !== "object" || Array.isArray(value)) throw invalidInput(field, problem);
  const { query, cursor, body, after } = value as Readonly<Record<string, unknown>>;
  if (!isTexts(query) || !isText(cursor) || !isText(body) || !isText(after))
    throw invalidInput(field, problem);
  if (cursor !== undefined && !/^[\u0021-\u007e]{1,2000}$/.test(cursor)) throw invalidInput(field, problem);
  if (after !== undefined && !ID.test(after)) throw invalidInput(field, problem);
  return {
    ...(query !== undefined && { query }),
    ...(cursor !== undefined && { cursor }),
    ...(body !== undefined && { body }),
    ...(after !== undefined && { after }),
  };
}

function isText(value: unknown): value is string | undefined {
  return value === undefined || typeof value === "string";
}

function isTexts(value: unknown): value is Readonly<Record<string, string>> | undefined {
  if (value === undefined) return true;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((one) => typeof one === "string");
}
