import type { CancelSignal } from "../../time/cancel-signal";
import type { ZohoError } from "../../errors/zoho-error";
import type { ApiAnswer, ApiCall } from "../api-call";
import type { Caller } from "../call";
import { askCoql } from "./ask-coql";
import type { ContinueFrom } from "./continue-from";
import { askPage, type ListWalk, type Page } from "./list-walk";
import { isSameKind } from "./record-kind";
import { recordId } from "./record-id";

/** Rows of one query. COQL v8: 3 credits for 2,000. */
const ROWS = 2_000;

/** Zoho CRM v8, get records: IDs of one call. */
const IDS = 100;

/** Of these a query may give more than the list: converted leads are left out of a list that does not ask for them. */
const QUERY_GIVES_MORE: ReadonlySet<string> = new Set(["Leads"]);

/** A list in the order of the IDs, and how far it has been read. */
export interface ReadSoFar {
  readonly caller: Pick<Caller, "call">;
  /** The list, without a page in its query. */
  readonly call: ApiCall;
  /** Its query. */
  readonly query: URLSearchParams;
  readonly module: string;
  readonly direction: "asc" | "desc";
  readonly pageSize: number;
  readonly after: string;
  /** A record of the list as it is, where one has been seen. */
  readonly sample: unknown;
}

/**
 * Reads what comes behind the last record, by queries that have no end. Rows are given as they are where they look like
 * records of the list; else the query only finds the IDs, and the list itself is asked for the records with these.
 */
export class BehindLast implements ListWalk {
  private after: string;
  private waiting: readonly unknown[] = [];
  private answer: ApiAnswer | undefined;
  private hasMore = true;
  /** What is asked for besides the ID; none where rows can't stand for records. */
  private columns: readonly string[];

  constructor(private readonly list: ReadSoFar) {
    this.after = list.after;
    const fields = (list.query.get("fields") ?? "").split(",").map((field) => field.trim());
    const canStand = list.sample !== undefined && !QUERY_GIVES_MORE.has(list.module);
    this.columns = canStand && fields.every((field) => /^\w+$/.test(field)) ? fields : [];
  }

  get position(): ContinueFrom | undefined {
    return this.waiting.length > 0 || this.hasMore ? { after: this.after } : undefined;
  }

  async next(signal?: CancelSignal): Promise<Page | undefined> {
    if (this.waiting.length === 0) {
      if (!this.hasMore) return undefined;
      await this.query(signal);
    }
    const rows = this.waiting.slice(0, this.list.pageSize);
    const page =
      this.columns.length > 0 ? { records: rows, answer: this.answer } : await this.records(rows, signal);
    this.waiting = this.waiting.slice(rows.length);
    this.after = rows.map(recordId).findLast((id) => id !== undefined) ?? this.after;
    if (page.answer === undefined) return undefined;
    const { records } = page;
    const isLast = this.waiting.length === 0 && !this.hasMore;
    const info = { count: records.length, more_records: !isLast };
    return { records, answer: { ...page.answer, body: { data: records, info } }, isLast };
  }

  /** The next rows. */
  private async query(signal: CancelSignal | undefined): Promise<void> {
    const { caller, call, module, direction, sample } = this.list;
    const sign = direction === "asc" ? ">" : "<";
    const columns = this.columns.length > 0 ? this.columns.join(", ") : "id";
    const query = `select ${columns} from ${module} where id ${sign} '${this.after}' order by id ${direction} limit 0, ${String(ROWS)}`;
    try {
      const { answer, records, hasMore } = await askCoql(caller, call, query, signal);
      const canStand = this.columns.length > 0 && records.every((row) => isSameKind(row, sample));
      if (!canStand) this.columns = [];
      this.waiting = records;
      this.answer = answer;
      this.hasMore = hasMore;
    } catch (error) {
      // A field of the list that a query does not know.
      if (this.columns.length === 0 || (error as ZohoError).code !== "invalid_data") throw error;
      this.columns = [];
      await this.query(signal);
    }
  }

  /** The records of these rows, as the list gives them. One that is not in the list is left out. */
  private async records(
    rows: readonly unknown[],
    signal: CancelSignal | undefined,
  ): Promise<{ readonly records: readonly unknown[]; readonly answer: ApiAnswer | undefined }> {
    const ids = rows.flatMap((row) => recordId(row) ?? []);
    const found = new Map<string | undefined, unknown>();
    let { answer } = this;
    for (let start = 0; start < ids.length; start += IDS) {
      const query = new URLSearchParams(this.list.query);
      query.set("ids", ids.slice(start, start + IDS).join(","));
      query.set("per_page", String(IDS));
      const page = await askPage(
        this.list.caller,
        this.list.call,
        { query, headers: {}, body: undefined },
        signal,
      );
      for (const record of page.records) found.set(recordId(record), record);
      answer = page.answer;
    }
    return { records: ids.flatMap((id) => (found.has(id) ? [found.get(id)] : [])), answer };
  }
}
