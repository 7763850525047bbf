import { DATA_CENTER_CODES, DATA_CENTERS } from "../../../../src/zoho/data-centers";
import { REALMS } from "../../../../src/zoho/realm";
import { CALLBACK_SERVERS, type ClientConfig } from "../../../zoho-client/config";
import type { Translate } from "../red";
import { choices, offerOptions, type Option } from "../select-options";
import { askForWay, isEmulated } from "./way-question";

/** Realm, way to connect and data center, and what follows from them for the rest of the dialog. */
export function prepareIdentity(now: ClientConfig, id: string, translate: Translate): void {
  const offer = (property: string, options: readonly Option[], value: string): void => {
    offerOptions(`#node-config-input-${property}`, options, value);
  };
  offer(
    "realm",
    choices(REALMS, (realm) => translate(`zoho-client.realm.${realm}`)),
    now.realm,
  );
  offer(
    "callbackOn",
    choices(CALLBACK_SERVERS, (server) => translate(`zoho-client.callbackOn.${server}`)),
    now.callbackOn,
  );
  offer(
    "dataCenter",
    choices(DATA_CENTER_CODES, (code) => `${DATA_CENTERS[code].name} (${DATA_CENTERS[code].accountsHost})`),
    now.dataCenter,
  );
  askForWay(now.clientType, id, translate);

  const update = (): void => {
    const emulator = isEmulated();
    $("#zoho-realm-hint").text(translate(`zoho-client.realmHint.${emulator ? "emulator" : "zoho"}`));
    $("#zoho-credentials-hint").toggle(emulator);
  };
  $("#node-config-input-realm").on("change", update);
  update();
}
