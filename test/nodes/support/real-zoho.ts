import { join } from "node:path";
import { EmulatorControl } from "../../../scripts/launch/emulator-control";
import { type EmulatorOptions, startEmulator } from "../../../src/emulator/index";
import { READY_MADE_SERVER_CLIENT } from "../../../src/emulator/ready-made-clients";
import { testDirectory } from "../../support/test-directory";
import { startRealNamesProxy } from "./real-names-proxy";

/** Zoho as clients of the realm `zoho` see it: https and real names, with nothing but loopback behind them. */
export interface RealZoho {
  readonly emulator: EmulatorControl;
  /** What a Node-RED needs to take the emulator for Zoho. */
  readonly env: Readonly<Record<string, string>>;
  /** A refresh token of the client below, as somebody would have brought it from elsewhere. */
  refreshToken(org: string): Promise<string>;
  close(): Promise<void>;
}

/** Credentials that a person would type into the dialog. */
export const TYPED = {
  clientId: READY_MADE_SERVER_CLIENT.clientId,
  clientSecret: READY_MADE_SERVER_CLIENT.clientSecret,
} as const;

const SCOPE = "ZohoCRM.modules.ALL,ZohoCRM.org.READ,ZohoCRM.users.READ";

/** Starts an emulator that answers as Zoho does, and the proxy that leads to it. */
export async function startRealZoho(options: EmulatorOptions = {}): Promise<RealZoho> {
  const caFile = join(await testDirectory("zoho-ca"), "ca.pem");
  const running = await startEmulator({ ...options, tls: { caFile } });
  const { tls } = running.ready;
  if (tls === undefined) throw new Error("the emulator does not answer under real names");
  const proxy = await startRealNamesProxy(tls);
  const emulator = new EmulatorControl(running.url);
  return {
    emulator,
    env: { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: caFile },
    refreshToken: async (org) => {
      const code = await emulator.grantCode({ clientId: TYPED.clientId, scope: SCOPE, org });
      const answer = await fetch(`${running.url}/accounts.zoho.com/oauth/v2/token`, {
        method: "POST",
        body: new URLSearchParams({
          grant_type: "authorization_code",
          client_id: TYPED.clientId,
          client_secret: TYPED.clientSecret,
          code,
        }),
      });
      return ((await answer.json()) as { refresh_token: string }).refresh_token;
    },
    close: async () => {
      await proxy.close();
      await running.close();
    },
  };
}
