import { WAYS, type Way } from "../../../zoho-authorize/config";
import type { ClientType } from "../../../zoho-client/config";
import { chosenClient } from "../client-choice";
import { textIn } from "../own-value";
import type { Translate } from "../red";
import { choices, offerOptions } from "../select-options";

/** Which way a client of each type can go: a Self Client has no redirect URI, the others have no code to paste. */
const WAY_OF_TYPE: Readonly<Record<ClientType, Way>> = { server: "browser", self: "grantCode" };

/**
 * Offers the ways that the chosen client allows, and again when another one is chosen. Where no client is
 * chosen, all of them.
 */
export function offerWays(chosen: Way, translate: Translate): void {
  const explain = (): void => {
    const way = textIn("#node-input-way");
    $("#zoho-way-hint").text(translate(`zoho-authorize.wayHint.${way}`));
    $("#zoho-timeout-row").toggle(way === "browser");
  };
  const offer = (): void => {
    const type = RED.nodes.node(chosenClient())?.clientType;
    const only = type === undefined ? undefined : WAY_OF_TYPE[type];
    const ways = only === undefined ? WAYS : [only];
    const options = choices(ways, (way) => translate(`zoho-authorize.way.${way}`));
    offerOptions("#node-input-way", options, only ?? (textIn("#node-input-way") || chosen));
    explain();
  };
  $("#node-input-client").on("change", offer);
  $("#node-input-way").on("change", explain);
  offer();
}
