import type { ConnectStarted, ConnectStatus, DialogClient } from "../../../zoho-client/admin-api";
import { consentStatus, failureText, invite } from "../admin-routes";
import { mayWrite } from "../may-write";
import { textIn } from "../own-value";
import type { Translate } from "../red";
import type { ConnectionTable } from "./connection-table";
import { copyInput } from "./copy-input";
import { isLoopback } from "./loopback";

const BUTTON = "#zoho-invite";
const PANEL = "#zoho-invitation";
const LINK = "#zoho-invitation-link";
const NAME = "#node-config-input-zoho-connection-name";

/** Between two looks whether the invited person has consented, milliseconds. */
const LOOK_MS = 3_000;

/**
 * Makes *Invite another person* work: a link by which somebody else consents, in any browser, for a new name or for a
 * connection of the table.
 *
 * @param client the values of the dialog at that moment
 */
export function bindInvitation(
  client: () => DialogClient,
  table: ConnectionTable,
  translate: Translate,
): void {
  const text = (key: string, values?: Readonly<Record<string, unknown>>): string =>
    translate(`zoho-client.invite.${key}`, values);
  // Each press counts; an earlier invitation still waits, but is no longer spoken of here.
  let press = 0;

  const open = async (connection: string): Promise<void> => {
    const turn = ++press;
    const goesOn = (): boolean => turn === press && $(PANEL).length > 0;
    $(PANEL).prop("hidden", false);
    $("#zoho-invitation-details").hide();
    if (connection === "") {
      tell("error", translate("zoho-client.connect.noName"));
      $(NAME).trigger("focus");
      return;
    }
    tell("progress", text("making"));
    try {
      const dialog = client();
      const started = await invite({ client: dialog, connection });
      if (!goesOn()) return;
      show(started, connection, dialog.redirectUri);
      await table.refresh();
      await follow(started, goesOn, connection);
    } catch (error) {
      if (goesOn()) tell("error", failureText(error, translate));
    }
  };

  const show = ({ url, expiresAt }: ConnectStarted, connection: string, redirectUri: string): void => {
    $("#zoho-invitation-label").text(text("label", { name: connection }));
    $("#zoho-invitation-until").text(text("until", { time: new Date(expiresAt).toLocaleString() }));
    const host = URL.canParse(redirectUri) ? new URL(redirectUri).hostname : "";
    $("#zoho-invitation-reach").text(isLoopback(host) ? text("loopback", { host }) : "");
    $("#zoho-invitation-details").show();
    $(LINK).val(url).trigger("focus").trigger("select");
    tell("progress", text("waiting"));
    $(PANEL)[0]?.scrollIntoView({ block: "nearest" });
  };

  const follow = async (
    { ticket, expiresAt }: ConnectStarted,
    goesOn: () => boolean,
    connection: string,
  ): Promise<void> => {
    while (goesOn()) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
      if (!goesOn()) return;
      // Node-RED may be restarting, and an invitation survives that.
      const status = await consentStatus(ticket).catch((): ConnectStatus => ({
        state: "waiting",
        expiresAt,
      }));
      if (!goesOn()) return;
      if (status.state === "connected" || status.state === "failed") {
        await table.refresh();
        end(status, connection);
        return;
      }
    }
  };

  const end = (status: ConnectStatus, connection: string): void => {
    // It works no longer.
    $("#zoho-invitation-details").hide();
    $(LINK).val("");
    if (status.state === "failed") {
      tell("error", `${status.cause.reason} ${status.cause.remedy}`);
      return;
    }
    if (status.state !== "connected") return;
    const { orgName, orgId, user } = status.connection;
    const unknown = translate("zoho-client.table.unknown");
    tell(
      "success",
      text("connected", { name: connection, org: orgName ?? orgId ?? unknown, user: user ?? unknown }),
    );
  };

  $("#zoho-invite-row").toggleClass("zoho-gone", !mayWrite());
  $(BUTTON).on("click", () => void open(textIn(NAME)));
  $("#zoho-invitation-copy").on("click", () => {
    void copyInput(LINK).then((copied) => {
      $("#zoho-invitation-copied").text(copied ? text("copied") : translate("zoho-client.redirect.selected"));
    });
  });
  table.onInvite((name) => void open(name));
}

function tell(kind: "progress" | "success" | "error", text: string): void {
  $("#zoho-invitation-message").attr("data-kind", kind).text(text);
  $("#zoho-invitation-copied").text("");
}
