import { pageRule } from "../../zoho/page-rules";
import type { ApiCall } from "../api-call";
import type { Caller } from "../call";
import { splitQuery } from "../path-query";
import { resourcePath } from "../resource-path";
import type { ListOptions, ListWalk } from "./list-walk";
import { type PagedCall, PageWalk } from "./page-walk";
import type { ListRequest, Paging } from "./pager";
import { PAGERS } from "./pagers";
import { RecordWalk } from "./record-walk";

/**
 * Begins to read a list page by page; nothing is sent before a page is asked for.
 *
 * @param call the list, as it would be asked for once
 */
export function openWalk(
  caller: Pick<Caller, "call">,
  call: ApiCall,
  { pageSize, continueFrom }: ListOptions = {},
): ListWalk {
  const { path, query } = takeQuery(call);
  const resource = resourcePath(call.product, path);
  const rule = pageRule(call.product, resource, path);
  const paging: Paging = { ...rule, wanted: Math.max(1, Math.min(pageSize ?? rule.size, rule.size)) };
  const { body } = call;
  const request: ListRequest = {
    query,
    headers: call.headers ?? {},
    body: typeof body === "string" ? body : undefined,
  };
  const list: PagedCall = { caller, call: { ...call, path }, request, pager: PAGERS[rule.pager], paging };
  if (rule.pager !== "crm") return new PageWalk(list, continueFrom);
  return new RecordWalk({ ...list, module: rule.byId === true ? resource : undefined }, continueFrom);
}

/** A query that stands in the path is one with the other, so that pages are asked for once. */
function takeQuery({ path, query }: ApiCall): { readonly path: string; readonly query: URLSearchParams } {
  const split = splitQuery(path);
  for (const [name, value] of query ?? []) split.query.set(name, value);
  return split;
}
