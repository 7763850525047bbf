import type { Clock } from "../time/clock";
import type { ZohoTime } from "../time/zoho-time";
import { type Transport, TransportError } from "./transport";

/** What a certificate seems to be when the clock is wrong. OpenSSL's names, as Node reports them. */
const TIME_CODES: ReadonlySet<string> = new Set(["CERT_NOT_YET_VALID", "CERT_HAS_EXPIRED"]);

/** Learns Zoho's time from every answer, and tells a wrong clock from a wrong certificate. */
export function watchClock(transport: Transport, clock: Clock, zohoTime: ZohoTime): Transport {
  return async (request) => {
    const sentAt = clock.monotonic();
    try {
      const response = await transport(request);
      zohoTime.hear(response.headers["date"], sentAt);
      return response;
    } catch (error) {
      const blamesTime =
        error instanceof TransportError && error.failure === "tls" && TIME_CODES.has(error.code);
      if (!blamesTime || !zohoTime.isClockWrong()) throw error;
      throw new TransportError("clock", error.code, { maybeSent: error.maybeSent });
    }
  };
}
