import { READY_MADE_SERVER_CLIENT } from "../../../src/emulator/ready-made-clients";
import type { World } from "./world";

/**
 * A refresh token of the emulator, as an ops team would have it from elsewhere.
 *
 * @param org which of the ready-made person's orgs: its name, or an environment
 */
export async function refreshTokenOf({ emulator, running }: World, org: string): Promise<string> {
  const { clientId, clientSecret } = READY_MADE_SERVER_CLIENT;
  const code = await emulator.grantCode({ scope: "ZohoCRM.modules.ALL,ZohoCRM.org.READ", org, clientId });
  const form = { grant_type: "authorization_code", client_id: clientId, client_secret: clientSecret, code };
  const response = await fetch(`${running.url}/accounts.zoho.com/oauth/v2/token`, {
    method: "POST",
    body: new URLSearchParams(form),
  });
  const { refresh_token: token } = (await response.json()) as { refresh_token?: string };
  if (token === undefined) throw new Error("the emulator gave no refresh token");
  await emulator.forgetRequests();
  return token;
}
