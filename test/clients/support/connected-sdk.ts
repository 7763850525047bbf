import { afterAll, beforeAll } from "vitest";
import { type ClientProgram, startClient } from "./client-program";
import type { ZohoSdk } from "./client-packages";
import { type EmulatedZoho, startEmulatedZoho } from "./emulated-zoho";

/** One of Zoho's SDKs and the emulator it talks to, for all tests of a `describe`. */
export interface ConnectedSdk {
  readonly zoho: EmulatedZoho;
  readonly program: ClientProgram;
}

/** What the SDK is initialized with. */
export async function connectInput(zoho: EmulatedZoho): Promise<Readonly<Record<string, string>>> {
  const { clientId, clientSecret } = zoho.running.ready.clients.self;
  return { zoho: zoho.url, clientId, clientSecret, grantToken: await zoho.grantToken() };
}

/** Before the tests starts both, and connects them; ends both after them. */
export function withConnectedSdk(sdk: ZohoSdk): () => ConnectedSdk {
  let connected: ConnectedSdk | undefined;
  beforeAll(async () => {
    const zoho = await startEmulatedZoho();
    connected = { zoho, program: await startClient("zoho-sdk", sdk) };
    await connected.program.value("connect", await connectInput(zoho));
  });
  afterAll(async () => {
    await connected?.program.close();
    await connected?.zoho.running.close();
  });
  return () => {
    if (connected === undefined) throw new Error("the SDK could not be connected");
    return connected;
  };
}
