import { DATA_CENTER_CODES, type DataCenterCode } from "../../zoho/data-centers";
import {
  READY_MADE_BROWSER_CLIENT,
  READY_MADE_DEVICE_CLIENT,
  READY_MADE_MOBILE_CLIENT,
  READY_MADE_SELF_CLIENT,
  READY_MADE_SERVER_CLIENT,
} from "../ready-made-clients";
import { type ClientType, clientType } from "./client-types";

/** A client as registered in the API console. */
export interface RegisteredClient {
  readonly clientId: string;
  readonly type: ClientType;
  readonly redirectUris: readonly string[];
  /** Where it is enabled; elsewhere it is an unknown client. */
  readonly dataCenters: readonly DataCenterCode[];
  /** Its secret in each data center where it is enabled; empty for a client without secret. */
  readonly secrets: Readonly<Partial<Record<DataCenterCode, string>>>;
  /** Zoho has blocked it: nobody can consent any more. */
  readonly blocked: boolean;
}

/** The client of this ID, where it is enabled in this data center. */
export function clientIn(
  clients: ReadonlyMap<string, RegisteredClient>,
  clientId: string,
  dataCenter: DataCenterCode,
): RegisteredClient | undefined {
  const client = clients.get(clientId);
  return client?.dataCenters.includes(dataCenter) === true ? client : undefined;
}

/** True where a client's secret in this data center is this; an empty text stands for none sent. */
export function isSecretOf(client: RegisteredClient, dataCenter: DataCenterCode, secret: string): boolean {
  const kind = clientType(client.type).secret;
  if (kind === "none") return true;
  return (kind === "optional" && secret === "") || client.secrets[dataCenter] === secret;
}

/**
 * The clients that every emulator begins with, enabled in all data centers, with one secret ("Use the same OAuth
 * credentials for all data centers"). The Self Client, too: it stands for the one of each data center.
 */
export function readyMadeClients(): readonly RegisteredClient[] {
  return [
    everywhere("server", READY_MADE_SERVER_CLIENT),
    everywhere("self", READY_MADE_SELF_CLIENT),
    everywhere("mobile", READY_MADE_MOBILE_CLIENT),
    everywhere("browser", READY_MADE_BROWSER_CLIENT),
    everywhere("device", READY_MADE_DEVICE_CLIENT),
  ];
}

function everywhere(
  type: ClientType,
  made: {
    readonly clientId: string;
    readonly clientSecret?: string;
    readonly redirectUris?: readonly string[];
  },
): RegisteredClient {
  const { clientId, clientSecret, redirectUris = [] } = made;
  const secrets =
    clientSecret === undefined
      ? {}
      : Object.fromEntries(DATA_CENTER_CODES.map((code) => [code, clientSecret]));
  return { clientId, type, redirectUris, dataCenters: DATA_CENTER_CODES, secrets, blocked: false };
}
