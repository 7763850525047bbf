import { describe, expect, it } from "vitest";
import { parseSelfClientFile } from "../../../src/oauth/self-client-file";
import { everythingIn, expectCode, expectNoSecret } from "../support/expect-zoho-error";
import { CANARY } from "../support/secrets";

const FILE = {
  client_id: "1000.CLIENT",
  client_secret: CANARY.clientSecret,
  code: CANARY.grantCode,
  scope: ["ZohoCRM.modules.ALL", "ZohoCRM.org.READ"],
  expiry_time: 1_700_000_000_000,
  grant_type: "authorization_code",
};
const READ = {
  clientId: "1000.CLIENT",
  clientSecret: CANARY.clientSecret,
  code: CANARY.grantCode,
  scopes: ["ZohoCRM.modules.ALL", "ZohoCRM.org.READ"],
  expiresAt: 1_700_000_000_000,
};

describe("the console's self_client.json", () => {
  it.each([
    ["its text", JSON.stringify(FILE)],
    ["its bytes", Buffer.from(JSON.stringify(FILE, null, 2))],
    ["its text with a byte order mark", `\ufeff${JSON.stringify(FILE)}`],
    ["what a JSON node made of it", FILE],
  ])("is read from %s", (_what, input) => {
    expect(parseSelfClientFile(input)).toEqual(READ);
  });

  it.each([
    ["one text", "ZohoCRM.modules.ALL,ZohoCRM.org.READ"],
    ["a list of lists", ["ZohoCRM.modules.ALL, ZohoCRM.org.READ"]],
  ])("may name its scopes as %s", (_what, scope) => {
    expect(parseSelfClientFile({ ...FILE, scope }).scopes).toEqual(READ.scopes);
  });

  it("needs no more than a client and a code", () => {
    const { client_id, code } = FILE;
    expect(parseSelfClientFile({ client_id, code, scope: 7, expiry_time: "soon" })).toEqual({
      clientId: client_id,
      code,
      scopes: [],
    });
  });

  it.each([
    ["nothing", undefined, "not the JSON"],
    ["a list", [FILE], "not the JSON"],
    ["another text", "hello", "not the JSON"],
    ["half of it", JSON.stringify(FILE).slice(0, 60), "not the JSON"],
    ["a megabyte", "x".repeat(1_000_000), "far longer"],
    ["no client", { ...FILE, client_id: undefined }, "no client_id"],
    ["a client ID of two lines", { ...FILE, client_id: "a\nb" }, "no client_id"],
    ["a secret of two lines", { ...FILE, client_secret: "a\nb" }, "client_secret"],
    ["no code", { ...FILE, code: "" }, "Generate Code"],
    ["a code in its prototype", Object.create(FILE), "no client_id"],
  ])("can't be read from %s, and says so without showing anything of it", async (_what, input, words) => {
    const error = await expectCode(() => parseSelfClientFile(input), "invalid_input");
    expect(error.message).toContain(words);
    expectNoSecret(everythingIn(error), Object.values(CANARY));
  });
});
