import type { ApiCall } from "../../api/api-call";
import { MOST_FIELDS } from "../../api/module-fields";
import { invalidInput } from "../../errors/invalid-input";
import { ZohoError } from "../../errors/zoho-error";
import type { CancelSignal } from "../../time/cancel-signal";
import { timeToldBy } from "../as-of";
import type { ChangeParts } from "../change-parts";
import type { ChangeQuery } from "../change-query";
import type { ChangeReader } from "../change-reader";
import { isModuleName } from "../module-names";
import { coqlFilter } from "./coql-filter";
import { crmDeleted } from "./crm-deleted";
import { type CrmList, crmFirstPage, crmList } from "./crm-list";
import { crmNewestRow, type CrmQuery, crmQuery } from "./crm-query";

/** What changes are told by. */
const TIMES = ["Modified_Time", "Created_Time"] as const;

/**
 * The changes of a CRM module, by the way that takes the fewest calls and credits.
 *
 * Without a filter: lists. A poll that finds up to 200 changes is one call for one credit, as it would be by a query; it
 * needs no scope but the module's, gives lookups with their names and e-mail addresses as every list does, and has no body
 * where nothing has changed. A query would take 3 credits for 2,000 changes where lists take 10, but rarely are there so many
 * between two polls.
 *
 * With a filter: queries, because lists can't be filtered; the scope for them must have been granted. The search API could
 * filter, too, but costs 3 credits for 200, ends at 2,000 and finds changes late.
 *
 * Deleted records are only told of by a list of their own, for two credits; no filter applies to them.
 *
 * @throws ZohoError `invalid_input` for a module that is no API name, too many fields, a filter that can't be read
 */
export function crmReader(query: ChangeQuery, parts: ChangeParts): ChangeReader {
  const { connection, org, module, fields, deleted, filter = "" } = query;
  if (!isModuleName(module)) throw invalidInput("The module", "is no API name of one, such as Leads");
  const chosen = fields.length > 0 ? withTimes(fields) : undefined;
  if (chosen !== undefined && chosen.length > MOST_FIELDS) {
    const most = String(MOST_FIELDS - TIMES.length);
    throw invalidInput("The fields", `are more than ${most}: Zoho gives no more at once`);
  }
  if (chosen?.some((name) => !/^\w+$/.test(name)) === true)
    throw invalidInput("The fields", "must be API names such as Last_Name");
  const condition = filter.trim() === "" ? undefined : coqlFilter(filter);
  const { caller, clock, moduleFields } = parts;
  const call: ApiCall = {
    connection,
    product: "crm",
    method: "GET",
    path: module,
    ...(org !== undefined && { org }),
    ...parts.sending,
  };

  async function names(signal: CancelSignal | undefined): Promise<readonly string[]> {
    const asked = signal === undefined ? call : { ...call, signal };
    if (chosen !== undefined) return chosen;
    const all = namesIn(await moduleFields.named(asked));
    if (all.length === 0) throw new ZohoError("fields_missing", { details: { path: module } });
    return withTimes(all);
  }
  async function list(signal: CancelSignal | undefined): Promise<CrmList> {
    const inQuery = new URLSearchParams({ fields: (await names(signal)).join(",") });
    // A lead that was converted was changed, too, and is left out otherwise.
    if (module === "Leads") inQuery.set("converted", "both");
    return { caller, clock, call: { ...call, query: inQuery } };
  }
  async function rows(where: string, signal: CancelSignal | undefined): Promise<CrmQuery> {
    return { caller, clock, call, fields: await names(signal), condition: where };
  }

  return {
    async now(signal) {
      const newest = { sort_by: "Modified_Time", sort_order: "desc", per_page: "1" };
      const page =
        condition === undefined
          ? await crmFirstPage(await list(signal), newest, signal)
          : await crmNewestRow(await rows(condition, signal), signal);
      return timeToldBy(page);
    },
    async *rows(since, signal) {
      if (condition === undefined) yield* crmList(await list(signal), since, signal);
      else yield* crmQuery(await rows(condition, signal), since, signal);
    },
    deleted:
      deleted === "not" ? undefined : (since, signal) => crmDeleted({ caller, clock, call }, since, signal),
  };
}

/** The fields with the times among them; of those that nobody has chosen as many as there is room for. */
function withTimes(names: readonly string[]): readonly string[] {
  const others = [...new Set(names)].filter((name) => name !== "id" && !TIMES.some((time) => time === name));
  return [...others, ...TIMES];
}

/** The fields that a list of the module would be asked for, without two: the times must find room. */
function namesIn({ query }: ApiCall): readonly string[] {
  const names = (query?.get("fields") ?? "").split(",").filter((name) => name !== "");
  const others = names.filter((name) => !TIMES.some((time) => time === name));
  return others.slice(0, MOST_FIELDS - TIMES.length);
}
