import type { ConnectStarted, ConnectStatus } from "../../../zoho-client/admin-api";
import { consentStatus, RouteFailure } from "../admin-routes";

/** Milliseconds between two looks at a consent. */
const POLL_MS = 1_000;

/** How a consent stands, as far as the dialog can tell. */
export type ConsentNews = ConnectStatus | { readonly state: "window_closed" };

/**
 * Opens the window for a consent. To be called directly in the click, before anything is awaited: browsers let
 * a page open a window only then.
 *
 * @param text shown until Zoho's page loads
 * @returns undefined where the browser blocks it
 */
export function openConsentWindow(text: string): Window | undefined {
  const popup = window.open("", "_blank", "popup,width=640,height=760");
  if (popup === null || popup.closed) return undefined;
  // Zoho's page must not be able to steer the editor.
  popup.opener = null;
  popup.document.title = text;
  popup.document.body.textContent = text;
  return popup;
}

/** Sends the window to Zoho's page; nothing but a web address is followed. */
export function showConsentPage(popup: Window, url: string): void {
  const { protocol, href } = new URL(url);
  if (protocol !== "https:" && protocol !== "http:") throw new Error("not a web address");
  popup.location.replace(href);
}

/**
 * Looks at a consent every second until it ends.
 *
 * A window that counts as closed may still be open: pages that isolate themselves (Cross-Origin-Opener-Policy)
 * look closed from outside. So it is only news, not the end.
 *
 * @param popup undefined where the page is opened by hand
 * @param goesOn false as soon as nobody wants to know any more
 * @param tell called with each state
 */
export async function followConsent(
  started: ConnectStarted,
  popup: Window | undefined,
  goesOn: () => boolean,
  tell: (news: ConsentNews) => void,
): Promise<void> {
  while (goesOn()) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    if (!goesOn()) return;
    const status = await look(started);
    if (!goesOn()) return;
    tell(status.state === "waiting" && popup?.closed === true ? { state: "window_closed" } : status);
    if (status.state !== "waiting") return;
  }
}

/** A look that gets no answer is repeated: Node-RED may be restarting, and a consent survives that. */
async function look(started: ConnectStarted): Promise<ConnectStatus> {
  try {
    return await consentStatus(started.ticket);
  } catch (error) {
    if (error instanceof RouteFailure && error.failure !== undefined) {
      return { state: "failed", cause: error.failure.cause };
    }
    if (Date.now() > Date.parse(started.expiresAt)) throw error;
    return { state: "waiting", expiresAt: started.expiresAt };
  }
}
