import type { ConsentRequest } from "../../src/connect/consent-start";
import type { PendingConsent } from "../../src/connect/pending-consent";
import { throughEmulator } from "../../src/transport/emulator-route";
import type { ZohoService } from "../shared/zoho-service";
import type { ClientIdentity } from "./identity";
import { registerRedirectUri } from "./emulator-grant-code";

/** A consent that waits, with the address to open in a browser. */
export interface BegunConsent extends PendingConsent {
  readonly address: string;
  readonly cookie?: string;
}

/**
 * Begins a consent in the browser. In the emulator's realm the address leads to the emulator, and the redirect URI
 * is entered there, as a developer would in Zoho's API console.
 *
 * @throws ZohoError `invalid_input`, `emulator_unavailable`, those of the vault
 */
export async function beginConsent(
  service: ZohoService,
  wanted: Omit<ConsentRequest, "realm" | "clientId" | "clientSecret"> & { readonly identity: ClientIdentity },
): Promise<BegunConsent> {
  const { identity, ...request } = wanted;
  const { url, ...pending } = await service.zoho.consents.start({ ...request, ...identity });
  if (identity.realm === "zoho") return { ...pending, address: url.href };
  await registerRedirectUri(service, identity.clientId, request.redirectUri);
  return { ...pending, address: throughEmulator(await service.emulator.url(), url) };
}
