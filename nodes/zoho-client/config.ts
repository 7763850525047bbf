import type { DataCenterCode } from "../../src/zoho/data-centers";
import type { Environment } from "../../src/zoho/environments";
import type { Realm } from "../../src/zoho/realm";

/** Client types of Zoho's API console that this package connects with; the type decides the ways on offer. */
export const CLIENT_TYPES = ["server", "self", "device"] as const;
export type ClientType = (typeof CLIENT_TYPES)[number];

/** On which of Node-RED's HTTP servers the consent comes back. */
export const CALLBACK_SERVERS = ["admin", "node"] as const;
export type CallbackServer = (typeof CALLBACK_SERVERS)[number];

/** A connection declared as code: what is expected of it, and where its refresh token comes from. */
export interface DeclaredConnection {
  name: string;
  dataCenter: DataCenterCode | "";
  environment: Environment | "";
  orgId: string;
  /**
   * Where its refresh token is: `${NAME}`, an environment variable, or the name of one of the node's credentials
   * (`refreshToken1` to `refreshToken20`). Empty where a person connects it. Never the token itself.
   */
  refreshToken: string;
  /** Only reads are let through; a missing one means false. */
  readOnly?: boolean;
}

/** Properties of a `zoho-client`, as they stand in flows.json. */
export interface ClientConfig {
  version: number;
  name: string;
  clientType: ClientType;
  dataCenter: DataCenterCode;
  scopes: string[];
  redirectUri: string;
  callbackOn: CallbackServer;
  realm: Realm;
  connections: DeclaredConnection[];
}

/** What a new node starts with; runtime and editor share it. */
export const CLIENT_DEFAULTS: ClientConfig = {
  version: 1,
  name: "",
  clientType: "server",
  dataCenter: "us",
  scopes: ["ZohoCRM.modules.ALL", "ZohoCRM.org.READ", "ZohoCRM.users.READ", "ZohoCRM.settings.READ"],
  redirectUri: "",
  callbackOn: "admin",
  realm: "zoho",
  connections: [],
};
