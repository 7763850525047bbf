import { checkConnectionName } from "../../src/connect/connection-id";
import { defaultRedirectUri } from "../shared/callback-address";
import type { Handled } from "../shared/handle-input";
import type { FlowMessage, Node, NodeAPI } from "../shared/red";
import { withoutInstructions } from "../shared/without-instructions";
import { beginConsent } from "../zoho-client/begin-consent";
import { allowedDataCenters, clientOf, dataCenterOf } from "../zoho-client/client-node";
import { identityOf } from "../zoho-client/identity";
import { declaredPins } from "../zoho-client/declared-connections";
import type { AuthorizeConfig } from "./config";
import type { WaitingMessages } from "./waiting-messages";
import { wantedName } from "./wanted-name";

/** Begins a consent and sends the address of Zoho's page out of the first output. */
export async function askForConsent(
  RED: NodeAPI,
  node: Node,
  config: AuthorizeConfig,
  { msg, waiting }: { readonly msg: FlowMessage; readonly waiting: WaitingMessages },
): Promise<Handled> {
  const client = clientOf(RED, config.client);
  const service = await client.service;
  const connectionName = checkConnectionName(wantedName(config, msg));
  const { scopes, callbackOn } = client.config;
  const dataCenter = dataCenterOf(client.config, connectionName);
  const consent = await beginConsent(service, {
    identity: identityOf(client, dataCenter),
    connectionName,
    dataCenter,
    allowedDataCenters: allowedDataCenters(client.config, connectionName),
    scopes,
    redirectUri: client.config.redirectUri || defaultRedirectUri(RED, callbackOn),
    expected: declaredPins(client.config, connectionName),
    startedBy: node.id,
    boundTo: "link",
    timeoutMs: config.timeout * 1000,
  });
  waiting.add(consent.ticket, msg);
  const prompt = {
    url: consent.address,
    connection: connectionName,
    expiresAt: new Date(consent.expiresAt).toISOString(),
  };
  return { outputs: [withoutInstructions(msg, { payload: prompt }), null] };
}
