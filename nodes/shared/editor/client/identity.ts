import { DATA_CENTER_CODES, DATA_CENTERS, isDataCenterCode } from "../../../../src/zoho/data-centers";
import { REALMS } from "../../../../src/zoho/realm";
import { CALLBACK_SERVERS, CLIENT_TYPES, type ClientConfig } from "../../../zoho-client/config";
import { textIn } from "../own-value";
import type { Translate } from "../red";
import { choices, offerOptions, type Option } from "../select-options";

/** Realm, client type and data center, and what follows from them for the rest of the dialog. */
export function prepareIdentity(now: ClientConfig, translate: Translate): void {
  const offer = (property: string, options: readonly Option[], value: string): void => {
    offerOptions(`#node-config-input-${property}`, options, value);
  };
  offer(
    "realm",
    choices(REALMS, (realm) => translate(`zoho-client.realm.${realm}`)),
    now.realm,
  );
  offer(
    "clientType",
    choices(CLIENT_TYPES, (type) => translate(`zoho-client.clientType.${type}`)),
    now.clientType,
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

  const update = (): void => {
    const emulator = textIn("#node-config-input-realm") === "emulator";
    const type = textIn("#node-config-input-clientType");
    const self = type === "self";
    $("#zoho-realm-hint").text(translate(`zoho-client.realmHint.${emulator ? "emulator" : "zoho"}`));
    $("#zoho-console-hint").toggle(!emulator);
    $("#zoho-credentials-hint").toggle(emulator);
    $(".zoho-redirect").toggle(type === "server");
    // A device gets its code from a flow, where it can be shown to whoever stands before it.
    $("#zoho-connect-row").toggle(type !== "device");
    $("#zoho-device-hint").toggle(type === "device");
    $("#zoho-self-file-row, #zoho-grant-code-row").toggle(self);
    showConsole(textIn("#node-config-input-dataCenter"));
  };
  $("#node-config-input-realm, #node-config-input-clientType, #node-config-input-dataCenter").on(
    "change",
    update,
  );
  update();
}

function showConsole(code: string): void {
  if (!isDataCenterCode(code)) return;
  const host = DATA_CENTERS[code].consoleHost;
  $("#zoho-console-link").attr("href", `https://${host}/`).text(host);
}
