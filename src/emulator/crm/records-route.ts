import type { Reply } from "../http/reply";
import { apiError, refuse } from "./api-answer";
import type { ApiCall, RecordsCall } from "./api-call";
import { deleteRecord, deleteRecords } from "./records/delete-records";
import { getRecord } from "./records/get-record";
import { insertRecords } from "./records/insert-records";
import { listRecords } from "./records/list-records";
import { updateRecord, updateRecords } from "./records/update-records";
import { upsertRecords } from "./records/upsert-records";
import type { Route } from "./route";
import type { Operation } from "./scope-rules";

const OPERATIONS: ReadonlyMap<string, Operation> = new Map([
  ["GET", "READ"],
  ["POST", "CREATE"],
  ["PUT", "UPDATE"],
  ["DELETE", "DELETE"],
]);

const ON_MODULE: Readonly<Record<string, (call: RecordsCall) => Reply>> = {
  GET: listRecords,
  POST: insertRecords,
  PUT: updateRecords,
  DELETE: deleteRecords,
};
const ON_UPSERT: Readonly<Record<string, (call: RecordsCall) => Reply>> = { POST: upsertRecords };
const ON_RECORD: Readonly<Record<string, (call: RecordsCall, id: string) => Reply>> = {
  GET: getRecord,
  PUT: updateRecord,
  DELETE: deleteRecord,
};

/**
 * The route of `{module}`, `{module}/upsert` or `{module}/{id}`. The module itself is checked after the token.
 *
 * @returns undefined where the path has another form
 */
export function findRecordsRoute(path: string, method: string): Route | undefined {
  const [module = "", second, ...more] = path.split("/");
  if (!/^[A-Za-z][A-Za-z0-9_]{0,99}$/.test(module) || more.length > 0) return undefined;
  if (second !== undefined && second !== "upsert" && !/^\d{1,30}$/.test(second)) return undefined;
  const handlers = second === undefined ? ON_MODULE : second === "upsert" ? ON_UPSERT : ON_RECORD;
  const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
  return {
    area: `modules.${module}`,
    operation: OPERATIONS.get(method) ?? "READ",
    answer:
      handler === undefined
        ? undefined
        : (call) => inModule(call, module, (own) => handler(own, second ?? "")),
  };
}

function inModule(call: ApiCall, name: string, then: (call: RecordsCall) => Reply): Reply {
  const module = call.face.modules.get(name);
  if (module !== undefined) return then({ ...call, module });
  const details = { resource_path_index: 0 };
  return refuse(
    call.request,
    400,
    apiError("INVALID_MODULE", "the module name given seems to be invalid", details),
  );
}
