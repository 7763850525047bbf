import { DATA_CENTER_CODES, type DataCenterCode } from "../../zoho/data-centers";
import { READY_MADE_SELF_CLIENT, READY_MADE_SERVER_CLIENT } from "../ready-made-clients";

/** Client types as the API console names them. Zoho: OAuth 2.0 client types. */
export type ClientType = "server" | "self";

/** A client as registered in the API console. */
export interface RegisteredClient {
  readonly clientId: string;
  readonly type: ClientType;
  readonly redirectUris: readonly string[];
  /** Its secret in each data center where it is enabled; elsewhere it is an unknown client. */
  readonly secrets: Readonly<Partial<Record<DataCenterCode, string>>>;
}

/** The same secret in each of these data centers ("Use the same OAuth credentials for all data centers"). */
export function sameSecretIn(
  dataCenters: readonly DataCenterCode[],
  secret: string,
): RegisteredClient["secrets"] {
  return Object.fromEntries(dataCenters.map((code) => [code, secret]));
}

/** The clients that every emulator begins with, enabled in all data centers. */
export function readyMadeClients(): readonly RegisteredClient[] {
  return [
    {
      clientId: READY_MADE_SERVER_CLIENT.clientId,
      type: "server",
      redirectUris: READY_MADE_SERVER_CLIENT.redirectUris,
      secrets: sameSecretIn(DATA_CENTER_CODES, READY_MADE_SERVER_CLIENT.clientSecret),
    },
    {
      clientId: READY_MADE_SELF_CLIENT.clientId,
      type: "self",
      redirectUris: [],
      secrets: sameSecretIn(DATA_CENTER_CODES, READY_MADE_SELF_CLIENT.clientSecret),
    },
  ];
}
