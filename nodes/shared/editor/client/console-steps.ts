import { DATA_CENTERS, isDataCenterCode } from "../../../../src/zoho/data-centers";
import { textIn } from "../own-value";
import type { Translate } from "../red";
import { copyBeside } from "./copy-beside";
import { effectiveRedirectUri } from "./redirect-uri";
import { readScopes } from "./scope-list";
import { chosenWay, isEmulated } from "./way-question";
import { CONSOLE_CLIENTS } from "./ways";

/** What the steps depend on. */
const SOURCES =
  "#zoho-ways, #node-config-input-realm, #node-config-input-dataCenter, #node-config-input-redirectUri, " +
  "#node-config-input-callbackOn, #node-config-input-scopes";

/** Which client to make at the API console of the data center, and what to enter there, each value with a copy button. */
export function prepareConsoleSteps(translate: Translate): void {
  const update = (): void => {
    const way = chosenWay();
    $("#zoho-make-client").toggle(!isEmulated());
    $("#zoho-make-steps").toggle(way !== undefined);
    showConsole(textIn("#node-config-input-dataCenter"));
    if (way === undefined) return;
    $("#zoho-make-type").text(CONSOLE_CLIENTS[way].consoleType);
    $("#zoho-make-homepage").text(location.origin);
    $("#zoho-make-redirect").text(effectiveRedirectUri());
    $("#zoho-make-scopes").text(readScopes().join(","));
    $("#zoho-make-then").text(translate(`zoho-client.makeThen.${way}`));
  };
  $(SOURCES).on("input change", update);
  $("#zoho-make-client").on("click", ".zoho-copy", (event) => {
    const button = event.currentTarget as HTMLElement;
    const copied = translate("zoho-client.make.copied");
    void copyBeside({ button, note: "#zoho-make-copied", copied }, translate);
  });
  update();
}

/** Zoho's API console of a data center; the variable of a data center that comes from one is not known here. */
function showConsole(code: string): void {
  const host = isDataCenterCode(code) ? DATA_CENTERS[code].consoleHost : undefined;
  $("#zoho-console-link").toggle(host !== undefined);
  if (host !== undefined) $("#zoho-console-link").attr("href", `https://${host}/`).text(host);
}
