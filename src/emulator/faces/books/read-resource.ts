import { zohoTime } from "../../crm/zoho-time";
import type { Reply } from "../../http/reply";
import type { OrgCall } from "../face";
import type { Row } from "../records/face-records";
import { numberParameter } from "../number-parameter";
import { booksRefusal, booksSuccess } from "./books-reply";
import type { BooksResource } from "./books-resource";

/** Zoho Books API v3: pagination. */
const PER_PAGE = { preset: 200, min: 1, max: 200 };
const PAGE = { preset: 1, min: 1, max: 999_999 };

/** `GET /contacts`, `GET /invoices`: a list without rows is a success with an empty array. */
export function listOf(resource: BooksResource): (call: OrgCall) => Reply {
  return (call) => {
    const { world, request, org } = call;
    const page = numberParameter(request.query.get("page"), PAGE);
    if (page === undefined) return booksRefusal(world, request, "badValue", { name: "page" });
    const perPage = numberParameter(request.query.get("per_page"), PER_PAGE);
    if (perPage === undefined) return booksRefusal(world, request, "badValue", { name: "per_page" });
    const rows = world.faceRecords.of(org, resource.collection);
    return booksSuccess(200, {
      [resource.list]: rows
        .page((page - 1) * perPage, perPage)
        .map((row) => shownResource(call, resource, row)),
      page_context: {
        page,
        per_page: perPage,
        has_more_page: page * perPage < rows.count(),
        report_name: `${resource.title}s`,
        applied_filter: "Status.All",
        sort_column: "created_time",
        sort_order: "A",
      },
    });
  };
}

/** `GET /contacts/{contact_id}`, `GET /invoices/{invoice_id}`. */
export function oneOf(resource: BooksResource): (call: OrgCall) => Reply {
  return (call) => {
    const { world, request, org, params } = call;
    const row = world.faceRecords.of(org, resource.collection).get(params[resource.id] ?? "");
    if (row === undefined) return booksRefusal(world, request, "notFound", { what: resource.title });
    return booksSuccess(200, { [resource.one]: shownResource(call, resource, row) });
  };
}

/** A record as Books writes it: its times without a colon in the offset. */
export function shownResource(
  { org }: OrgCall,
  resource: BooksResource,
  { id, createdAt, fields }: Row,
): Readonly<Record<string, unknown>> {
  const time = zohoTime(createdAt, org.place.offset).replace(/:(\d\d)$/, "$1");
  return { [resource.id]: id, ...fields, created_time: time, last_modified_time: time };
}
