import { isObject } from "../../http/is-object";
import { json, type Reply } from "../../http/reply";
import type { OrgCall } from "../face";
import { financeRefusal, financeSuccess } from "./finance-reply";
import type { FinanceField, FinanceResource } from "./finance-resource";
import { shownResource } from "./read-resource";

/** Zoho Books API v3, create a contact: length of names. */
const MAX_TEXT = 200;

type Fields = Readonly<Record<string, unknown>>;

/** `POST /contacts` and its like. */
export function createOf(resource: FinanceResource): (call: OrgCall) => Reply {
  return (call) => {
    const { world, org } = call;
    const sent = sentFields(call, resource, "all");
    if ("status" in sent) return sent;
    const rows = world.faceRecords.of(org, resource.collection);
    const fields = withTotals({ ...resource.defaults(org), ...sent.fields });
    const row = rows.add(fields, world.clock.now());
    written(call);
    const result = { [resource.one]: shownResource(call, resource, row) };
    return financeSuccess(201, result, resource.said.created);
  };
}

/** `PUT /contacts/{contact_id}` and its like: what is not sent stays as it is. */
export function updateOf(resource: FinanceResource): (call: OrgCall) => Reply {
  return (call) => {
    const { world, request, org, params } = call;
    const rows = world.faceRecords.of(org, resource.collection);
    const id = params[resource.id] ?? "";
    if (rows.get(id) === undefined) {
      return financeRefusal(world, request, "notFound", { what: resource.title });
    }
    const sent = sentFields(call, resource, "some");
    if ("status" in sent) return sent;
    const row = rows.update(id, withTotals(sent.fields), world.clock.now());
    if (row === undefined) return financeRefusal(world, request, "notFound", { what: resource.title });
    written(call);
    const result = { [resource.one]: shownResource(call, resource, row) };
    return financeSuccess(200, result, resource.said.updated);
  };
}

/** `DELETE /contacts/{contact_id}` and its like. */
export function deleteOf(resource: FinanceResource): (call: OrgCall) => Reply {
  return (call) => {
    const { world, request, org, params } = call;
    const isThere = world.faceRecords.of(org, resource.collection).delete(params[resource.id] ?? "");
    if (!isThere) return financeRefusal(world, request, "notFound", { what: resource.title });
    written(call);
    return json(200, { code: 0, message: resource.said.deleted });
  };
}

function written({ world, request }: OrgCall): void {
  request.facts.items = 1;
  world.touch();
}

/** The fields of a write that the resource has, or why they can't be. */
function sentFields(
  call: OrgCall,
  resource: FinanceResource,
  wanted: "all" | "some",
): { readonly fields: Fields } | Reply {
  const { world, request } = call;
  const body = request.json();
  if (!isObject(body)) return financeRefusal(world, request, "badBody");
  for (const field of resource.fields) {
    const { name, isMandatory } = field;
    if (!Object.hasOwn(body, name)) {
      if (isMandatory === true && wanted === "all") {
        return financeRefusal(world, request, "missingValue", { name });
      }
      continue;
    }
    const problem = fieldProblem(call, field, body[name]);
    if (problem !== undefined) return problem;
  }
  const given = resource.fields.filter(({ name }) => Object.hasOwn(body, name));
  return { fields: Object.fromEntries(given.map(({ name }) => [name, body[name]])) };
}

function fieldProblem(call: OrgCall, field: FinanceField, value: unknown): Reply | undefined {
  const { world, request, org } = call;
  const { name, kind, isMandatory, of } = field;
  const isEmpty = value === null || value === "";
  if (isEmpty) {
    return isMandatory === true ? financeRefusal(world, request, "missingValue", { name }) : undefined;
  }
  const bad = (): Reply => financeRefusal(world, request, "badValue", { name });
  switch (kind) {
    case "text":
      if (typeof value !== "string") return bad();
      return value.length > MAX_TEXT
        ? financeRefusal(world, request, "tooLong", { name, limit: String(MAX_TEXT) })
        : undefined;
    case "number":
      return typeof value === "number" && Number.isFinite(value) ? undefined : bad();
    case "date":
      return typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) ? undefined : bad();
    case "lines":
      return Array.isArray(value) && value.length > 0 && value.every(isLine) ? undefined : bad();
    case "reference": {
      if (typeof value !== "string" || !/^\d{1,30}$/.test(value)) return bad();
      if (of === undefined || world.faceRecords.of(org, of.collection).get(value) !== undefined)
        return undefined;
      return financeRefusal(world, request, "noSuchReference", { what: of.title });
    }
  }
}

function isLine(value: unknown): value is { readonly rate: number; readonly quantity?: number } {
  if (!isObject(value) || typeof value["rate"] !== "number") return false;
  return value["quantity"] === undefined || typeof value["quantity"] === "number";
}

/** What is sold by lines costs what the lines cost together. */
function withTotals(fields: Fields): Fields {
  const lines = fields["line_items"];
  if (!Array.isArray(lines)) return fields;
  const line_items = lines.filter(isLine).map((line) => ({
    quantity: 1,
    ...line,
    item_total: cents(line.rate * (line.quantity ?? 1)),
  }));
  return { ...fields, line_items, total: cents(line_items.reduce((sum, line) => sum + line.item_total, 0)) };
}

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}
