import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ClientProgram, startClient } from "./support/client-program";
import { ZOHO_SDKS } from "./support/client-packages";
import { connectInput } from "./support/connected-sdk";
import { type EmulatedZoho, startEmulatedZoho } from "./support/emulated-zoho";

const TOKEN = "POST accounts.zoho.com/oauth/v2/token 200";

/** SDKs renew a token in its last five seconds: this one, s, is never used. */
const BORN_EXPIRED = 4;

describe.each(ZOHO_SDKS)("tokens of $sdk", ({ sdk, api }) => {
  let zoho: EmulatedZoho;
  let program: ClientProgram;
  const org = `GET www.zohoapis.com${api}/org`;

  beforeAll(async () => {
    zoho = await startEmulatedZoho();
    program = await startClient("zoho-sdk", sdk);
  });
  afterAll(async () => {
    await program.close();
    await zoho.running.close();
  });

  test("a grant token is exchanged once, and the SDK learns whose it is", async () => {
    await zoho.set({ accessTtl: BORN_EXPIRED });
    let connected: unknown;
    const seen = await zoho.seenDuring(async () => {
      connected = await program.value("connect", await connectInput(zoho));
    });
    expect(connected).toEqual({
      user: `robin.vale@acme.example:${zoho.running.ready.people[0]?.orgs[0]?.id ?? ""}`,
    });
    expect(seen).toEqual([TOKEN, `GET www.zohoapis.com${api}/users 200`, `${org} 200`]);
  });

  test("a token that ran out is refreshed once, with the refresh token that stays", async () => {
    await zoho.set({ accessTtl: 3600 });
    const [before] = (await program.value("storedTokens")) as Record<string, string>[];
    const seen = await zoho.seenDuring(async () => {
      expect(await program.value("org")).toMatchObject({ status: 200 });
      expect(await program.value("org")).toMatchObject({ status: 200 });
    });
    expect(seen).toEqual([TOKEN, `${org} 200`, `${org} 200`]);
    const [after] = (await program.value("storedTokens")) as Record<string, string>[];
    expect(after?.["refreshToken"]).toBe(before?.["refreshToken"]);
    expect(after?.["accessToken"]).not.toBe(before?.["accessToken"]);
    expect(after?.["apiDomain"]).toBe(`${zoho.url}/www.zohoapis.com`);
  });

  test("a token that died before its time is handed out as INVALID_TOKEN: SDKs do not refresh on 401", async () => {
    await zoho.act("expireAccessTokens");
    const seen = await zoho.seenDuring(async () => {
      expect(await program.value("org")).toMatchObject({
        status: 401,
        exception: { code: "INVALID_TOKEN", status: "error", message: "invalid oauth token" },
      });
    });
    expect(seen).toEqual([`${org} 401`]);
  });

  test("a used grant token is refused as Zoho refuses it", async () => {
    const other = await startClient("zoho-sdk", sdk);
    const input = await connectInput(zoho);
    await other.value("connect", input);
    await other.close();
    const late = await startClient("zoho-sdk", sdk);
    const { error } = await late.do("connect", input);
    await late.close();
    expect(JSON.stringify(error)).toContain("invalid_code");
  });
});

describe.each(ZOHO_SDKS)("a revoked grant of $sdk", ({ sdk }) => {
  test("the next refresh ends in invalid_code", async () => {
    const zoho = await startEmulatedZoho();
    const program = await startClient("zoho-sdk", sdk);
    try {
      await zoho.set({ accessTtl: BORN_EXPIRED });
      await program.value("connect", await connectInput(zoho));
      await zoho.act("revokeGrants");
      const { error } = await program.do("org");
      expect(JSON.stringify(error)).toContain("invalid_code");
    } finally {
      await program.close();
      await zoho.running.close();
    }
  });
});
