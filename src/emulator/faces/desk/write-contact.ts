import { isObject } from "../../http/is-object";
import { json, type Reply } from "../../http/reply";
import type { OrgCall } from "../face";
import { DESK_CONTACTS } from "./desk-collections";
import { shownContact } from "./desk-lists";
import { type DeskFieldError, deskRefusal } from "./desk-reply";

/** Fields that a caller may set. Zoho Desk API: create a contact. */
const NAMES = ["lastName", "firstName", "email", "phone", "type"];
const MAX_TEXT = 255;

/** `POST /contacts`: lastName is mandatory. */
export function createContact(call: OrgCall): Reply {
  const { world, org } = call;
  const sent = sentFields(call, "all");
  if ("status" in sent) return sent;
  const fields = { firstName: null, email: null, phone: null, type: null, ...sent.fields };
  return written(call, world.faceRecords.of(org, DESK_CONTACTS).add(fields, world.clock.now()));
}

/** `PATCH /contacts/{id}`: what is not sent stays as it is. */
export function updateContact(call: OrgCall): Reply {
  const { world, request, org, params } = call;
  const rows = world.faceRecords.of(org, DESK_CONTACTS);
  const id = params["id"] ?? "";
  if (rows.get(id) === undefined) return deskRefusal(request, "notFound");
  const sent = sentFields(call, "sent");
  if ("status" in sent) return sent;
  const row = rows.update(id, sent.fields, world.clock.now());
  return row === undefined ? deskRefusal(request, "notFound") : written(call, row);
}

function written({ world, request }: OrgCall, row: Parameters<typeof shownContact>[0]): Reply {
  request.facts.items = 1;
  world.touch();
  return json(200, shownContact(row));
}

function sentFields(
  { request }: OrgCall,
  checked: "all" | "sent",
): { readonly fields: Readonly<Record<string, unknown>> } | Reply {
  if (request.body.length === 0) return deskRefusal(request, "emptyBody");
  const body = request.json();
  if (!isObject(body)) return deskRefusal(request, "badBody");
  const names = NAMES.filter((name) => Object.hasOwn(body, name));
  const errors = names
    .filter((name) => !isAccepted(name, body[name]))
    .map((name): DeskFieldError => ({ fieldName: `/${name}`, errorType: "invalid", errorMessage: "" }));
  if (checked === "all" && !names.includes("lastName")) {
    errors.push({ fieldName: "/lastName", errorType: "missing", errorMessage: "" });
  }
  if (errors.length > 0) return deskRefusal(request, "badData", { errors });
  return { fields: Object.fromEntries(names.map((name) => [name, body[name]])) };
}

function isAccepted(name: string, value: unknown): boolean {
  if (value === null) return name !== "lastName";
  if (typeof value !== "string" || value.length > MAX_TEXT) return false;
  return name !== "email" || /^[^\s@]+@[^\s@]+$/.test(value);
}
