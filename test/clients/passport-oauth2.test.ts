import { afterAll, beforeAll, expect, test } from "vitest";
import { type ClientProgram, startClient } from "./support/client-program";
import { consent, registeredClient } from "./support/consenting-browser";
import { type EmulatedZoho, startEmulatedZoho } from "./support/emulated-zoho";

let zoho: EmulatedZoho;
let program: ClientProgram;

beforeAll(async () => {
  zoho = await startEmulatedZoho();
  program = await startClient("passport-oauth2", "passport-oauth2");
  await program.value("configure", registeredClient(zoho));
});
afterAll(async () => {
  await program.close();
  await zoho.running.close();
});

async function callbackUrl(answer?: "accept" | "reject"): Promise<string> {
  const begun = await program.value("begin", { scope: ["ZohoCRM.modules.READ", "ZohoCRM.org.READ"] });
  return consent(zoho, (begun as { readonly redirect: string }).redirect, answer);
}

test("a sign-in with state and PKCE ends in tokens", async () => {
  const url = await callbackUrl();
  const seen = await zoho.seenDuring(async () => {
    expect(await program.value("callback", { url })).toMatchObject({
      user: {
        accessToken: expect.stringMatching(/^1000\./) as string,
        refreshToken: expect.stringMatching(/^1000\./) as string,
        results: { expires_in: 3600, token_type: "Bearer" },
      },
    });
  });
  expect(seen).toEqual(["POST accounts.zoho.com/oauth/v2/token 200"]);
});

test("a rejected consent is a failed sign-in", async () => {
  const url = await callbackUrl("reject");
  expect(await program.value("callback", { url })).toMatchObject({ failure: {} });
});

test("a used code is no sign-in", async () => {
  const begun = await callbackUrl();
  const code = new URL(begun).searchParams.get("code") ?? "";
  await program.value("callback", { url: begun });
  const again = new URL(await callbackUrl());
  again.searchParams.set("code", code);
  const { error } = await program.do("callback", { url: again.href });
  // Zoho answers 200, so this client misses the token and not the reason.
  expect(error).toMatchObject({ message: "Failed to obtain access token" });
  expect(await zoho.lastRequest()).toMatchObject({ path: "/oauth/v2/token", code: "invalid_code" });
});
