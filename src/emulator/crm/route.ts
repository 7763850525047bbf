import type { Reply } from "../http/reply";
import type { ApiCall } from "./api-call";
import type { Operation } from "./scope-rules";

/** What a path leads to: the scope it needs, and what answers each method. */
export interface Route {
  readonly area: string;
  readonly operation: Operation;
  /** Undefined where the path does not know the method. */
  readonly answer: ((call: ApiCall) => Reply) | undefined;
}
