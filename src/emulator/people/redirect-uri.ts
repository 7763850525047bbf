import { isIPv4 } from "node:net";

const PRIVATE_IPV4 = /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.)/;
const LOCAL_NAME =
  /^(?:localhost|\[::1\]|\[f[cd][0-9a-f]{2}:.*\]|[a-z0-9-]+|.+\.(?:local|localhost|lan|internal))$/i;

/** Schemes that a browser acts upon by itself: no app can have them. */
const BROWSER_SCHEMES = /^(?:about|blob|data|file|filesystem|ftp|javascript|vbscript|view-source|wss?):/i;

/**
 * True where a redirect URI may be registered: https anywhere, http only where it stays on this machine or in a private
 * network, so that the emulator never sends a browser with a code to a stranger.
 *
 * @param kind `app`: also a scheme of its own, `com.example.app://callback`, as mobile and desktop apps have
 */
export function isRegistrableRedirectUri(text: string, kind: "web" | "app"): boolean {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return false;
  }
  if (url.username !== "" || url.password !== "" || url.hash !== "" || text.length > 1_000) return false;
  if (!/^[\x21-\x7e]+$/.test(text)) return false;
  if (url.protocol === "https:") return true;
  if (url.protocol === "http:") {
    return isIPv4(url.hostname) ? PRIVATE_IPV4.test(url.hostname) : LOCAL_NAME.test(url.hostname);
  }
  return kind === "app" && /^[a-z][a-z0-9+.-]*:\/\//i.test(text) && !BROWSER_SCHEMES.test(text);
}
