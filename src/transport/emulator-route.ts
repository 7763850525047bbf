import { ZohoError } from "../errors/zoho-error";
import type { SafeUrl } from "./destination";

/**
 * Sends Zoho's URLs to the emulator: `https://accounts.zoho.eu/oauth/v2/token` becomes
 * `http://127.0.0.1:9780/accounts.zoho.eu/oauth/v2/token`. The URL has passed the destination check before.
 */
export function emulatorRoute(emulatorUrl: string): (url: SafeUrl) => URL {
  const base = emulatorBase(emulatorUrl);
  return (url) => new URL(`${base}/${url.host}${url.pathname}${url.search}`);
}

/** The address a browser or another program uses for a URL of Zoho's in this realm. */
export function throughEmulator(emulatorUrl: string, url: SafeUrl): string {
  return emulatorRoute(emulatorUrl)(url).href;
}

/**
 * The emulator's address without a trailing slash.
 *
 * @throws ZohoError `emulator_unavailable` where it is not plain http on loopback: secrets stay on this machine
 */
export function emulatorBase(emulatorUrl: string): string {
  let url: URL;
  try {
    url = new URL(emulatorUrl);
  } catch {
    throw new ZohoError("emulator_unavailable", { details: { problem: "its address is not a URL" } });
  }
  const loopback =
    url.hostname === "localhost" || url.hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(url.hostname);
  if (!loopback || url.protocol !== "http:" || url.username + url.password !== "" || url.pathname !== "/") {
    throw new ZohoError("emulator_unavailable", {
      details: { problem: "its address is not on this machine" },
    });
  }
  return url.origin;
}
