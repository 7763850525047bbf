import { invalidInput } from "../../errors/invalid-input";
import { type CoqlClauses, coqlClauses, coqlText } from "./coql-clauses";
import { type ListRequest, type Pager, type SeenPage, textAt, valueAt } from "./pager";

/** How far an offset reaches. COQL v8: overview. */
const FARTHEST_ROW = 100_000;

/** CRM's queries: `limit offset, count` stands in the query itself, and the query in the body. COQL v8: overview. */
export const coqlPager: Pager = {
  first: (request, { wanted }) => {
    const clauses = clausesOf(request);
    if (clauses === undefined || clauses.limit !== undefined) return request;
    return withClauses(request, { ...clauses, limit: { offset: 0, count: wanted } });
  },
  next: (request, page, paging) => {
    if (valueAt(page.body, "info", "more_records") !== true || page.count === 0) return undefined;
    const clauses = clausesOf(request);
    if (clauses === undefined) {
      throw invalidInput("The query", "can't be read to its end: give it the form select … from … where …");
    }
    const { offset, count } = clauses.limit ?? { offset: 0, count: paging.wanted };
    const isBeyond = offset + page.count + count > FARTHEST_ROW;
    const behind = isBeyond ? behindLast(clauses, page) : undefined;
    if (behind !== undefined) return withClauses(request, { ...behind, limit: { offset: 0, count } });
    return withClauses(request, { ...clauses, limit: { offset: offset + page.count, count } });
  },
  moves: () => [],
};

/**
 * The query for what comes behind the last row, which has no end: a query in the order of the IDs goes on from the last
 * one. Without an order Zoho sorts by ID, upwards.
 */
function behindLast(clauses: CoqlClauses, { body }: SeenPage): CoqlClauses | undefined {
  const { orderBy = "id", groupBy, where } = clauses;
  const [, direction = "asc"] = /^id(?:\s+(asc|desc))?$/i.exec(orderBy) ?? [undefined, ""];
  const rows = valueAt(body, "data");
  const last: unknown = Array.isArray(rows) ? rows.at(-1) : undefined;
  const id = textAt(last, "id");
  if (groupBy !== undefined || direction === "" || id === undefined || !/^\d+$/.test(id)) return undefined;
  const sign = direction.toLowerCase() === "desc" ? "<" : ">";
  const [, inner] = (sign === ">" ? BEHIND_UPWARDS : BEHIND_DOWNWARDS).exec(where) ?? [];
  const condition = inner !== undefined && isClosed(inner) ? inner : where;
  return { ...clauses, where: `(id ${sign} '${id}' and (${condition}))`, orderBy: `id ${direction}` };
}

/** What this function has made before: the new place takes the one of the old, or a long walk would pile them up. */
const BEHIND_UPWARDS = /^\(id > '\d+' and \((.*)\)\)$/s;
const BEHIND_DOWNWARDS = /^\(id < '\d+' and \((.*)\)\)$/s;

/** True where every bracket that is closed was opened in here. */
function isClosed(text: string): boolean {
  let depth = 0;
  for (const char of text) {
    if (char === "(") depth++;
    if (char === ")") depth--;
    if (depth < 0) return false;
  }
  return depth === 0;
}

function clausesOf({ body }: ListRequest): CoqlClauses | undefined {
  const query = textAt(parsed(body), "select_query");
  return query === undefined ? undefined : coqlClauses(query);
}

function withClauses(request: ListRequest, clauses: CoqlClauses): ListRequest {
  const body = { ...(parsed(request.body) as object), select_query: coqlText(clauses) };
  return { ...request, body: JSON.stringify(body) };
}

function parsed(body: string | undefined): unknown {
  try {
    return JSON.parse(body ?? "") as unknown;
  } catch {
    return undefined;
  }
}
