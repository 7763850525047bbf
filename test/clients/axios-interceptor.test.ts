import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ClientProgram, startClient } from "./support/client-program";
import { connectInput } from "./support/connected-sdk";
import { type EmulatedZoho, startEmulatedZoho } from "./support/emulated-zoho";

const TOKEN = "POST accounts.zoho.com/oauth/v2/token 200";
const ORG = "GET www.zohoapis.com/crm/v8/org 200";
const REFUSED = "GET www.zohoapis.com/crm/v8/org 401";

/** Fewer than Zoho takes at once, and fewer than the tokens that it issues in ten minutes. */
const CALLS = 5;

describe.each(["nothing", "promise", "lease"])("axios with an interceptor, callers share: %s", (sharing) => {
  let zoho: EmulatedZoho;
  let program: ClientProgram;

  const count = (seen: readonly string[], wanted: string): number =>
    seen.filter((one) => one === wanted).length;

  beforeAll(async () => {
    zoho = await startEmulatedZoho();
    program = await startClient("axios-interceptor", "axios");
    await program.value("connect", { ...(await connectInput(zoho)), sharing });
  });
  afterAll(async () => {
    await program.close();
    await zoho.running.close();
  });

  test("a call is made with the token of the grant", async () => {
    expect(await zoho.seenDuring(() => program.value("org"))).toEqual([ORG]);
  });

  test("a refused call is sent once more with a new token", async () => {
    await zoho.act("expireAccessTokens");
    expect(await zoho.seenDuring(() => program.value("org"))).toEqual([REFUSED, TOKEN, ORG]);
  });

  test(`${CALLS} refused calls at once all succeed in the end`, async () => {
    await zoho.act("expireAccessTokens");
    let result: unknown;
    const seen = await zoho.seenDuring(async () => {
      result = await program.value("orgAtOnce", { count: CALLS });
    });
    expect(result).toMatchObject({ failed: 0 });
    expect([count(seen, REFUSED), count(seen, ORG)]).toEqual([CALLS, CALLS]);
    if (sharing === "nothing") expect(count(seen, TOKEN)).toBe(CALLS);
    if (sharing === "lease") expect(count(seen, TOKEN)).toBe(1);
  });
});
