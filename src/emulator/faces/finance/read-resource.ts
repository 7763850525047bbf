import { zohoTime } from "../../crm/zoho-time";
import type { Reply } from "../../http/reply";
import type { OrgCall } from "../face";
import type { Row } from "../records/face-records";
import { numberParameter } from "../number-parameter";
import { financeRefusal, financeSuccess } from "./finance-reply";
import type { FinanceResource } from "./finance-resource";
import { listedRows } from "./listed-rows";

/** Zoho Books API v3: pagination. */
const PER_PAGE = { preset: 200, min: 1, max: 200 };
const PAGE = { preset: 1, min: 1, max: 999_999 };

/** `GET /contacts` and its like: a list without rows is a success with an empty array. */
export function listOf(resource: FinanceResource): (call: OrgCall) => Reply {
  return (call) => {
    const { world, request } = call;
    const page = numberParameter(request.query.get("page"), PAGE);
    if (page === undefined) return financeRefusal(world, request, "badValue", { name: "page" });
    const perPage = numberParameter(request.query.get("per_page"), PER_PAGE);
    if (perPage === undefined) return financeRefusal(world, request, "badValue", { name: "per_page" });
    const listed = listedRows(call, resource, { from: (page - 1) * perPage, limit: perPage });
    if ("status" in listed) return listed;
    return financeSuccess(200, {
      [resource.list]: listed.shown.map((row) => listedResource(call, resource, row)),
      page_context: {
        page,
        per_page: perPage,
        has_more_page: page * perPage < listed.total,
        report_name: `${resource.title}s`,
        applied_filter: "Status.All",
        sort_column: listed.sortColumn,
        sort_order: listed.sortOrder,
      },
    });
  };
}

/** `GET /contacts/{contact_id}` and its like; `accept=pdf` gives a document where there is one. */
export function oneOf(resource: FinanceResource): (call: OrgCall) => Reply {
  return (call) => {
    const { world, request, org, params } = call;
    const row = world.faceRecords.of(org, resource.collection).get(params[resource.id] ?? "");
    if (row === undefined) return financeRefusal(world, request, "notFound", { what: resource.title });
    if (resource.hasPdf === true && request.query.get("accept") === "pdf") return document(resource, row);
    return financeSuccess(200, { [resource.one]: shownResource(call, resource, row) });
  };
}

/** A record as the finance apps write it: its times without a colon in the offset. */
export function shownResource(
  { org }: OrgCall,
  resource: FinanceResource,
  { id, createdAt, modifiedAt, fields }: Row,
): Readonly<Record<string, unknown>> {
  const time = (ms: number): string => zohoTime(ms, org.place.offset).replace(/:(\d\d)$/, "$1");
  return {
    [resource.id]: id,
    ...fields,
    created_time: time(createdAt),
    last_modified_time: time(modifiedAt),
  };
}

/** Lists leave the lines out. */
function listedResource(
  call: OrgCall,
  resource: FinanceResource,
  row: Row,
): Readonly<Record<string, unknown>> {
  const { line_items: _lines, ...shown } = shownResource(call, resource, row);
  return shown;
}

/** The smallest thing that viewers take for a document. */
function document({ title }: FinanceResource, { id }: Row): Reply {
  const body = Buffer.from(
    `%PDF-1.4\n% ${title} ${id}\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n`,
  );
  return {
    status: 200,
    headers: { "Content-Type": "application/pdf", "Content-Disposition": `attachment; filename="${id}.pdf"` },
    body,
  };
}
