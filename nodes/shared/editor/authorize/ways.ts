import { ACTIONS_THAT_CONNECT, type Way, WAYS, WAYS_WITH_PROMPT } from "../../../zoho-authorize/config";
import type { ClientType } from "../../../zoho-client/config";
import { chosenClient } from "../client-choice";
import { textIn } from "../own-value";
import type { Translate } from "../red";
import { choices, offerOptions } from "../select-options";

/**
 * Which ways a client of each type can go, the usual one first: a Self Client has no redirect URI, the others have no
 * code to paste, and only devices get a code to type. A refresh token may come from anywhere.
 */
const WAYS_OF_TYPE: Readonly<Record<ClientType, readonly Way[]>> = {
  server: ["browser", "refreshToken"],
  self: ["grantCode", "clientCredentials", "refreshToken"],
  device: ["deviceCode", "refreshToken"],
};

/**
 * Offers the ways that the chosen client allows, and again when another one is chosen. Where no client is
 * chosen, all of them.
 */
export function offerWays(chosen: Way, translate: Translate): void {
  const explain = (): void => {
    const way = textIn("#node-input-way");
    const action = textIn("#node-input-action");
    const connects = action === "" || ACTIONS_THAT_CONNECT.some((one) => one === action);
    $("#zoho-way-hint").text(translate(`zoho-authorize.wayHint.${way}`));
    $("#zoho-way-row").toggle(connects);
    $("#zoho-timeout-row").toggle(connects && WAYS_WITH_PROMPT.some((one) => one === way));
    $("#zoho-soid-row").toggle(connects && way === "clientCredentials");
    const hint = translate(`zoho-authorize.actionHint.${action || "message"}`);
    $("#zoho-action-hint").text(action === "connect" ? "" : hint);
  };
  const offer = (): void => {
    const type = RED.nodes.node(chosenClient())?.clientType;
    const ways = type === undefined ? WAYS : WAYS_OF_TYPE[type];
    const options = choices(ways, (way) => translate(`zoho-authorize.way.${way}`));
    const wanted = textIn("#node-input-way") || chosen;
    const [usual = wanted] = ways;
    offerOptions("#node-input-way", options, ways.some((way) => way === wanted) ? wanted : usual);
    explain();
  };
  $("#node-input-client").on("change", offer);
  $("#node-input-way, #node-input-action").on("change", explain);
  offer();
}
