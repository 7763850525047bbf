import { isObject } from "../../http/is-object";
import { formParameters } from "../../http/form-parameters";
import type { Reply } from "../../http/reply";
import { orgsOf } from "../../people/person";
import type { FaceCall, OrgCall } from "../face";
import { noteOrg } from "../note-org";
import type { Row } from "../records/face-records";
import { numberParameter } from "../number-parameter";
import { PEOPLE_FORMS, type PeopleForm } from "./people-forms";
import {
  peopleError,
  type PeopleError,
  peopleFieldRefusal,
  peopleRefusal,
  peopleSuccess,
} from "./people-reply";

/** A call about the records of one form. */
interface FormCall extends OrgCall {
  readonly form: PeopleForm;
}

/** Zoho People API, bulk records: `sIndex` begins at 1, at most 200 at once. */
const LIMIT = { preset: 100, min: 1, max: 200 };
const START = { preset: 1, min: 1, max: 999_999_999 };
const MAX_TEXT = 255;

/** An answer about the form that the path names. A person is in one organization, which the token reaches. */
export function onForm(answer: (call: FormCall) => Reply): (call: FaceCall) => Reply {
  return (call) => {
    const org = orgsOf(call.person, "people")[0];
    if (org === undefined) return peopleRefusal(call.request, "noAccount");
    noteOrg(call.request, org);
    const form = PEOPLE_FORMS.find((one) => one.name === call.params["form"]);
    if (form === undefined) return peopleRefusal(call.request, "noForm");
    return answer({ ...call, org, form });
  };
}

/** `GET /forms/{form}/getRecords`: each record under its own ID, in an array of one. */
export function getRecords(call: FormCall): Reply {
  const { world, request, org, form } = call;
  const start = numberParameter(request.query.get("sIndex"), START);
  if (start === undefined) return peopleRefusal(request, "badParameter", { name: "sIndex" });
  const limit = numberParameter(request.query.get("limit"), LIMIT);
  if (limit === undefined) return peopleRefusal(request, "badParameter", { name: "limit" });
  const rows = world.faceRecords.of(org, form.collection).page(start - 1, limit);
  if (rows.length === 0) return peopleRefusal(request, "noRecords");
  const result = rows.map((row) => ({ [row.id]: [shown(row)] }));
  return peopleSuccess(request, result, "Data fetched successfully");
}

/** `GET /forms/{form}/getDataByID?recordId=`. */
export function getDataById({ world, request, org, form }: FormCall): Reply {
  const id = request.query.get("recordId") ?? "";
  if (id === "") return peopleRefusal(request, "missingParameter", { name: "recordId" });
  const row = world.faceRecords.of(org, form.collection).get(id);
  if (row === undefined) return peopleRefusal(request, "noSuchRecord");
  return peopleSuccess(request, [shown(row)], "Data fetched successfully");
}

/** `POST /forms/json/{form}/insertRecord`: the record is JSON inside a form parameter. */
export function insertRecord({ world, request, org, form }: FormCall): Reply {
  const text = formParameters(request).get("inputData") ?? "";
  if (text === "") return peopleRefusal(request, "missingParameter", { name: "inputData" });
  const input = parsed(text);
  if (input === undefined) return peopleRefusal(request, "badInput");
  const errors = fieldErrors(form, input);
  if (errors.length > 0) return peopleFieldRefusal(request, errors);
  const names = [...form.mandatory, ...form.optional].filter((name) => isSent(input, name));
  const fields = Object.fromEntries(names.map((name) => [name, input[name]]));
  const row = world.faceRecords.of(org, form.collection).add(fields, world.clock.now());
  request.facts.items = 1;
  world.touch();
  const result = { pkId: row.id, message: "Successfully Added" };
  return peopleSuccess(request, result, "Data added successfully");
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function fieldErrors(form: PeopleForm, input: Readonly<Record<string, unknown>>): readonly PeopleError[] {
  const missing = form.mandatory.filter((name) => !isSent(input, name));
  const wrong = [...form.mandatory, ...form.optional].filter((name) => {
    const value = input[name];
    return isSent(input, name) && (typeof value !== "string" || value.length > MAX_TEXT);
  });
  return [
    ...missing.map((name) => peopleError("mandatoryMissing", { name })),
    ...wrong.map((name) => peopleError("badField", { name })),
  ];
}

function isSent(input: Readonly<Record<string, unknown>>, name: string): boolean {
  return Object.hasOwn(input, name) && input[name] !== null && input[name] !== "";
}

function shown({ id, createdAt, fields }: Row): unknown {
  return { Zoho_ID: id, ...fields, CreatedTime: String(createdAt) };
}
