import type { DataCenterCode } from "../../../zoho/data-centers";
import type { EmulatedRequest } from "../../http/emulated-request";
import type { Reply } from "../../http/reply";
import type { RegisteredClient } from "../../people/clients";
import type { World } from "../../world";

/** A token request whose client and secret are right. */
export interface TokenCall {
  readonly world: World;
  readonly dataCenter: DataCenterCode;
  readonly client: RegisteredClient;
  readonly parameters: ReadonlyMap<string, string>;
  readonly request: EmulatedRequest;
}

/** One way to get tokens. A further grant type is a file of this shape and a row in the token endpoint's table. */
export interface Grant {
  /** Refuses before the client is looked at, as the rate limit does; undefined: goes on. */
  readonly before?: (
    world: World,
    call: Pick<TokenCall, "dataCenter" | "parameters" | "request">,
  ) => Reply | undefined;
  readonly answer: (call: TokenCall) => Reply;
}
