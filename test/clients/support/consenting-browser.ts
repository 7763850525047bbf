import type { EmulatedZoho } from "./emulated-zoho";

/** What a generic client is configured with: the ready-made server client, and Zoho Accounts of the US. */
export interface RegisteredClient {
  readonly accounts: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
}

export function registeredClient(zoho: EmulatedZoho): RegisteredClient {
  const { clientId, clientSecret, redirectUris } = zoho.running.ready.clients.server;
  const [redirectUri = ""] = redirectUris;
  return { accounts: `${zoho.url}/accounts.zoho.com`, clientId, clientSecret, redirectUri };
}

/**
 * Opens an authorize address as the browser of somebody who accepts or rejects.
 *
 * @returns the callback address it is sent to
 */
export async function consent(
  zoho: EmulatedZoho,
  authorizeUrl: string,
  answer: "accept" | "reject" = "accept",
): Promise<string> {
  await zoho.set({ autoConsent: "Robin Vale", autoConsentAnswer: answer });
  const url = authorizeUrl.replace("https://accounts.zoho.com/", `${zoho.url}/accounts.zoho.com/`);
  const response = await fetch(url, { redirect: "manual" });
  const location = response.headers.get("location");
  if (location === null) throw new Error(`no redirect but ${response.status}: ${await response.text()}`);
  return location;
}
