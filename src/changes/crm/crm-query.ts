import type { ApiCall } from "../../api/api-call";
import type { Caller } from "../../api/call";
import { askCoql } from "../../api/paging/ask-coql";
import type { CancelSignal } from "../../time/cancel-signal";
import type { Clock } from "../../time/clock";
import { askedAsOf } from "../as-of";
import type { RowPage } from "../change-reader";
import { crmRows } from "./crm-row";
import { crmTime, wholeSecond } from "./crm-time";

/** Rows of the first query of a poll, for one credit, and of any further one, for three. CRM v8: API limits. */
const FIRST_ROWS = 200;
const MORE_ROWS = 2_000;

const SECOND_MS = 1_000;

/** Records of one module that pass a condition. */
export interface CrmQuery {
  readonly caller: Pick<Caller, "call">;
  readonly clock: Pick<Clock, "monotonic">;
  /** Of the module's list, as `askCoql` takes it. */
  readonly call: ApiCall;
  readonly fields: readonly string[];
  /** As `coqlFilter` gives it. */
  readonly condition: string;
}

/**
 * Reads a module in the order of changes by queries, which alone can ask for a condition: one credit where at most 200 rows
 * have changed, and three for every further 2,000. Needs the scope for queries. COQL v8: get records.
 *
 * The next query begins at the time of the last row. Where more rows than one query gives were changed in one second, that
 * second is read in the order of the IDs: how Zoho orders rows of the same second it does not say.
 */
export async function* crmQuery(
  query: CrmQuery,
  since: number | undefined,
  signal?: CancelSignal,
): AsyncGenerator<RowPage, void, void> {
  let from = since === undefined ? undefined : wholeSecond(since);
  let count = FIRST_ROWS;
  for (;;) {
    const page = await askRows(query, selectSince(query, from, count), signal);
    const last = page.rows.at(-1)?.at;
    yield page;
    if (page.isLast || last === undefined) return;
    if (last !== from) {
      from = last;
    } else if (count === MORE_ROWS) {
      yield* rowsOfSecond(query, last, signal);
      from = last + SECOND_MS;
    }
    count = MORE_ROWS;
  }
}

/** Shows whether Zoho takes the query, and tells its time. */
export async function crmNewestRow(query: CrmQuery, signal?: CancelSignal): Promise<RowPage> {
  const { condition } = query;
  return askRows(query, `where ${condition} order by Modified_Time desc limit 0, 1`, signal);
}

async function* rowsOfSecond(
  query: CrmQuery,
  second: number,
  signal: CancelSignal | undefined,
): AsyncGenerator<RowPage, void, void> {
  let after = "0";
  for (;;) {
    const within = `(Modified_Time >= '${crmTime(second)}' and Modified_Time < '${crmTime(second + SECOND_MS)}')`;
    const where = `((${within} and id > '${after}') and ${query.condition})`;
    const page = await askRows(query, `where ${where} order by id asc limit 0, ${String(MORE_ROWS)}`, signal);
    yield { ...page, isLast: false };
    const last = page.rows.at(-1)?.id;
    if (page.isLast || last === undefined) return;
    after = last;
  }
}

function selectSince({ condition }: CrmQuery, from: number | undefined, count: number): string {
  const where = from === undefined ? condition : `(Modified_Time >= '${crmTime(from)}' and ${condition})`;
  return `where ${where} order by Modified_Time asc, id asc limit 0, ${String(count)}`;
}

async function askRows(
  { caller, clock, call, fields }: CrmQuery,
  clauses: string,
  signal: CancelSignal | undefined,
): Promise<RowPage> {
  const select = `select ${fields.join(", ")} from ${call.path} ${clauses}`;
  const sentAt = clock.monotonic();
  const { answer, records, hasMore } = await askCoql(caller, call, select, signal);
  return { rows: crmRows(records, call.path), asOf: askedAsOf(answer, sentAt, clock), isLast: !hasMore };
}
