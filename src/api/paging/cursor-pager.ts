import { type Pager, withDefault } from "./pager";

/** The header that goes back as it came. Creator API v2.1: what's new. */
export const CURSOR_HEADER = "record_cursor";

/** Creator v2.1: the header of an answer is the header of the next request. */
export const cursorPager: Pager = {
  first: (request, { wanted }) => withDefault(request, "max_records", wanted),
  next: (request, { headers }) => {
    const cursor = headers[CURSOR_HEADER];
    if (cursor === undefined || cursor === "") return undefined;
    return { ...request, headers: { ...request.headers, [CURSOR_HEADER]: cursor } };
  },
  moves: () => [],
};
