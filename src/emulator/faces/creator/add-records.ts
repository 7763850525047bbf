import { isObject } from "../../http/is-object";
import { json, type Reply } from "../../http/reply";
import type { Row } from "../records/face-records";
import type { CreatorField } from "./creator-app";
import { CREATOR_ERRORS } from "./creator-errors";
import { CREATOR_SUCCESS, creatorRefusal } from "./creator-reply";
import type { FormCall } from "./in-application";

/** Zoho Creator API v2.1, add records: per request, and characters of a single line. */
const MAX_RECORDS = 200;
const MAX_TEXT = 255;
const BAD_RECORD = CREATOR_ERRORS.badRecord.code;

/**
 * `POST /data/{owner}/{app}/form/{form}`. Each record succeeds or fails by itself, and the whole is 200 with code 3000
 * even where all failed.
 */
export function addRecords(call: FormCall): Reply {
  const { world, request, form } = call;
  const body = request.json();
  const data = isObject(body) && Object.hasOwn(body, "data") ? body["data"] : undefined;
  if (!Array.isArray(data) || data.length === 0) {
    return creatorRefusal(world, request, "missingParameter", { name: "data" });
  }
  if (data.length > MAX_RECORDS) return creatorRefusal(world, request, "tooManyRecords");
  const result = (data as readonly unknown[]).map((item) => {
    const error = isObject(item) ? fieldErrors(form.fields, item, "all") : { data: "Enter a valid record" };
    if (Object.keys(error).length > 0) {
      request.facts.code = String(BAD_RECORD);
      return { code: BAD_RECORD, error };
    }
    const row = add(call, item as Readonly<Record<string, unknown>>);
    return { code: CREATOR_SUCCESS, data: { ID: row.id }, message: "Data Added Successfully!" };
  });
  request.facts.items = result.length;
  world.touch();
  return json(200, { code: CREATOR_SUCCESS, result });
}

function add({ world, org, form }: FormCall, item: Readonly<Record<string, unknown>>): Row {
  const fields = form.fields.map(({ name }) => [name, isSent(item, name) ? String(item[name]) : ""]);
  return world.faceRecords
    .of(org, form.collection)
    .add(Object.fromEntries(fields) as Row["fields"], world.clock.now());
}

/** What is wrong with an item, by field. @param checked "sent": fields that are left out stay as they are */
export function fieldErrors(
  fields: readonly CreatorField[],
  item: Readonly<Record<string, unknown>>,
  checked: "all" | "sent",
): Readonly<Record<string, string>> {
  const errors: Record<string, string> = {};
  for (const { name, kind, isMandatory } of fields) {
    if (!isSent(item, name)) {
      if (isMandatory && (checked === "all" || Object.hasOwn(item, name)))
        errors[name] = `Enter a value for ${name}`;
    } else if (!isAccepted(kind, item[name])) {
      errors[name] = `Enter a valid value for ${name}`;
    }
  }
  return errors;
}

function isSent(item: Readonly<Record<string, unknown>>, name: string): boolean {
  return Object.hasOwn(item, name) && item[name] !== null && item[name] !== "";
}

function isAccepted(kind: CreatorField["kind"], value: unknown): boolean {
  if (typeof value !== "string" && typeof value !== "number") return false;
  const text = String(value);
  switch (kind) {
    case "text":
      return text.length <= MAX_TEXT;
    case "number":
      return /^-?\d{1,19}$/.test(text);
    case "email":
      return text.length <= MAX_TEXT && /^[^\s@]+@[^\s@]+$/.test(text);
  }
}
