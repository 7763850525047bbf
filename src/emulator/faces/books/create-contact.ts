import { isObject } from "../../http/is-object";
import type { Reply } from "../../http/reply";
import type { OrgCall } from "../face";
import { booksRefusal, booksSuccess } from "./books-reply";
import { CONTACTS } from "./books-resource";
import { shownResource } from "./read-resource";

/** Zoho Books API v3, create a contact: length of names. */
const MAX_NAME = 200;
const TEXTS = ["contact_type", "first_name", "last_name"];

/** `POST /contacts`. */
export function createContact(call: OrgCall): Reply {
  const { world, request, org } = call;
  const body = request.json();
  if (!isObject(body)) return booksRefusal(world, request, "badBody");
  const name = Object.hasOwn(body, "contact_name") ? body["contact_name"] : undefined;
  if (name === undefined || name === null || name === "") {
    return booksRefusal(world, request, "missingValue", { name: "contact_name" });
  }
  if (typeof name !== "string") return booksRefusal(world, request, "badValue", { name: "contact_name" });
  const given = TEXTS.filter((one) => Object.hasOwn(body, one));
  const wrong = given.find((one) => typeof body[one] !== "string");
  if (wrong !== undefined) return booksRefusal(world, request, "badValue", { name: wrong });
  const long = ["contact_name", ...given].find((one) => String(body[one]).length > MAX_NAME);
  if (long !== undefined) {
    return booksRefusal(world, request, "tooLong", { name: long, limit: String(MAX_NAME) });
  }
  const fields = {
    contact_name: name,
    contact_type: "customer",
    status: "active",
    ...Object.fromEntries(given.map((one) => [one, body[one]])),
    currency_code: org.place.currency,
    outstanding_receivable_amount: 0,
  };
  const row = world.faceRecords.of(org, CONTACTS.collection).add(fields, world.clock.now());
  request.facts.items = 1;
  world.touch();
  const contact = shownResource(call, CONTACTS, row);
  return booksSuccess(201, { contact }, "The contact has been added.");
}
