import { defaultRedirectUri } from "../shared/callback-address";
import type { Handled } from "../shared/handle-input";
import type { FlowMessage, Node, NodeAPI } from "../shared/red";
import { withoutInstructions } from "../shared/without-instructions";
import { beginConsent } from "../zoho-client/begin-consent";
import { allowedDataCenters } from "../zoho-client/client-node";
import { endOf } from "../zoho-client/prompt-end";
import type { AuthorizeConfig } from "./config";
import type { WaitingMessages } from "./waiting-messages";
import { wantedConsent } from "./wanted-consent";

/** Begins a consent and sends the address of Zoho's page out of the first output. */
export async function askForConsent(
  RED: NodeAPI,
  node: Node,
  config: AuthorizeConfig,
  { msg, waiting }: { readonly msg: FlowMessage; readonly waiting: WaitingMessages },
): Promise<Handled> {
  const { client, service, consent } = await wantedConsent(RED, config, msg);
  const { realm, clientId, clientSecret, name, dataCenter, scopes, declared, elsewhere } = consent;
  const { redirectUri, callbackOn } = client.config;
  const begun = await beginConsent(service, {
    identity: { realm, clientId, ...(clientSecret !== undefined && { clientSecret }) },
    connectionName: name,
    dataCenter,
    allowedDataCenters: allowedDataCenters(client.config, name),
    scopes,
    redirectUri: redirectUri || defaultRedirectUri(RED, callbackOn),
    expected: declared,
    elsewhere,
    startedBy: node.id,
    boundTo: "link",
    timeoutMs: config.timeout * 1000,
  });
  waiting.add(begun.ticket, msg);
  const prompt = { url: begun.address, connection: name, ...endOf(begun, service.zoho.clock.now()) };
  return { outputs: [withoutInstructions(msg, { payload: prompt }), null] };
}
