import type { EmulatedRequest } from "../http/emulated-request";

/** Client ID and secret out of the parameters, or out of HTTP Basic (named by Zoho's OpenID discovery). */
export function clientCredentialsOf(
  request: EmulatedRequest,
  parameters: ReadonlyMap<string, string>,
): { readonly clientId: string; readonly clientSecret: string } {
  const basic = /^basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(request.headers.authorization ?? "")?.[1];
  const text = basic === undefined ? "" : Buffer.from(basic, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return {
    clientId: parameters.get("client_id") ?? formDecoded(text.slice(0, Math.max(colon, 0))),
    clientSecret: parameters.get("client_secret") ?? (colon < 0 ? "" : formDecoded(text.slice(colon + 1))),
  };
}

/**
 * RFC 6749 2.3.1 has both parts form-urlencoded: strict clients send `1000%2EABC`, others `1000.ABC`. Zoho's own IDs
 * and secrets hold nothing that the two would read differently.
 */
function formDecoded(part: string): string {
  try {
    return decodeURIComponent(part.replaceAll("+", " "));
  } catch {
    return part;
  }
}
