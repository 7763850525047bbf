import type { Clock } from "../time/clock";
import type { SafeUrl } from "../transport/destination";
import { explainFailure } from "../transport/explain-failure";
import type { Transport, TransportResponse } from "../transport/transport";

export interface AskOptions {
  readonly transport: Transport;
  readonly clock: Clock;
}

/** Longest wait for one answer, milliseconds. */
const TIMEOUT_MS = 15_000;

/**
 * A read with a new access token.
 *
 * @param attempts how often it is tried where Zoho is busy or can't be reached
 * @throws ZohoError those of the transport, after the last attempt
 */
export async function askWithToken(
  options: AskOptions,
  { url, accessToken }: { readonly url: SafeUrl; readonly accessToken: string },
  attempts: number,
): Promise<TransportResponse> {
  const headers = { authorization: `Zoho-oauthtoken ${accessToken}`, accept: "application/json" };
  for (let attempt = 1; ; attempt++) {
    try {
      const response = await options.transport({ method: "GET", url, headers, timeoutMs: TIMEOUT_MS });
      const isBusy = response.status >= 500 || response.status === 429;
      if (!isBusy || attempt >= attempts) return response;
    } catch (error) {
      if (attempt >= attempts) throw explainFailure(error, { url, repeat: "safe", timeoutMs: TIMEOUT_MS });
    }
    await options.clock.sleep(200 * 2 ** attempt);
  }
}
