import { appsRequiringAccount } from "../../../../src/zoho/apps";
import type { ConnectStatus } from "../../../zoho-client/admin-api";
import { beginConsent } from "../admin-routes";
import { type ConnectAttempt, leftOutText, requestOf } from "./connect-attempt";
import { openConsentWindow, showConsentPage } from "./consent-window";
import { followConsent } from "./follow-consent";
import { type MessageLink, say } from "./message-area";
import { hidePasting, offerPasting } from "./pasted-address";
import { tellEnd } from "./tell-end";
import { webAddress } from "./web-address";

/** Zoho's page, as the dialog can open it. */
interface OpenedPage {
  /** Undefined where the browser has blocked it. */
  readonly popup: Window | undefined;
  /** Opens it by hand. */
  readonly link: MessageLink;
  /** Whether it has ended at a page that can't be opened, which the browser lets nobody close. */
  readonly isLost: () => boolean;
}

/** Connects by a consent in a window of this browser. */
export async function connectByBrowser(attempt: ConnectAttempt): Promise<void> {
  const { translate, goesOn, choice } = attempt;
  const popup = openConsentWindow(translate("zoho-client.connect.opening"));
  say("progress", translate("zoho-client.connect.opening"));
  try {
    const { comesBack } = choice;
    const started = await beginConsent({ ...requestOf(attempt), comesBack });
    if (popup !== undefined) showConsentPage(popup, started.url);
    const key = popup === undefined ? "openByHand" : "openAgain";
    const text = translate(`zoho-client.connect.${key}`);
    const link = { href: webAddress(started.url), text };
    attempt.steps.at(popup === undefined ? "opened" : "consented");
    if (popup === undefined) say("progress", translate("zoho-client.connect.blocked"), link);
    const shown = comesBack === "pasted" ? "open" : "folded";
    const { isTaken } = offerPasting(started.ticket, translate, shown);
    const page = { popup, link, isLost: isTaken };
    await followConsent(started, goesOn, (status) => {
      tell(attempt, page, status);
    });
  } catch (error) {
    popup?.close();
    throw error;
  } finally {
    // A later attempt may have offered its own meanwhile.
    if (goesOn()) hidePasting();
  }
}

function tell(attempt: ConnectAttempt, page: OpenedPage, status: ConnectStatus): void {
  if (status.state === "waiting") sayWaiting(attempt, page);
  // The window of one that has failed stays: its page says more.
  if (status.state === "connected" && !page.isLost()) page.popup?.close();
  tellEnd(attempt, status, "consented");
}

/**
 * A window that counts as closed may still be open: pages that isolate themselves (Cross-Origin-Opener-Policy) look
 * closed from outside. So it is only news, not the end.
 */
function sayWaiting(attempt: ConnectAttempt, { popup, link }: OpenedPage): void {
  const { translate, client } = attempt;
  const leftOut = leftOutText(attempt);
  if (popup?.closed !== true) {
    const key = popup === undefined ? "blocked" : "waiting";
    say("progress", translate(`zoho-client.connect.${key}`) + leftOut, link);
    return;
  }
  const apps = appsRequiringAccount(client.scopes).join(", ");
  const maybe = apps === "" ? "" : ` ${translate("zoho-client.connect.closedNoOrg", { apps })}`;
  say("progress", translate("zoho-client.connect.windowClosed") + maybe + leftOut, link);
}
