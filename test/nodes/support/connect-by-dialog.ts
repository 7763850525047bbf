import { CLIENT_DEFAULTS } from "../../../nodes/zoho-client/config";
import { openInBrowser, type World } from "./world";

/** What the dialog sends for a client that was never deployed, in the emulator's realm. */
export function undeployedClient(more: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...CLIENT_DEFAULTS, id: "undeployed", realm: "emulator", credentials: {}, ...more };
}

/** Connects as the dialog does, with a person who consents at once; see `EmulatorControl.settings`. */
export async function connectByDialog(
  { nodeRed, emulator }: World,
  connection: string,
  { person, org }: { readonly person: string; readonly org: string },
): Promise<void> {
  await emulator.settings({ autoConsent: person, autoConsentOrg: org, autoConsentAnswer: "accept" });
  const response = await nodeRed.admin("zoho/connect", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      client: undeployedClient({ redirectUri: `${nodeRed.adminUrl}zoho/callback` }),
      connection,
    }),
  });
  const { url } = (await response.json()) as { url: string };
  const page = await openInBrowser(url, response.headers.get("set-cookie")?.split(";")[0]);
  await emulator.settings({ autoConsent: null, autoConsentOrg: null });
  if (!page.text.includes("is connected")) throw new Error(`'${connection}' was not connected\n${page.text}`);
}
