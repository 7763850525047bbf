import type { SafeUrl } from "../transport/destination";
import type { TransportRequest } from "../transport/transport";

/** Longest wait for the accounts server, milliseconds. */
const TIMEOUT_MS = 15_000;

/** A POST to the accounts server. Parameters go into the body: a query would leave secrets in the logs of proxies. */
export function formRequest(url: SafeUrl, parameters: Readonly<Record<string, string>>): TransportRequest {
  return {
    method: "POST",
    url,
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      accept: "application/json",
      // Zoho translates its error texts; the classification does not need them, people do.
      "accept-language": "en",
    },
    body: new URLSearchParams(parameters).toString(),
    timeoutMs: TIMEOUT_MS,
  };
}
