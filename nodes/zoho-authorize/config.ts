import type { ErrorRoute } from "../shared/error-route";

/** Ways to connect that a flow can take. */
export const WAYS = ["browser", "deviceCode", "grantCode", "clientCredentials", "refreshToken"] as const;
export type Way = (typeof WAYS)[number];

/** Ways on which a person consents later and elsewhere. */
export const WAYS_WITH_PROMPT: readonly Way[] = ["browser", "deviceCode"];

/**
 * What is done with a connection. `move` connects, too, and lets the connection go to another org, environment or
 * person, as when a sandbox was made anew; `connect` refuses that. `chooseOrg` asks nothing of Zoho: it says which org
 * the calls of one app are for.
 */
export const ACTIONS = ["connect", "move", "chooseOrg", "disconnect"] as const;
export type Action = (typeof ACTIONS)[number];

/** Actions that begin with a consent, or with what somebody has brought. */
export const ACTIONS_THAT_CONNECT: readonly Action[] = ["connect", "move"];

export interface AuthorizeConfig {
  version: number;
  name: string;
  /** ID of the `zoho-client`. */
  client: string;
  /** Blank: `msg.zoho.action`, and `connect` where that is blank, too. */
  action: Action | "";
  way: Way;
  /** Name for the resulting connection; blank: `msg.zoho.connection`. */
  connection: string;
  /** For client credentials: `{service}.{org ID}`; blank: `msg.zoho.soid`. */
  soid: string;
  /** Seconds until a consent that nobody ended counts as abandoned. */
  timeout: number;
  errors: ErrorRoute;
  outputs: number;
}

export const AUTHORIZE_DEFAULTS: AuthorizeConfig = {
  version: 1,
  name: "",
  client: "",
  action: "connect",
  way: "browser",
  connection: "",
  soid: "",
  timeout: 600,
  errors: "catch",
  outputs: 2,
};
