import type { ConnectionView, DialogClient } from "../../../zoho-client/admin-api";
import { beginConsent, failureText, sendGrantCode } from "../admin-routes";
import { textIn } from "../own-value";
import type { Translate } from "../red";
import type { ConnectionTable } from "./connection-table";
import { type ConsentNews, followConsent, openConsentWindow, showConsentPage } from "./consent";
import { type MessageLink, say } from "./message-area";

const NAME = "#node-config-input-zoho-connection-name";
const CODE = "#node-config-input-zoho-grant-code";

/**
 * Makes the Connect button work: by a consent in the browser, or for a Self Client with the pasted code.
 *
 * @param client the values of the dialog at that moment
 */
export function bindConnect(client: () => DialogClient, table: ConnectionTable, translate: Translate): void {
  const button = document.getElementById("node-config-input-zoho-connect");
  // Each press counts; an earlier consent is no longer followed.
  let press = 0;

  const connect = async (): Promise<void> => {
    const turn = ++press;
    const goesOn = (): boolean => turn === press && button?.isConnected === true;
    const dialog = client();
    const connection = textIn(NAME);
    if (connection === "") {
      missing(NAME, translate("zoho-client.connect.noName"));
      return;
    }
    try {
      if (dialog.clientType === "self") await byGrantCode(dialog, connection);
      else await byConsent(dialog, connection, goesOn);
    } catch (error) {
      if (goesOn()) say("error", failureText(error, translate));
    }
  };

  const byGrantCode = async (dialog: DialogClient, connection: string): Promise<void> => {
    const code = textIn(CODE);
    if (code === "") {
      missing(CODE, translate("zoho-client.connect.noCode"));
      return;
    }
    say("progress", translate("zoho-client.connect.exchanging"));
    // It works once, whatever comes of it.
    $(CODE).val("");
    await connected(await sendGrantCode({ client: dialog, connection, code }));
  };

  const byConsent = async (
    dialog: DialogClient,
    connection: string,
    goesOn: () => boolean,
  ): Promise<void> => {
    const popup = openConsentWindow(translate("zoho-client.connect.opening"));
    if (popup === undefined) {
      say("error", translate("zoho-client.connect.blocked"));
      return;
    }
    say("progress", translate("zoho-client.connect.opening"));
    try {
      const started = await beginConsent({ client: dialog, connection });
      showConsentPage(popup, started.url);
      const again = { href: started.url, text: translate("zoho-client.connect.openAgain") };
      await followConsent(started, popup, goesOn, (news) => void report(news, popup, again));
    } catch (error) {
      popup.close();
      throw error;
    }
  };

  const report = async (news: ConsentNews, popup: Window, again: MessageLink): Promise<void> => {
    switch (news.state) {
      case "waiting":
        say("progress", translate("zoho-client.connect.waiting"), again);
        break;
      case "window_closed":
        say("progress", translate("zoho-client.connect.windowClosed"), again);
        break;
      case "failed":
        // The window stays: its page says more.
        say("error", `${news.cause.reason} ${news.cause.remedy}`);
        break;
      case "connected":
        popup.close();
        await connected(news.connection);
    }
  };

  const connected = async (connection: ConnectionView): Promise<void> => {
    const { name, orgName, orgId, environment, user } = connection;
    const org = orgName ?? orgId;
    const place = [org, environment].filter((part) => part !== undefined).join(", ");
    const key = place === "" ? "connected" : user === undefined ? "connectedTo" : "connectedAs";
    // The new row first: it would push the good news out of view.
    await table.refresh();
    say("success", translate(`zoho-client.connect.${key}`, { name, place, user }));
  };

  $("#node-config-input-zoho-connect").on("click", () => void connect());
  table.onConnectAgain((name) => {
    $(NAME).val(name);
    void connect();
  });
}

function missing(input: string, text: string): void {
  say("error", text);
  $(input).trigger("focus");
}
