import type { DataCenterCode } from "../../src/zoho/data-centers";
import type { Environment } from "../../src/zoho/environments";
import type { Realm } from "../../src/zoho/realm";

/** Client types of Zoho's API console that this package connects with; the type decides the ways on offer. */
export const CLIENT_TYPES = ["server", "self"] as const;
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
  /** Empty, or `${NAME}`: the environment variable that holds a refresh token. Never the token itself. */
  refreshToken: string;
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

/** Sealed by Node-RED, never in flows.json. Each may be `${NAME}`. */
export interface ClientCredentials {
  clientId?: string;
  clientSecret?: string;
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
