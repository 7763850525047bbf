import { webAddress } from "./web-address";

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
  popup.location.replace(webAddress(url));
}
