import type { DeviceRequest } from "../../src/connect/device-start";
import type { PendingConsent } from "../../src/connect/pending-consent";
import type { SafeUrl } from "../../src/transport/destination";
import { throughEmulator } from "../../src/transport/emulator-route";
import type { ZohoService } from "../shared/zoho-service";

/** A consent that waits for its code to be typed, with the addresses to open on another screen. */
export interface BegunDevice extends PendingConsent {
  readonly userCode: string;
  readonly address: string;
  /** The same page with the code filled in; only where Zoho offers it. */
  readonly completeAddress?: string;
}

/**
 * Asks Zoho for a code that a person types on another screen. In the emulator's realm the addresses lead to the
 * emulator. The secret half of the code stays in the runtime.
 *
 * @throws ZohoError as `Consents.startDevice`, `emulator_unavailable`
 */
export async function beginDevice(service: ZohoService, request: DeviceRequest): Promise<BegunDevice> {
  const { url, completeUrl, ...pending } = await service.zoho.consents.startDevice(request);
  const emulator = request.realm === "emulator" ? await service.emulator.url() : undefined;
  const addressOf = (page: SafeUrl): string =>
    emulator === undefined ? page.href : throughEmulator(emulator, page);
  return {
    ...pending,
    address: addressOf(url),
    ...(completeUrl !== undefined && { completeAddress: addressOf(completeUrl) }),
  };
}
