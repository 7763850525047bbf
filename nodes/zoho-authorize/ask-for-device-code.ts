import type { Handled } from "../shared/handle-input";
import type { FlowMessage, Node, NodeAPI } from "../shared/red";
import { withoutInstructions } from "../shared/without-instructions";
import { beginDevice } from "../zoho-client/begin-device";
import { allowedDataCenters } from "../zoho-client/client-node";
import { endOf } from "../zoho-client/prompt-end";
import type { AuthorizeConfig } from "./config";
import type { WaitingMessages } from "./waiting-messages";
import { wantedConsent } from "./wanted-consent";

/**
 * Asks Zoho for a code that a person types on another screen, and sends it out of the first output. Needs neither a
 * redirect URI nor an address under which this machine can be reached.
 */
export async function askForDeviceCode(
  RED: NodeAPI,
  node: Node,
  config: AuthorizeConfig,
  { msg, waiting }: { readonly msg: FlowMessage; readonly waiting: WaitingMessages },
): Promise<Handled> {
  const { client, service, consent } = await wantedConsent(RED, config, msg);
  const { name, declared, ...facts } = consent;
  const started = await beginDevice(service, {
    ...facts,
    connectionName: name,
    allowedDataCenters: allowedDataCenters(client.config, name),
    expected: declared,
    startedBy: node.id,
    timeoutMs: config.timeout * 1000,
  });
  waiting.add(started.ticket, msg);
  const prompt = {
    userCode: started.userCode,
    url: started.address,
    ...(started.completeAddress !== undefined && { completeUrl: started.completeAddress }),
    connection: name,
    ...endOf(started, service.zoho.clock.now()),
  };
  return { outputs: [withoutInstructions(msg, { payload: prompt }), null] };
}
