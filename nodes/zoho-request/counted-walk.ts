import type { CancelSignal } from "../../src/time/cancel-signal";
import type { ApiAnswer, ApiCall } from "../../src/api/api-call";
import type { ListWalk } from "../../src/api/paging/list-walk";
import { isZohoError, type ZohoError } from "../../src/errors/zoho-error";
import { resultFacts } from "./result-facts";

/** A page of a list for a flow. */
export interface CountedPage {
  readonly records: readonly unknown[];
  readonly answer: ApiAnswer;
  /** True where no other page is asked for. */
  readonly isLast: boolean;
}

/** A list that is read for a flow: counts, and stops where the flow wants no more. */
export class CountedWalk {
  records = 0;
  pages = 0;
  /** True where Zoho has more than was given. */
  moreRecords = true;
  private answer: ApiAnswer | undefined;
  private isOver = false;

  /**
   * @param id by which messages speak of it
   * @param maxRecords undefined: all
   */
  constructor(
    readonly id: string,
    private readonly call: ApiCall,
    private readonly walk: ListWalk,
    private readonly maxRecords: number | undefined,
  ) {}

  /**
   * The next page, or undefined where there is none.
   *
   * @throws ZohoError that says how far the list was read and how to go on
   */
  async next(signal: CancelSignal): Promise<CountedPage | undefined> {
    if (this.isOver) return undefined;
    const page = await this.walk.next(signal).catch((error: unknown) => {
      throw isZohoError(error) ? this.withProgress(error) : error;
    });
    this.isOver = page?.isLast ?? true;
    if (page === undefined) {
      this.moreRecords = false;
      return undefined;
    }
    const left = (this.maxRecords ?? Number.POSITIVE_INFINITY) - this.records;
    const records = page.records.length > left ? page.records.slice(0, left) : page.records;
    this.records += records.length;
    this.pages++;
    this.answer = page.answer;
    this.moreRecords = !page.isLast || records.length < page.records.length;
    this.isOver ||= this.records >= (this.maxRecords ?? Number.POSITIVE_INFINITY);
    return { records, answer: page.answer, isLast: this.isOver };
  }

  /** The last answer's status and `msg.zohoResult`; undefined before the first. */
  facts(
    given: number,
    more: Readonly<Record<string, unknown>> = {},
  ): { readonly statusCode: number; readonly zohoResult: Record<string, unknown> } | undefined {
    const { answer, id, records: total, pages, moreRecords } = this;
    if (answer === undefined) return undefined;
    const counts = { records: given, total, pages, moreRecords };
    return {
      statusCode: answer.status,
      zohoResult: { ...resultFacts(this.call, answer, counts), walk: id, ...more },
    };
  }

  private withProgress(error: ZohoError): ZohoError {
    const { records, pages } = this;
    const continueFrom = this.walk.position;
    const told = error.copy();
    told.cause.details = {
      ...told.cause.details,
      records,
      pages,
      ...(continueFrom !== undefined && { continueFrom }),
    };
    return told;
  }
}
