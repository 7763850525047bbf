import { zohoTime } from "../../crm/zoho-time";
import { isObject } from "../../http/is-object";
import { json, type Reply } from "../../http/reply";
import type { Row } from "../records/face-records";
import { crmLikeError, crmLikeRefusal, type ModuleCall } from "./crm-like-product";

const MAX_ITEMS = 100;

type Item = Readonly<Record<string, unknown>>;

/** `POST {module}`. */
export function insertMany(call: ModuleCall): Reply {
  return writeMany(call, 201, (item, index) => insert(call, item, index));
}

/** `PUT {module}`: each item has its `id`. */
export function updateMany(call: ModuleCall): Reply {
  return writeMany(call, 200, (item, index) => update(call, item, index));
}

/** `POST {module}/upsert`: by the first of `duplicate_check_fields`, or by what the module has. */
export function upsertMany(call: ModuleCall): Reply {
  const { world, org, module, request } = call;
  const body = request.json();
  const named: unknown = isObject(body) ? body["duplicate_check_fields"] : undefined;
  const field = Array.isArray(named) && typeof named[0] === "string" ? named[0] : module.unique;
  const rows = world.faceRecords.of(org, module.collection);
  return writeMany(call, 200, (item, index) => {
    const value = item[field];
    const [same] = value === undefined ? [] : rows.filter(({ fields }) => fields[field] === value);
    const done =
      same === undefined ? insert(call, item, index) : update(call, { ...item, id: same.id }, index);
    if (done["status"] === "error") return done;
    return same === undefined
      ? { ...done, action: "insert", duplicate_field: null }
      : { ...done, action: "update", duplicate_field: field };
  });
}

/** `DELETE {module}/{id}`. */
export function deleteOne(call: ModuleCall): Reply {
  const { world, org, module, params, of } = call;
  const id = params["id"] ?? "";
  if (!world.faceRecords.of(org, module.collection).delete(id)) {
    return json(400, { data: [crmLikeError(of, "INVALID_DATA", { id })] });
  }
  world.touch();
  return json(200, {
    data: [{ code: "SUCCESS", details: { id }, message: "record deleted", status: "success" }],
  });
}

/** Each item by itself: 207 where some failed, 400 where all did. */
function writeMany(call: ModuleCall, allWell: 200 | 201, write: (item: Item, index: number) => Item): Reply {
  const { request, world, of } = call;
  const body = request.json();
  const data: unknown = isObject(body) ? body["data"] : undefined;
  if (!Array.isArray(data) || data.length === 0) {
    return crmLikeRefusal(of, call, "MANDATORY_NOT_FOUND", { api_name: "data", json_path: "$.data" });
  }
  if (data.length > MAX_ITEMS) {
    const details = { maximum_length: MAX_ITEMS, api_name: "data", json_path: "$.data" };
    return crmLikeRefusal(of, call, "LIMIT_EXCEEDED", details);
  }
  const items = data.map((item: unknown, index) =>
    isObject(item) ? write(item, index) : crmLikeError(of, "INVALID_DATA", { json_path: `$.data[${index}]` }),
  );
  const refused = items.filter((item) => item["status"] === "error").length;
  request.facts.items = items.length;
  world.touch();
  return json(refused === 0 ? allWell : refused === items.length ? 400 : 207, { data: items });
}

function insert(call: ModuleCall, item: Item, index: number): Item {
  const { world, org, module, of } = call;
  const missing = module.mandatory.find((name) => isEmpty(item[name]));
  if (missing !== undefined) return mandatoryMissing(call, missing, index);
  const { id: _id, ...fields } = item;
  if (Object.keys(fields).length === 0)
    return crmLikeError(of, "INVALID_DATA", { json_path: `$.data[${index}]` });
  const row = world.faceRecords.of(org, module.collection).add(fields, world.clock.now());
  return success(call, row, "record added");
}

function update(call: ModuleCall, item: Item, index: number): Item {
  const { world, org, module, of } = call;
  const emptied = module.mandatory.find((name) => Object.hasOwn(item, name) && isEmpty(item[name]));
  if (emptied !== undefined) return mandatoryMissing(call, emptied, index);
  const { id, ...fields } = item;
  const rows = world.faceRecords.of(org, module.collection);
  const row = typeof id === "string" ? rows.update(id, fields, world.clock.now()) : undefined;
  if (row !== undefined) return success(call, row, "record updated");
  return crmLikeError(of, "INVALID_DATA", { id, api_name: "id", json_path: `$.data[${index}].id` });
}

function mandatoryMissing({ of }: ModuleCall, name: string, index: number): Item {
  const details = { api_name: name, json_path: `$.data[${index}].${name}` };
  return crmLikeError(of, "MANDATORY_NOT_FOUND", details);
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

function success({ org }: ModuleCall, { id, createdAt, modifiedAt }: Row, message: string): Item {
  const details = {
    id,
    Created_Time: zohoTime(createdAt, org.place.offset),
    Modified_Time: zohoTime(modifiedAt, org.place.offset),
  };
  return { code: "SUCCESS", details, message, status: "success" };
}
