import { throughEmulator } from "../../src/transport/emulator-route";
import type { SafeUrl } from "../../src/transport/destination";
import type { Handled } from "../shared/handle-input";
import type { FlowMessage, Node, NodeAPI } from "../shared/red";
import { withoutInstructions } from "../shared/without-instructions";
import { allowedDataCenters } from "../zoho-client/client-node";
import type { AuthorizeConfig } from "./config";
import { endOf } from "./prompt";
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
  const started = await service.zoho.consents.startDevice({
    ...facts,
    connectionName: name,
    allowedDataCenters: allowedDataCenters(client.config, name),
    expected: declared,
    startedBy: node.id,
    timeoutMs: config.timeout * 1000,
  });
  waiting.add(started.ticket, msg);
  const emulator = consent.realm === "emulator" ? await service.emulator.url() : undefined;
  const address = (url: SafeUrl): string =>
    emulator === undefined ? url.href : throughEmulator(emulator, url);
  const prompt = {
    userCode: started.userCode,
    url: address(started.url),
    ...(started.completeUrl !== undefined && { completeUrl: address(started.completeUrl) }),
    connection: name,
    ...endOf(started, service.zoho.clock.now()),
  };
  return { outputs: [withoutInstructions(msg, { payload: prompt }), null] };
}
