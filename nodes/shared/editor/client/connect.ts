import { appsRequiringAccount } from "../../../../src/zoho/apps";
import type { ConnectionView, DialogClient } from "../../../zoho-client/admin-api";
import { beginConsent, failureText, sendGrantCode } from "../admin-routes";
import { textIn } from "../own-value";
import type { Translate } from "../red";
import type { ConnectionTable } from "./connection-table";
import { type ConsentNews, followConsent, openConsentWindow, showConsentPage } from "./consent";
import { type MessageLink, say } from "./message-area";
import { type ConnectChoice, nextSteps, PLAIN } from "./next-steps";

/** A consent that is followed. */
interface Followed {
  readonly client: DialogClient;
  readonly connection: string;
  readonly choice: ConnectChoice;
  /** Undefined where the browser has blocked it. */
  readonly popup: Window | undefined;
  /** Opens Zoho's page by hand. */
  readonly link: MessageLink;
}

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

  const connect = async (choice: ConnectChoice = PLAIN): Promise<void> => {
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
      else await byConsent(dialog, connection, choice, goesOn);
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
    client: DialogClient,
    connection: string,
    choice: ConnectChoice,
    goesOn: () => boolean,
  ): Promise<void> => {
    const popup = openConsentWindow(translate("zoho-client.connect.opening"));
    say("progress", translate("zoho-client.connect.opening"));
    try {
      const scopes = client.scopes.filter((scope) => !choice.without.includes(scope));
      const { elsewhere } = choice;
      const started = await beginConsent({ client: { ...client, scopes }, connection, elsewhere });
      if (popup !== undefined) showConsentPage(popup, started.url);
      const key = popup === undefined ? "openByHand" : "openAgain";
      const link = { href: started.url, text: translate(`zoho-client.connect.${key}`) };
      const followed = { client, connection, choice, popup, link };
      if (popup === undefined) say("progress", translate("zoho-client.connect.blocked"), link);
      await followConsent(started, popup, goesOn, (news) => void report(news, followed));
    } catch (error) {
      popup?.close();
      throw error;
    }
  };

  const report = async (news: ConsentNews, followed: Followed): Promise<void> => {
    const { popup, link, choice } = followed;
    const leftOut = textLeftOut(choice, translate);
    switch (news.state) {
      case "waiting": {
        const key = popup === undefined ? "blocked" : "waiting";
        say("progress", translate(`zoho-client.connect.${key}`) + leftOut, link);
        break;
      }
      case "window_closed": {
        const apps = appsRequiringAccount(followed.client.scopes).join(", ");
        const maybe = apps === "" ? "" : ` ${translate("zoho-client.connect.closedNoOrg", { apps })}`;
        say("progress", translate("zoho-client.connect.windowClosed") + maybe + leftOut, link);
        break;
      }
      case "failed": {
        // The window stays: its page says more.
        const again = (next: ConnectChoice): void => {
          $(NAME).val(followed.connection);
          void connect(next);
        };
        const actions = nextSteps(news.cause, followed, choice, { connect: again, translate });
        say("error", `${news.cause.reason} ${news.cause.remedy}`, undefined, actions);
        break;
      }
      case "connected":
        popup?.close();
        await connected(news.connection, leftOut);
    }
  };

  const connected = async (connection: ConnectionView, leftOut = ""): Promise<void> => {
    const { name, orgName, orgId, environment, user } = connection;
    const org = orgName ?? orgId;
    const place = [org, environment].filter((part) => part !== undefined).join(", ");
    const key = place === "" ? "connected" : user === undefined ? "connectedTo" : "connectedAs";
    // The new row first: it would push the good news out of view.
    await table.refresh();
    say("success", translate(`zoho-client.connect.${key}`, { name, place, user }) + leftOut);
  };

  $("#node-config-input-zoho-connect").on("click", () => void connect());
  table.onConnectAgain((name, choice) => {
    $(NAME).val(name);
    void connect(choice);
  });
}

function textLeftOut({ without }: ConnectChoice, translate: Translate): string {
  if (without.length === 0) return "";
  return ` ${translate("zoho-client.connect.leftOut", { scopes: without.join(", ") })}`;
}

function missing(input: string, text: string): void {
  say("error", text);
  $(input).trigger("focus");
}
