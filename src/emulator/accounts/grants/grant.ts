import type { Reply } from "../../http/reply";
import type { ClientGrant } from "../../people/client-types";
import type { RegisteredClient } from "../../people/clients";
import type { ClientCall } from "../check-client";
import type { Basis } from "../../basis/basis";

/** A token request whose client and secret are right. */
export interface TokenCall extends ClientCall {
  readonly client: RegisteredClient;
}

/** One way to get tokens. A further grant type is a file of this shape and a row in the token endpoint's table. */
export interface Grant {
  /** Which clients may use it: those whose type lists this. */
  readonly grant: ClientGrant;
  readonly what: string;
  readonly basis: Basis;
  /** Refuses before the client is looked at, as the rate limit does; undefined: goes on. */
  readonly before?: (call: ClientCall) => Reply | undefined;
  readonly answer: (call: TokenCall) => Reply;
}
