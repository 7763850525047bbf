import { DATA_CENTER_CODES, DATA_CENTERS, isDataCenterCode } from "../../../../src/zoho/data-centers";
import { REALMS } from "../../../../src/zoho/realm";
import { CALLBACK_SERVERS, CLIENT_TYPES, type ClientConfig } from "../../../zoho-client/config";
import { textIn } from "../own-value";
import type { Translate } from "../red";
import { offerOptions } from "../select-options";

/** Realm, client type and data center, and what follows from them for the rest of the dialog. */
export function prepareIdentity(now: ClientConfig, translate: Translate): void {
  const named = (kind: string, values: readonly string[]) =>
    values.map((value) => ({ value, label: translate(`zoho-client.${kind}.${value}`) }));

  offerOptions("#node-config-input-realm", named("realm", REALMS), now.realm);
  offerOptions("#node-config-input-clientType", named("clientType", CLIENT_TYPES), now.clientType);
  offerOptions("#node-config-input-callbackOn", named("callbackOn", CALLBACK_SERVERS), now.callbackOn);
  offerOptions(
    "#node-config-input-dataCenter",
    DATA_CENTER_CODES.map((code) => ({
      value: code,
      label: `${DATA_CENTERS[code].name} (${DATA_CENTERS[code].accountsHost})`,
    })),
    now.dataCenter,
  );

  const update = (): void => {
    const emulator = textIn("#node-config-input-realm") === "emulator";
    const self = textIn("#node-config-input-clientType") === "self";
    $("#zoho-realm-hint").text(translate(`zoho-client.realmHint.${emulator ? "emulator" : "zoho"}`));
    $("#zoho-console-hint").toggle(!emulator);
    $("#zoho-credentials-hint").toggle(emulator);
    $(".zoho-redirect").toggle(!self);
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
