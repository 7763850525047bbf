import { type ListRequest, numberOf, type Pager, type Paging, type SeenPage } from "./pager";

/** Desk: `from` counts from 0. Desk API: pagination. */
export const offset0Pager = offsetPager(0);

/**
 * Mail, People, Campaigns, Sheet and Projects v2: the first record is number 1. What the two parameters are called is a
 * fact of each product.
 */
export const offset1Pager = offsetPager(1);

function offsetPager(origin: 0 | 1): Pager {
  return {
    first: (request, paging) => {
      const values = parametersOf(request, paging);
      const { start, count } = namesOf(paging);
      if (!values.has(start)) values.set(start, String(origin));
      if (!values.has(count)) values.set(count, String(paging.wanted));
      return withParameters(request, paging, values);
    },
    next: (request, page, paging) => {
      const values = parametersOf(request, paging);
      const { start, count } = namesOf(paging);
      const asked = numberOf(values.get(count)) ?? paging.wanted;
      if (isLast(page, asked, paging)) return undefined;
      values.set(start, String((numberOf(values.get(start)) ?? origin) + page.count));
      return withParameters(request, paging, values);
    },
    moves: (paging) => [namesOf(paging).start],
  };
}

/**
 * These products do not say whether there is more. A short page ends the list, but only where Zoho would have given so
 * many at once: asked for more than its largest page, it gives that page, and there may be another.
 */
function isLast({ count }: SeenPage, asked: number, paging: Paging): boolean {
  const isShort = count < asked && asked <= paging.size && paging.shortPageEnds !== false;
  return count === 0 || isShort;
}

function namesOf({ start = "from", count = "limit" }: Paging): {
  readonly start: string;
  readonly count: string;
} {
  return { start, count };
}

/** Where the parameters stand: in the query, or in the form of a POST. */
function parametersOf({ query, body }: ListRequest, { inForm }: Paging): URLSearchParams {
  return new URLSearchParams(inForm === true ? body : query);
}

function withParameters(request: ListRequest, { inForm }: Paging, values: URLSearchParams): ListRequest {
  return inForm === true ? { ...request, body: values.toString() } : { ...request, query: values };
}
