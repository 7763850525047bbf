import type { ApiCall } from "../../src/api/api-call";
import type { RequestBody } from "../../src/api/body/request-body";
import type { RequestOptions } from "./request-options";

/** One message and what it asks for, ready to be sent. */
export interface PreparedCall {
  readonly call: ApiCall;
  readonly options: RequestOptions;
  readonly body: RequestBody | undefined;
}
