import { CURSOR_HEADER } from "../../api/paging/cursor-pager";
import { invalidInput } from "../../errors/invalid-input";
import { timeToldBy } from "../as-of";
import type { CancelSignal } from "../../time/cancel-signal";
import { type AskedPage, pagesOf } from "../asked-page";
import type { ChangeParts } from "../change-parts";
import type { ChangeQuery } from "../change-query";
import type { ChangeReader, ReadRow, RowPage } from "../change-reader";
import { HeldRows } from "../held-rows";
import { type RowForm, rowOf } from "../row-of";
import { CREATOR_DATE_TIME, DateTimeForm } from "../times/date-time-form";
import { Zone } from "../times/zone";
import { reportPath } from "./report-path";

/** Zoho Creator API v2.1, get records: records at once. */
const MAX_RECORDS = 1_000;

/** Fields that Creator keeps by itself, where a report shows them. */
const TIMES = ["Modified_Time", "Added_Time"] as const;

/** A record may be a little newer than Zoho's clock showed when it was asked. */
const SLACK_MS = 60_000;

/**
 * The changes of a Creator report by criteria on its times: one call where there are no more than 1,000. A report comes in
 * an order of its own, so changes are put in order here. Times are in the application's form and zone, without an offset.
 * Zoho Creator API v2.1: get records, criteria.
 *
 * @throws ZohoError `invalid_input` for a report that is none, or without the application's zone
 */
export function creatorReader(query: ChangeQuery, parts: ChangeParts): ChangeReader {
  const ask = pagesOf(query, reportPath(query.module), parts);
  if (query.application === undefined || query.application.timeZone === "") {
    throw invalidInput(
      "The application's time zone",
      "is missing: Creator writes times without one, so choose it as in the application's settings",
    );
  }
  const zone = new Zone(query.application.timeZone);
  const times = new DateTimeForm(query.application.dateTimeFormat ?? CREATOR_DATE_TIME);

  async function readPage(
    { since, cursor, limit = MAX_RECORDS }: ReportPlace,
    signal: CancelSignal | undefined,
  ): Promise<AskedPage & { readonly rows: readonly ReadRow[] }> {
    const asked = new URLSearchParams({ max_records: String(limit), ...fieldsAsked(query.fields) });
    const criteria = criteriaOf(query.filter, since, (ms) => times.write(zone.earliestWallSince(ms)));
    if (criteria !== undefined) asked.set("criteria", criteria);
    const page = await ask(asked, signal, cursor === undefined ? {} : { [CURSOR_HEADER]: cursor });
    const latest = page.asOf === undefined ? Number.POSITIVE_INFINITY : page.asOf + SLACK_MS;
    const form: RowForm = {
      what: `Records of the report ${query.module}`,
      idField: "ID",
      changedFields: TIMES,
      createdField: "Added_Time",
      readTime(text) {
        const wall = times.read(text);
        return wall === undefined ? Number.NaN : zone.momentOf(wall, latest);
      },
      remedy: `let the report show Modified_Time and Added_Time, in the form ${times.form}`,
      fields: query.fields,
    };
    return { ...page, rows: page.records.map((record) => rowOf(record, form)) };
  }

  return {
    deleted: undefined,
    async now(signal) {
      const { asOf } = await readPage({ since: undefined, cursor: undefined, limit: 1 }, signal);
      return timeToldBy({ asOf, rows: [] });
    },
    async *rows(since, signal): AsyncGenerator<RowPage, void, void> {
      let cursor: string | undefined;
      let held: HeldRows | undefined;
      do {
        const { rows, headers, asOf } = await readPage({ since, cursor }, signal);
        held ??= new HeldRows(asOf);
        yield* held.add(rows);
        cursor = headers[CURSOR_HEADER];
      } while (cursor !== undefined && cursor !== "");
      yield* held.end();
    },
  };
}

interface ReportPlace {
  /** Milliseconds since 1970; undefined: from the beginning. */
  readonly since: number | undefined;
  readonly cursor: string | undefined;
  readonly limit?: number;
}

function fieldsAsked(fields: readonly string[]): Readonly<Record<string, string>> {
  if (fields.length === 0) return { field_config: "all" };
  return { field_config: "custom", fields: [...new Set(["ID", ...fields, ...TIMES])].join(",") };
}

/** Whether a record that nobody has changed yet has a time of change is not said on Zoho's page: either counts. */
function criteriaOf(
  filter: string | undefined,
  since: number | undefined,
  write: (ms: number) => string,
): string | undefined {
  const own = filter === undefined || filter.trim() === "" ? [] : [`(${filter.trim()})`];
  const text = since === undefined ? undefined : write(Math.floor(since / 1000) * 1000);
  const changed = text === undefined ? [] : [`(${TIMES.map((name) => `${name} >= '${text}'`).join(" || ")})`];
  const all = [...own, ...changed];
  return all.length === 0 ? undefined : all.join(" && ");
}
