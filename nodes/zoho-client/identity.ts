import { isEmulatorClientId } from "../../src/emulator/client-id";
import {
  READY_MADE_DEVICE_CLIENT,
  READY_MADE_SELF_CLIENT,
  READY_MADE_SERVER_CLIENT,
  type ReadyMadeClient,
} from "../../src/emulator/ready-made-clients";
import { ZohoError } from "../../src/errors/zoho-error";
import { DATA_CENTER_CODES, DATA_CENTERS, type DataCenterCode } from "../../src/zoho/data-centers";
import type { Realm } from "../../src/zoho/realm";
import type { ClientConfig, ClientType } from "./config";
import { type ClientCredentials, dataCenterSecret } from "./credentials";
import { lookedUp, variableIn } from "./environment-reference";

/** Who a client is towards Zoho. */
export interface ClientIdentity {
  readonly realm: Realm;
  readonly clientId: string;
  /** Absent where the client has none. */
  readonly clientSecret?: string;
}

/** A client as its identity is read from it: deployed, or as a dialog shows it. */
export interface IdentityHolder {
  readonly config: Pick<ClientConfig, "name" | "realm" | "clientType" | "dataCenter">;
  readonly credentials: ClientCredentials | undefined;
}

const READY_MADE: Readonly<Record<ClientType, ReadyMadeClient>> = {
  server: READY_MADE_SERVER_CLIENT,
  self: READY_MADE_SELF_CLIENT,
  device: READY_MADE_DEVICE_CLIENT,
};

/**
 * Who this client is in a data center: in the emulator's realm its ready-made client, unless one of its own client
 * IDs was typed in.
 *
 * @param dataCenter where the secret is to count; the client's own unless said otherwise
 * @throws ZohoError `missing_credentials`, `missing_variable`, `foreign_realm`
 */
export function identityOf(
  client: IdentityHolder,
  dataCenter: DataCenterCode = client.config.dataCenter,
): ClientIdentity {
  const { config } = client;
  const clientId = lookedUp("the client ID", client.credentials?.clientId?.trim() ?? "");
  const clientSecret = secretIn(client, dataCenter);
  if (config.realm === "emulator") return emulatorIdentity(config.clientType, clientId, clientSecret);
  const missing = clientId === "" ? "client ID" : clientSecret === "" ? "client secret" : undefined;
  if (missing !== undefined) {
    const console = `https://${DATA_CENTERS[dataCenter].consoleHost}`;
    throw new ZohoError("missing_credentials", {
      details: { client: config.name || "zoho client", missing, console },
    });
  }
  return { realm: "zoho", clientId, clientSecret };
}

/** The secret for a data center where there is one of its own, else the one for all. */
function secretIn(
  { credentials = {} }: Pick<IdentityHolder, "credentials">,
  dataCenter: DataCenterCode,
): string {
  const own = credentials[dataCenterSecret(dataCenter)]?.trim() ?? "";
  if (own !== "") return lookedUp(`the client secret for ${DATA_CENTERS[dataCenter].name}`, own);
  return lookedUp("the client secret", credentials.clientSecret?.trim() ?? "");
}

/** Of nearly all clients. */
const NO_SECRETS: ReturnType<typeof secretsByDataCenter> = {};

/** Secrets that count in one data center only; those whose variable is missing are left out until somebody needs them. */
export function secretsByDataCenter(
  client: IdentityHolder,
): Readonly<Partial<Record<DataCenterCode, string>>> {
  const entries = DATA_CENTER_CODES.flatMap((dataCenter) => {
    const typed = client.credentials?.[dataCenterSecret(dataCenter)]?.trim() ?? "";
    if (typed === "" || variableIn(typed) !== undefined) return [];
    return [[dataCenter, identityOf(client, dataCenter).clientSecret] as const];
  });
  return entries.length === 0 ? NO_SECRETS : Object.fromEntries(entries);
}

function emulatorIdentity(type: ClientType, clientId: string, clientSecret: string): ClientIdentity {
  const { clientId: readyMadeId, clientSecret: readyMadeSecret } = READY_MADE[type];
  // A secret without an ID may be a real one, left over from a client at Zoho: it is not sent.
  if (clientId === "") return { realm: "emulator", clientId: readyMadeId, clientSecret: readyMadeSecret };
  if (clientId === readyMadeId)
    return { realm: "emulator", clientId, clientSecret: clientSecret || readyMadeSecret };
  if (!isEmulatorClientId(clientId)) throw new ZohoError("foreign_realm");
  return { realm: "emulator", clientId, clientSecret };
}
