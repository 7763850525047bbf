import type { RecordsCall } from "../api-call";
import { crmUsers, userReference } from "../crm-users";
import type { Field } from "../modules/field";
import { nameOf, type Reference } from "../stored-record";
import { isObject } from "../../http/is-object";

/**
 * The record or user that a lookup names: `{"id":…}`, or the bare ID. Where it may be of several modules the write
 * should say which: `{"id":…,"module":{"api_name":"Leads"}}`, or `$se_module` beside it; an ID alone is looked for in
 * all of them.
 *
 * @param item what was sent beside it
 * @returns undefined where there is none
 */
export function checkReference(
  call: RecordsCall,
  field: Field,
  value: unknown,
  item: Readonly<Record<string, unknown>>,
): { readonly value: Reference } | undefined {
  const id = isObject(value) ? value["id"] : value;
  if (typeof id !== "string") return undefined;
  if (field.lookupOneOf !== undefined) {
    const named = moduleIn(value) ?? item["$se_module"] ?? item["se_module"];
    for (const module of field.lookupOneOf) {
      const found = named === undefined || named === module ? recordOf(call, module, id) : undefined;
      if (found !== undefined) return { value: { ...found, module } };
    }
    return undefined;
  }
  if (field.lookup === undefined) {
    const user = crmUsers(call.org).find((one) => one.id === id);
    return user === undefined ? undefined : { value: userReference(user) };
  }
  const found = recordOf(call, field.lookup, id);
  return found === undefined ? undefined : { value: found };
}

function moduleIn(value: unknown): unknown {
  const module = isObject(value) ? value["module"] : undefined;
  return isObject(module) ? module["api_name"] : module;
}

function recordOf(call: RecordsCall, module: string, id: string): Reference | undefined {
  const record = call.data.modules.get(module)?.get(id);
  if (record === undefined) return undefined;
  return { id, name: nameOf(record, call.face.modules.get(module)?.nameField ?? "") };
}
