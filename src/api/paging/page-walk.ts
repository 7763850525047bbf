import type { CancelSignal } from "../../time/cancel-signal";
import { ZohoError } from "../../errors/zoho-error";
import type { ApiCall } from "../api-call";
import type { Caller } from "../call";
import { type ContinueFrom, positionOf, requestAt } from "./continue-from";
import { EndlessGuard } from "./endless-guard";
import { askPage, type ListWalk, type Page } from "./list-walk";
import type { ListRequest, Pager, Paging } from "./pager";

/** A list and the way in which its product gives it. */
export interface PagedCall {
  readonly caller: Pick<Caller, "call">;
  /** Without what stands in `request`. */
  readonly call: ApiCall;
  readonly request: ListRequest;
  readonly pager: Pager;
  readonly paging: Paging;
}

/** Reads a list page by page, as its product gives it. */
export class PageWalk implements ListWalk {
  private upcoming: ListRequest | undefined;
  private readonly guard = new EndlessGuard();
  private records = 0;
  private hasBegun = false;

  constructor(
    private readonly list: PagedCall,
    from?: ContinueFrom,
  ) {
    const { request, pager, paging } = list;
    const first = pager.first(request, paging);
    this.upcoming = from === undefined ? first : requestAt(first, from, pager, paging);
    this.hasBegun = from !== undefined;
  }

  get position(): ContinueFrom | undefined {
    if (this.upcoming === undefined || !this.hasBegun) return undefined;
    return positionOf(this.upcoming, this.list.pager, this.list.paging);
  }

  async next(signal?: CancelSignal): Promise<Page | undefined> {
    const { caller, call, pager, paging } = this.list;
    const request = this.upcoming;
    if (request === undefined) return undefined;
    this.checkCap();
    const { answer, records } = await askPage(caller, call, request, signal);
    const { body, headers } = answer;
    const following = pager.next(request, { body, headers, count: records.length }, paging);
    if (following !== undefined) {
      const place = positionOf(following, pager, paging);
      this.guard.check(JSON.stringify(place), records);
    }
    this.records += records.length;
    this.hasBegun = true;
    this.upcoming = following;
    return { records, answer, isLast: following === undefined };
  }

  /** Beyond its cap a product answers with an error, or with nothing, as if the list had ended. */
  private checkCap(): void {
    const { cap } = this.list.paging;
    if (cap === undefined || this.records < cap.records) return;
    throw new ZohoError("list_limit", {
      details: { limit: cap.records, records: this.records, instead: cap.instead },
    });
  }
}
