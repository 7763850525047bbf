import { numberOf, type Pager, textAt, valueAt, withDefault, withQuery } from "./pager";

/**
 * CRM, Bigin, Recruit, IoT: page tokens, because page numbers end at 2,000 records; a list without tokens is counted.
 * CRM v8: get records.
 */
export const crmPager: Pager = {
  first: (request, { wanted }) => withDefault(request, "per_page", wanted),
  next: (request, { body }) => {
    if (valueAt(body, "info", "more_records") !== true) return undefined;
    const token = textAt(body, "info", "next_page_token");
    // A page and a page token exclude each other.
    if (token !== undefined) return withQuery(request, { page: undefined, page_token: token });
    const page = numberOf(request.query.get("page")) ?? 1;
    return withQuery(request, { page: page + 1, page_token: undefined });
  },
  moves: () => ["page", "page_token"],
};
