import type { Basis } from "../basis/basis";
import type { EmulatedRequest } from "../http/emulated-request";
import type { Reply } from "../http/reply";
import type { CrmProduct } from "./face";
import { crmError, refuse } from "./api-answer";
import type { ApiCall, RecordCall, RecordsCall } from "./api-call";
import type { NeededScopes } from "./authenticate";

export type Method = "GET" | "POST" | "PUT" | "DELETE";

/** One row of the table of resources: what it takes and what answers. `{module}` in the scope stands for the path's. */
export interface CrmRoute extends NeededScopes {
  readonly method: Method;
  /** Below the version: `{module}/{id}`. `{id}` is digits, every other part in braces a name. */
  readonly path: string;
  /** What it does: for the docs. */
  readonly what: string;
  readonly basis: Basis;
  /** Which products have it; default: all. */
  readonly only?: CrmProduct;
  /** Credits that a call costs; default 1. */
  readonly credits?: (request: EmulatedRequest) => number;
  /** True where it also counts among the costly calls in flight. */
  readonly isHeavy?: (request: EmulatedRequest) => boolean;
  readonly answer: (call: ApiCall) => Reply;
}

/**
 * An answer for a path with `{module}`: a name that is no module is refused. The call belongs to one request, so what
 * is found out about it is added in place: copies of it would be a good part of what a call costs.
 */
export function inModule(answer: (call: RecordsCall) => Reply): (call: ApiCall) => Reply {
  return (call) => {
    const module = call.face.modules.get(call.params["module"] ?? "");
    if (module !== undefined) return answer(Object.assign(call, { module }));
    return refuse(call.request, crmError("INVALID_MODULE", { resource_path_index: 0 }));
  };
}

/** An answer for a path with `{module}/{id}`. */
export function onRecord(answer: (call: RecordCall) => Reply): (call: ApiCall) => Reply {
  return inModule((call) => answer(Object.assign(call, { id: call.params["id"] ?? "" })));
}
