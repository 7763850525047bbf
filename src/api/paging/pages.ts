import type { ApiCall } from "../api-call";
import type { Caller } from "../call";
import type { ListOptions, Page } from "./list-walk";
import { openWalk } from "./open-walk";

/**
 * The pages of a list to its end, one at a time: the next is asked for only when this one has been taken.
 *
 * @throws as `Caller.call`; `list_limit`, `list_never_ends`
 */
export async function* pages(
  caller: Pick<Caller, "call">,
  call: ApiCall,
  options?: ListOptions,
): AsyncGenerator<Page, void, void> {
  const walk = openWalk(caller, call, options);
  for (;;) {
    const page = await walk.next(call.signal);
    if (page === undefined) return;
    yield page;
    if (page.isLast) return;
  }
}
