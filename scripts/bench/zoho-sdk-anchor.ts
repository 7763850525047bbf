import { type ClientProgram, startClient } from "../../test/clients/support/client-program";
import { requestsDuring } from "./counted-requests";
import type { EmulatorProcess } from "./emulator-process";

const SDK = "@zohocrm/nodejs-sdk-8.0";

/** SDKs renew a token in its last five seconds: this one, s, is never used. */
const BORN_EXPIRED = 4;

/** As Zoho gives them, s. */
const ORDINARY_LIFE = 3_600;

/** What Zoho's own Node SDK does with many calls on a token that ran out, as a sentence with its figures. */
export async function sdkWithExpiredToken(emulator: EmulatorProcess, calls: number): Promise<string> {
  const program = await startClient("zoho-sdk", SDK);
  try {
    await emulator.control.settings({ accessTtl: BORN_EXPIRED });
    await program.value("connect", await connectInput(emulator));
    await emulator.control.settings({ accessTtl: ORDINARY_LIFE });
    const { result, seen } = await requestsDuring(emulator.control, () => burst(program, calls));
    return (
      `Zoho's Node SDK 8.0 with ${calls} calls: ${seen.tokenCalls} token calls ` +
      `(${seen.refusedTokenCalls} refused), ${seen.unauthorized} calls answered 401, ${result.failed} failed`
    );
  } finally {
    await program.close();
  }
}

async function burst(program: ClientProgram, count: number): Promise<{ readonly failed: number }> {
  return (await program.value("orgAtOnce", { count })) as { readonly failed: number };
}

async function connectInput({ ready, control }: EmulatorProcess): Promise<Readonly<Record<string, string>>> {
  const { clientId, clientSecret } = ready.clients.self;
  const grantToken = await control.grantCode({
    scope: "ZohoCRM.modules.ALL,ZohoCRM.org.READ,ZohoCRM.users.READ",
    person: "Robin Vale",
    org: "Acme",
  });
  return { zoho: ready.url, clientId, clientSecret, grantToken };
}
