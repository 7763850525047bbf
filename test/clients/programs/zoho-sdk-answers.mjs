/**
 * An answer of the SDK: `exception` where it is one, else what `shown` makes of its object. An answer without a body
 * has nothing but its status.
 */
export async function answered(response, shown) {
  const status = response.getStatusCode();
  // The Node SDKs hand out files as a promise.
  const object = await response.getObject();
  if (object === null || object === undefined) return { status };
  if (object.constructor.name === "APIException") return { status, exception: action(object) };
  return { status, ...(await shown(object)) };
}

/** What was done to one record or file, or why not. */
export function action(one) {
  const { id, ...details } = Object.fromEntries(one.getDetails() ?? []);
  return {
    kind: one.constructor.name,
    code: plain(one.getCode()),
    status: plain(one.getStatus()),
    message: plain(one.getMessage()),
    ...(id === undefined ? {} : { id }),
    ...(one.getAction?.() == null ? {} : { action: plain(one.getAction()) }),
    ...(one.getDuplicateField?.() == null ? {} : { duplicateField: one.getDuplicateField() }),
    details,
  };
}

/** The SDK's own types as JSON. */
export function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== "object" || value instanceof Date) return value;
  if (value instanceof Map) return Object.fromEntries([...value].map(([name, one]) => [name, plain(one)]));
  if (typeof value.getValue === "function") return value.getValue();
  if (typeof value.getKeyValues === "function") return plain(value.getKeyValues());
  // moment's zones, e.g. of a user
  if (typeof value.name === "string" && Array.isArray(value.untils)) return value.name;
  if (typeof value.getId === "function" && typeof value.getName === "function") {
    return { id: value.getId(), name: value.getName() };
  }
  return value;
}

/** `{name: value}` as the SDK's map of parameters; `known` are the parameters of the operation. */
export async function parameters(sdk, known, wanted) {
  const map = new sdk.ParameterMap();
  for (const [name, value] of Object.entries(wanted)) {
    for (const one of Array.isArray(value) ? value : [value]) await map.add(known[name], one);
  }
  return map;
}
