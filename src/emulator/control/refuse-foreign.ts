import type { IncomingHttpHeaders } from "node:http";

const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/i;

/**
 * Why a control request is not served: only this machine's own programs and the emulator's own pages may steer it,
 * no web page that happens to be open, also not under a name that was rebound to loopback.
 *
 * @returns a sentence, or undefined where the request is welcome
 */
export function foreignControlRequest(headers: IncomingHttpHeaders): string | undefined {
  const host = headers.host ?? "";
  if (!LOOPBACK_HOST.test(host)) return "control requests name a loopback address as their host";
  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${host}`)
    return "control requests don't come from other sites' pages";
  const site = headers["sec-fetch-site"];
  if (site !== undefined && site !== "same-origin" && site !== "none") {
    return "control requests don't come from other sites' pages";
  }
  return undefined;
}
