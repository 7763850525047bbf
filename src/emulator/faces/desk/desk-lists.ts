import { empty, json, type Reply } from "../../http/reply";
import type { OrgCall } from "../face";
import type { Collection } from "../records/collection";
import type { Row } from "../records/face-records";
import { numberParameter } from "../number-parameter";
import { DESK_CONTACTS, TICKETS } from "./desk-collections";
import { deskRefusal } from "./desk-reply";

/** Zoho Desk API: `limit` is 1 to 100 for tickets, 50 where it is not sent. `from` is an index, not a page. */
const LIMIT = { preset: 50, min: 1, max: 100 };
const FROM = { preset: 0, min: 0, max: 999_999_999 };

/** `GET /tickets`. */
export function listTickets(call: OrgCall): Reply {
  return list(call, TICKETS, (row) => shownTicket(call, row));
}

/** `GET /tickets/{id}`. */
export function getTicket(call: OrgCall): Reply {
  const row = call.world.faceRecords.of(call.org, TICKETS).get(call.params["id"] ?? "");
  return row === undefined ? deskRefusal(call.request, "notFound") : json(200, shownTicket(call, row));
}

/** `GET /contacts`. */
export function listContacts(call: OrgCall): Reply {
  return list(call, DESK_CONTACTS, shownContact);
}

/** `GET /contacts/{id}`. */
export function getContact({ world, request, org, params }: OrgCall): Reply {
  const row = world.faceRecords.of(org, DESK_CONTACTS).get(params["id"] ?? "");
  return row === undefined ? deskRefusal(request, "notFound") : json(200, shownContact(row));
}

/** `data` alone: nothing tells whether more follows, and a page beyond the end has no body. */
function list(call: OrgCall, collection: Collection, shown: (row: Row) => unknown): Reply {
  const { query } = call.request;
  const from = numberParameter(query.get("from"), FROM);
  if (from === undefined) return deskRefusal(call.request, "badParameter", { values: { name: "from" } });
  const limit = numberParameter(query.get("limit"), LIMIT);
  if (limit === undefined) return deskRefusal(call.request, "badParameter", { values: { name: "limit" } });
  const rows = call.world.faceRecords.of(call.org, collection).page(from, limit);
  return rows.length === 0 ? empty(204) : json(200, { data: rows.map(shown) });
}

/** A contact as Desk writes it. */
export function shownContact({ id, createdAt, modifiedAt, fields }: Row): object {
  const modified = modifiedAt === createdAt ? {} : { modifiedTime: new Date(modifiedAt).toISOString() };
  return { id, ...fields, createdTime: new Date(createdAt).toISOString(), ...modified };
}

/** A ticket as Desk writes it. Ticket numbers are the end of the ID. */
export function shownTicket({ org }: OrgCall, { id, createdAt, modifiedAt, fields }: Row): object {
  return {
    id,
    ticketNumber: ticketNumberOf(id),
    ...fields,
    createdTime: new Date(createdAt).toISOString(),
    ...(modifiedAt === createdAt ? {} : { modifiedTime: new Date(modifiedAt).toISOString() }),
    webUrl: `https://desk.example/${org.id}/tickets/${id}`,
  };
}

/** The end of the ID. */
export function ticketNumberOf(id: string): string {
  return String(Number(id.slice(-9)));
}
