import { type Pager, textAt, valueAt, withDefault, withQuery } from "./pager";

/** Cliq: the answer holds the token of the next page. Cliq API v3: pagination. */
export const tokenPager: Pager = {
  first: (request, { wanted }) => withDefault(request, "limit", wanted),
  next: (request, { body }) => {
    const token = textAt(body, "next_token");
    if (token === undefined || valueAt(body, "has_more") === false) return undefined;
    return withQuery(request, { next_token: token });
  },
  moves: () => ["next_token"],
};
