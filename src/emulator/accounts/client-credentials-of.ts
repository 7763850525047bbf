import type { EmulatedRequest } from "../http/emulated-request";

/** Client ID and secret out of the parameters, or out of HTTP Basic (named by Zoho's OpenID discovery). */
export function clientCredentialsOf(
  request: EmulatedRequest,
  parameters: ReadonlyMap<string, string>,
): { readonly clientId: string; readonly clientSecret: string } {
  const basic = /^basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(request.headers.authorization ?? "")?.[1];
  const decoded = basic === undefined ? "" : Buffer.from(basic, "base64").toString("utf8");
  const colon = decoded.indexOf(":");
  return {
    clientId: parameters.get("client_id") ?? decoded.slice(0, Math.max(colon, 0)),
    clientSecret: parameters.get("client_secret") ?? (colon < 0 ? "" : decoded.slice(colon + 1)),
  };
}
