import type { DataCenterCode } from "../../zoho/data-centers";
import type { EmulatedRequest } from "../http/emulated-request";
import { type ClientGrant, clientType } from "../people/client-types";
import { clientIn, isSecretOf, type RegisteredClient } from "../people/clients";
import type { World } from "../world";
import { clientCredentialsOf } from "./client-credentials-of";

/** What a request to get tokens comes with. */
export interface ClientCall {
  readonly world: World;
  readonly dataCenter: DataCenterCode;
  readonly request: EmulatedRequest;
  /** Query and form together. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** The client that asks, if it is enabled in this data center, may use this grant and proves itself. */
export function checkClient(
  call: ClientCall,
  grant: ClientGrant,
): RegisteredClient | "invalid_client" | "invalid_client_secret" {
  const { world, dataCenter, request, parameters } = call;
  const { clientId, clientSecret } = clientCredentialsOf(request, parameters);
  const client = clientIn(world.clients, clientId, dataCenter);
  if (client === undefined || !clientType(client.type).grants.includes(grant)) return "invalid_client";
  if (isSecretOf(client, dataCenter, clientSecret)) return client;
  // Zoho knows the client by ID and data center together: with another data center's secret it is none of this one.
  return Object.values(client.secrets).includes(clientSecret) ? "invalid_client" : "invalid_client_secret";
}
