import { isObject } from "../../http/is-object";
import { json, type Reply } from "../../http/reply";
import type { OrgCall } from "../face";
import { DESK_CONTACTS, departmentOf, TICKETS } from "./desk-collections";
import { shownTicket } from "./desk-lists";
import { type DeskFieldError, deskRefusal } from "./desk-reply";

/** Fields that a caller may set, and what they are where a caller does not. Zoho Desk API: create a ticket. */
const DEFAULTS = { status: "Open", priority: null, channel: "Web", description: null } as const;
const MANDATORY = ["subject", "departmentId", "contactId"];
const MAX_TEXT = 255;

/** `POST /tickets`. */
export function createTicket(call: OrgCall): Reply {
  const { world, request, org } = call;
  if (request.body.length === 0) return deskRefusal(request, "emptyBody");
  const body = request.json();
  if (!isObject(body)) return deskRefusal(request, "badBody");
  const errors = fieldErrors(call, body, "all");
  if (errors.length > 0) return deskRefusal(request, "badData", { errors });
  const { subject, departmentId, contactId } = body;
  const given = Object.keys(DEFAULTS).filter((name) => Object.hasOwn(body, name));
  const chosen: Readonly<Record<string, unknown>> = Object.fromEntries(
    given.map((name) => [name, body[name]] as const),
  );
  const fields = { subject, departmentId, contactId, ...DEFAULTS, ...chosen };
  const row = world.faceRecords.of(org, TICKETS).add(fields, world.clock.now());
  request.facts.items = 1;
  world.touch();
  return json(200, shownTicket(call, row));
}

/** `PATCH /tickets/{id}`: what is not sent stays as it is. */
export function updateTicket(call: OrgCall): Reply {
  const { world, request, org, params } = call;
  const rows = world.faceRecords.of(org, TICKETS);
  const id = params["id"] ?? "";
  if (rows.get(id) === undefined) return deskRefusal(request, "notFound");
  if (request.body.length === 0) return deskRefusal(request, "emptyBody");
  const body = request.json();
  if (!isObject(body)) return deskRefusal(request, "badBody");
  const errors = fieldErrors(call, body, "sent");
  if (errors.length > 0) return deskRefusal(request, "badData", { errors });
  const names = [...MANDATORY, ...Object.keys(DEFAULTS)].filter((name) => Object.hasOwn(body, name));
  const fields = Object.fromEntries(names.map((name) => [name, body[name]]));
  const row = rows.update(id, fields, world.clock.now());
  if (row === undefined) return deskRefusal(request, "notFound");
  request.facts.items = 1;
  world.touch();
  return json(200, shownTicket(call, row));
}

function fieldErrors(
  call: OrgCall,
  body: Readonly<Record<string, unknown>>,
  checked: "all" | "sent",
): readonly DeskFieldError[] {
  const errors: DeskFieldError[] = [];
  for (const name of MANDATORY.filter((one) => checked === "all" || Object.hasOwn(body, one))) {
    if (!Object.hasOwn(body, name) || body[name] === null || body[name] === "") {
      errors.push({ fieldName: `/${name}`, errorType: "missing", errorMessage: "" });
    } else if (!isAccepted(call, name, body[name])) {
      errors.push({ fieldName: `/${name}`, errorType: "invalid", errorMessage: "" });
    }
  }
  for (const name of Object.keys(DEFAULTS)) {
    const value = Object.hasOwn(body, name) ? body[name] : null;
    if (value !== null && !isText(value)) {
      errors.push({ fieldName: `/${name}`, errorType: "invalid", errorMessage: "" });
    }
  }
  return errors;
}

function isAccepted({ world, org }: OrgCall, name: string, value: unknown): boolean {
  if (!isText(value)) return false;
  if (name === "departmentId") return value === departmentOf(org);
  return name !== "contactId" || world.faceRecords.of(org, DESK_CONTACTS).get(value) !== undefined;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value.length <= MAX_TEXT;
}
