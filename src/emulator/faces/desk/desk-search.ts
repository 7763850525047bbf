import { empty, json, type Reply } from "../../http/reply";
import type { OrgCall } from "../face";
import { numberParameter } from "../number-parameter";
import type { Collection } from "../records/collection";
import type { Row } from "../records/face-records";
import type { World } from "../../world";
import { DESK_CONTACTS, TICKETS } from "./desk-collections";
import { shownContact, shownTicket, ticketNumberOf } from "./desk-lists";
import { deskRefusal } from "./desk-reply";
import { inSearchOrder, isSearchOrder } from "./search-order";
import { type TimeTest, timeTests } from "./time-ranges";

/** Zoho Desk API, search: records at once. How far it reaches is a setting. */
const LIMIT = { preset: 10, min: 1, max: 100 };

/** `GET /tickets/search`. */
export function searchTickets(call: OrgCall): Reply {
  return search(
    call,
    TICKETS,
    ["subject", "status", "priority", "channel", "contactId", "ticketNumber"],
    (row) => found(row, shownTicket(call, row)),
  );
}

/** `GET /contacts/search`. */
export function searchContacts(call: OrgCall): Reply {
  return search(call, DESK_CONTACTS, ["firstName", "lastName", "email", "phone"], (row) =>
    found(row, shownContact(row)),
  );
}

/** Searches tell when a record was last changed, though nobody changed it since it was made. */
function found({ modifiedAt }: Row, shown: object): object {
  return { ...shown, modifiedTime: new Date(modifiedAt).toISOString() };
}

/** By the parameters that are sent, all of which must fit; `_all` looks into each field. 204 where nothing is found. */
function search(
  { world, request, org }: OrgCall,
  collection: Collection,
  names: readonly string[],
  shown: (row: Row) => object,
): Reply {
  const { query } = request;
  const reach = { preset: 0, min: 0, max: world.settings.deskSearchReach };
  const from = numberParameter(query.get("from"), reach);
  if (from === undefined) return deskRefusal(request, "badParameter", { values: { name: "from" } });
  const limit = numberParameter(query.get("limit"), LIMIT);
  if (limit === undefined) return deskRefusal(request, "badParameter", { values: { name: "limit" } });
  const order = query.get("sortBy") ?? "relevance";
  if (!isSearchOrder(order)) return deskRefusal(request, "badParameter", { values: { name: "sortBy" } });
  const times = timeTests(query);
  if (typeof times === "string") return deskRefusal(request, "badParameter", { values: { name: times } });
  const tests: readonly TimeTest[] = [...times, indexed(world)];
  const valueOf = ({ id, fields }: Row, name: string): unknown =>
    name === "ticketNumber" ? ticketNumberOf(id) : fields[name];
  const wanted = names.flatMap((name) => {
    const value = query.get(name);
    return value === null ? [] : [{ name, fits: fitting(value) }];
  });
  const everywhere = query.get("_all");
  const fitsAnywhere = everywhere === null ? undefined : fitting(`*${everywhere}*`);
  const rows = world.faceRecords
    .of(org, collection)
    .filter(
      (row) =>
        tests.every((test) => test(row)) &&
        wanted.every(({ name, fits }) => fits(valueOf(row, name))) &&
        (fitsAnywhere === undefined || names.some((name) => fitsAnywhere(valueOf(row, name)))),
    );
  const page = inSearchOrder(rows, order).slice(from, from + limit);
  return page.length === 0 ? empty(204) : json(200, { data: page.map(shown), count: rows.length });
}

/** What was written a moment ago is not in the index yet. */
function indexed({ settings, clock }: World): TimeTest {
  const newest = clock.now() - settings.deskSearchLag * 1000;
  return settings.deskSearchLag === 0 ? () => true : ({ modifiedAt }) => modifiedAt <= newest;
}

/** Without regard to case; `*` at an end stands for anything there. */
function fitting(wanted: string): (value: unknown) => boolean {
  const text = wanted.replace(/^\*|\*$/g, "").toLowerCase();
  const [isOpenLeft, isOpenRight] = [wanted.startsWith("*"), wanted.length > 1 && wanted.endsWith("*")];
  return (value) => {
    if (typeof value !== "string") return false;
    const one = value.toLowerCase();
    if (isOpenLeft && isOpenRight) return one.includes(text);
    if (isOpenLeft) return one.endsWith(text);
    return isOpenRight ? one.startsWith(text) : one === text;
  };
}
