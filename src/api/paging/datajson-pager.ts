import { isRecord } from "../answer/is-record";
import { type ListRequest, type Pager, valueAt, withQuery } from "./pager";

/** Sign: the page stands in a JSON text in the parameter `data`. Zoho Sign API: get document list. */
export const datajsonPager: Pager = {
  first: (request, { wanted }) => {
    const { data, context } = read(request);
    return write(request, data, { row_count: wanted, start_index: 1, ...context });
  },
  next: (request, { body, count }, { wanted }) => {
    const { data, context } = read(request);
    const asked = numeric(context["row_count"]) ?? wanted;
    const told = valueAt(body, "page_context", "has_more_rows");
    if (count === 0 || (told === undefined ? count < asked : told !== true)) return undefined;
    return write(request, data, { ...context, start_index: (numeric(context["start_index"]) ?? 1) + count });
  },
  moves: () => ["data"],
};

type Json = Readonly<Record<string, unknown>>;

function read({ query }: ListRequest): { readonly data: Json; readonly context: Json } {
  const data = objectIn(parsed(query.get("data") ?? "{}"));
  return { data, context: objectIn(data["page_context"]) };
}

function write(request: ListRequest, data: Json, context: Json): ListRequest {
  return withQuery(request, { data: JSON.stringify({ ...data, page_context: context }) });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function objectIn(value: unknown): Json {
  return isRecord(value) ? value : {};
}

function numeric(value: unknown): number | undefined {
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && Number.isSafeInteger(number) ? number : undefined;
}
