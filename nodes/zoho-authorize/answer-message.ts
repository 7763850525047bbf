import type { Handled } from "../shared/handle-input";
import type { FlowMessage, Node, NodeAPI } from "../shared/red";
import { askForConsent } from "./ask-for-consent";
import { askForDeviceCode } from "./ask-for-device-code";
import { chooseConnectionOrg } from "./choose-connection-org";
import type { AuthorizeConfig } from "./config";
import { connectAtOnce, takeSecret } from "./connect-at-once";
import { disconnectConnection } from "./disconnect-connection";
import { finishReturned, takeReturned } from "./returned-consent";
import type { WaitingMessages } from "./waiting-messages";
import { wantedAction } from "./wanted-consent";

/** Does what a message asks: begins a consent, ends one, connects at once, chooses an org, or disconnects. */
export async function answerMessage(
  RED: NodeAPI,
  node: Node,
  config: AuthorizeConfig,
  tools: { readonly msg: FlowMessage; readonly waiting: WaitingMessages },
): Promise<Handled> {
  const { msg } = tools;
  const { way } = config;
  const brought = takeSecret(way, msg);
  if (way === "browser") {
    const returned = takeReturned(msg);
    if (returned !== undefined) return finishReturned(RED, returned, tools);
  }
  const action = wantedAction(config, msg);
  if (action === "disconnect") return disconnectConnection(RED, config, msg);
  if (action === "chooseOrg") return chooseConnectionOrg(RED, config, msg);
  if (way === "browser") return askForConsent(RED, node, config, tools);
  if (way === "deviceCode") return askForDeviceCode(RED, node, config, tools);
  return connectAtOnce(RED, config, { msg, brought });
}
