import type { CancelSignal } from "../../time/cancel-signal";
import { isZohoError, ZohoError } from "../../errors/zoho-error";
import { PRODUCTS } from "../../zoho/products";
import { BehindLast } from "./behind-last";
import type { ContinueFrom } from "./continue-from";
import { GivenRecords } from "./given-records";
import type { ListWalk, Page } from "./list-walk";
import { type PagedCall, PageWalk } from "./page-walk";
import { type ListRequest, numberOf, valueAt, withQuery } from "./pager";
import { beyondQueries, changedSince, idDirection, sortedById, unsorted } from "./record-order";
import { tokenEnd } from "./token-end";

/** Times that a list is read again without anything new in it before the walk gives up. */
const FRUITLESS_STARTS = 3;

/** Zoho CRM v8, get records: what page tokens reach. */
const BY_TOKENS = 100_000;

/** A list of CRM records. */
export interface RecordList extends PagedCall {
  /** The module, where the list is one of all its records. */
  readonly module: string | undefined;
}

/**
 * Reads a list of CRM or Bigin to its end, each record once, also where Zoho's page tokens end before: after 100,000
 * records, after 24 hours, or when somebody else connects. A list without an order of its own is asked for in the order
 * of the IDs, so that its place is known, and queries read on behind it. Where no query can, the list is read again
 * without what was given, or on from the time of its last record. CRM v8: get records, COQL.
 */
export class RecordWalk implements ListWalk {
  private request: ListRequest;
  private walk: ListWalk;
  private readonly given: GivenRecords;
  private read: "on" | "again" | "behind" = "on";
  /** Why the page tokens ended, while it is not known whether queries can go on. */
  private ended: ReturnType<typeof tokenEnd>;
  /** Why no query can go on. */
  private refusedQuery: ZohoError | undefined;
  private starts = 0;

  constructor(
    private readonly list: RecordList,
    from?: ContinueFrom,
  ) {
    const sorted = list.module === undefined ? undefined : sortedById(list.request);
    this.request = sorted ?? list.request;
    this.given = new GivenRecords(idDirection(this.request), from?.after);
    const isBehind = from?.after !== undefined && from.query === undefined && this.canQuery();
    this.walk = isBehind ? this.behindLast(from.after) : this.fromStart(this.request, from);
    if (isBehind) this.read = "behind";
  }

  get position(): ContinueFrom | undefined {
    const { position } = this.walk;
    const { last } = this.given;
    if (this.read === "again") return last === undefined ? undefined : { after: last };
    return position === undefined || last === undefined ? position : { ...position, after: last };
  }

  async next(signal?: CancelSignal): Promise<Page | undefined> {
    for (;;) {
      const page = await this.step(signal);
      if (page === "went on") continue;
      if (page === undefined) return undefined;
      const records = this.given.take(page.records, this.read);
      if (records.length === 0 && !page.isLast) continue;
      if (records.length > 0) this.starts = 0;
      return { ...page, records };
    }
  }

  private async step(signal: CancelSignal | undefined): Promise<Page | "went on" | undefined> {
    try {
      return await this.walk.next(signal);
    } catch (thrown) {
      if (!isZohoError(thrown)) throw thrown;
      if (this.read === "behind" && refusesQueries(thrown)) {
        this.refusedQuery = thrown;
        this.readAgain();
      } else if (this.refusesOrder(thrown)) {
        this.request = unsorted(this.request);
        this.given.loseOrder();
        this.walk = this.fromStart(this.request);
      } else {
        this.ended = tokenEnd(thrown);
        if (this.ended === undefined) throw thrown;
        this.goOn();
      }
      return "went on";
    }
  }

  /** Behind the last record, where there is a query for it; else from the beginning. */
  private goOn(): void {
    const { last } = this.given;
    if (last === undefined || !this.canQuery()) {
      this.readAgain();
      return;
    }
    this.walk = this.behindLast(last);
    this.read = "behind";
  }

  private readAgain(): void {
    this.starts++;
    const isLimit = this.ended?.why === "limit";
    const again = isLimit ? changedSince(this.request, this.given.sample) : this.request;
    // A token that the caller brought along is not ours to get anew.
    const isOurs = !this.request.query.has("page_token");
    if (again === undefined || !isOurs || !this.given.canReadAgain || this.starts > FRUITLESS_STARTS) {
      throw this.failure();
    }
    this.given.startAgain();
    this.walk = this.fromStart(again);
    this.read = "again";
  }

  private failure(): ZohoError {
    const { ended, refusedQuery } = this;
    if (ended?.why !== "limit")
      return ended?.error ?? refusedQuery ?? new ZohoError("internal", { details: { message: "no list" } });
    const { zohoCode, status, details } = ended.error.cause;
    const limit = valueAt(details, "zoho", "limit") ?? BY_TOKENS;
    return new ZohoError("list_limit", {
      zohoCode,
      status,
      details: { ...details, limit, records: this.given.count, instead: this.instead() },
    });
  }

  private instead(): string {
    const { call, module } = this.list;
    if (this.refusedQuery?.class === "invalid_scope") {
      const scope = `${PRODUCTS[call.product].scopePrefix}.coql.READ`;
      return `Add the scope ${scope} to the client and connect again: queries then read the rest`;
    }
    const beyond = beyondQueries(this.request);
    const narrower = "or sort by Modified_Time, sort_order asc, with Modified_Time among the fields";
    if (module === undefined) return "Narrow the list, or read the records with a COQL query";
    if (beyond.length > 0)
      return `Leave out ${beyond.join(", ")}, ${narrower}: the list is then read to its end`;
    return `Leave out sort_by, ${narrower}: the list is then read to its end`;
  }

  private canQuery(): boolean {
    return (
      this.list.module !== undefined &&
      this.refusedQuery === undefined &&
      idDirection(this.request) !== undefined &&
      beyondQueries(this.request).length === 0
    );
  }

  /** The list was sorted by us, and this module can't be. */
  private refusesOrder({ cause }: ZohoError): boolean {
    return (
      this.request !== this.list.request &&
      this.given.count === 0 &&
      idDirection(this.request) !== undefined &&
      cause.class === "rejected" &&
      JSON.stringify(cause.details?.["zoho"] ?? "").includes("sort_")
    );
  }

  private fromStart(request: ListRequest, from?: ContinueFrom): PageWalk {
    return new PageWalk({ ...this.list, request }, from?.query === undefined ? undefined : from);
  }

  private behindLast(after: string): BehindLast {
    const { caller, call, module = "", paging } = this.list;
    const { query } = withQuery(this.request, { page: undefined, page_token: undefined });
    const pageSize = numberOf(query.get("per_page")) ?? paging.wanted;
    return new BehindLast({
      caller,
      call,
      query,
      module,
      direction: idDirection(this.request) ?? "desc",
      pageSize: Math.max(1, Math.min(pageSize, paging.size)),
      after,
      sample: this.given.sample,
    });
  }
}

/** A scope that is missing, a module that queries do not know, a right that somebody lacks. */
function refusesQueries({ class: errorClass, code }: ZohoError): boolean {
  return errorClass === "invalid_scope" || (errorClass === "rejected" && code !== "environment_forbidden");
}
