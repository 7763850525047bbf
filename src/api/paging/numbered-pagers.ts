import { type ListRequest, numberOf, type Pager, valueAt, withDefault, withQuery } from "./pager";

/** Books, Inventory, Invoice, Billing, Expense: page numbers. Zoho Books API v3: pagination. */
export const financePager: Pager = {
  first: firstPage,
  next: (request, { body }) =>
    valueAt(body, "page_context", "has_more_page") === true ? nextPage(request) : undefined,
  moves: () => ["page"],
};

/** Projects v3: page numbers; an answer without `page_info` is a bare array, which ends with a short page. */
export const projectsPager: Pager = {
  first: firstPage,
  next: (request, { body, count }, { wanted }) => {
    const told = valueAt(body, "page_info", "has_next_page");
    const asked = numberOf(request.query.get("per_page")) ?? wanted;
    const hasMore = told === undefined ? count >= asked && count > 0 : told === true || told === "true";
    return hasMore ? nextPage(request) : undefined;
  },
  moves: () => ["page"],
};

function firstPage(request: ListRequest, { wanted }: { readonly wanted: number }): ListRequest {
  return withDefault(withDefault(request, "page", 1), "per_page", wanted);
}

function nextPage(request: ListRequest): ListRequest {
  return withQuery(request, { page: (numberOf(request.query.get("page")) ?? 1) + 1 });
}
