import { numberOf, type Pager, textAt, valueAt, withDefault, withQuery } from "./pager";

/** WorkDrive, as JSON:API has it: a cursor where the answer gives one, else an offset. WorkDrive API: pagination. */
export const jsonapiPager: Pager = {
  first: (request, { wanted }) => withDefault(request, "page[limit]", wanted),
  next: (request, { body, count }, { wanted }) => {
    const cursor = valueAt(body, "links", "cursor");
    if (valueAt(cursor, "has_next") === false) return undefined;
    const next = cursorIn(textAt(cursor, "next"));
    if (next !== undefined) return withQuery(request, { "page[offset]": undefined, "page[next]": next });
    const asked = numberOf(request.query.get("page[limit]")) ?? wanted;
    if (count === 0 || (count < asked && valueAt(cursor, "has_next") !== true)) return undefined;
    const offset = numberOf(request.query.get("page[offset]")) ?? 0;
    return withQuery(request, { "page[offset]": offset + count });
  },
  moves: () => ["page[offset]", "page[next]"],
};

/** The cursor itself, whether the answer gives it bare or in the address of the next page. Only it is ever used. */
function cursorIn(next: string | undefined): string | undefined {
  if (next === undefined || !next.includes("?")) return next;
  return new URLSearchParams(next.slice(next.indexOf("?") + 1)).get("page[next]") ?? undefined;
}
