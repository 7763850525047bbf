import { expect, test } from "vitest";
import type { RunningEmulator } from "../../src/emulator/index";
import type { DataCenterCode } from "../../src/zoho/data-centers";
import { askUnderName } from "./support/host-header";
import { press } from "./support/clicking";
import { accountsUrl } from "./support/consenting";
import { askedCode, poll } from "./support/devices";
import { type Answer, ask, control, emulator } from "./support/running";

/** Opens the page and types a code. */
async function typed(
  zoho: RunningEmulator,
  userCode: string,
  dataCenter: DataCenterCode = "us",
): Promise<Answer> {
  const page = await ask(accountsUrl(zoho, "oauth/v3/device", dataCenter));
  return press(zoho, page, "Continue", { type: { user_code: userCode } });
}

test("type the code, sign in, choose an org, accept: the device gets its tokens", async () => {
  const zoho = await emulator();
  const { user_code: userCode, device_code: code } = await askedCode(zoho);
  const signIn = await typed(zoho, userCode.toLowerCase().replace("-", " "));
  expect(signIn.text).toContain("Sign in to Zoho");
  const picker = await press(zoho, signIn, "Robin Vale");
  const consent = await press(zoho, picker, "Submit", { choose: "Acme (Developer)" });
  expect(consent.text).toContain(userCode);
  expect((await poll(zoho, code)).body).toEqual({ error: "authorization_pending" });
  const answered = await press(zoho, consent, "Accept");
  expect(answered.text).toContain("<h1>Your device is connected</h1>");
  expect((await poll(zoho, code)).body).toMatchObject({ api_domain: "https://developer.zohoapis.com" });
});

test("the link of the device fills in the code", async () => {
  const zoho = await emulator({ settings: { accountsServer: "emulator" } });
  const { user_code: userCode, verification_uri_complete: link } = await askedCode(zoho);
  expect((await ask(link)).text).toContain(`value="${userCode}"`);
});

test("a device is sent to the person's data center as soon as they have signed in", async () => {
  const zoho = await emulator();
  const { user_code: userCode, device_code: code } = await askedCode(zoho);
  const picker = await press(zoho, await typed(zoho, userCode), "Noa Berg");
  expect((await poll(zoho, code)).body).toEqual({ error: "other_dc", user_location: "eu" });
  expect((await poll(zoho, code, "eu")).body).toEqual({ error: "authorization_pending" });
  const consent = await press(zoho, picker, "Submit", { choose: "Nordlicht (Production)" });
  await press(zoho, consent, "Accept");
  expect((await poll(zoho, code, "eu")).body).toHaveProperty("refresh_token");
});

test("Reject ends the device's wait, and the code can't be typed again", async () => {
  const zoho = await emulator();
  const { user_code: userCode, device_code: code } = await askedCode(zoho);
  const consent = await press(zoho, await typed(zoho, userCode), "Remy Roy");
  expect((await press(zoho, consent, "Reject")).text).toContain("Your device was not connected");
  expect((await poll(zoho, code, "ca")).body).toEqual({ error: "access_denied" });
  expect((await typed(zoho, userCode)).text).toContain("No device waits for this code");
});

test("who accepts too late is told so", async () => {
  const zoho = await emulator();
  const { user_code: userCode, device_code: code } = await askedCode(zoho);
  const consent = await press(zoho, await typed(zoho, userCode), "Remy Roy");
  await control(zoho, "POST", "clock", { advanceSeconds: 300 });
  const late = await press(zoho, consent, "Accept");
  expect(late.status).toBe(400);
  expect(late.text).toContain("The code has run out");
  expect((await poll(zoho, code)).body).toEqual({ error: "expired" });
});

test("a wrong code is said beside the field, with what was typed", async () => {
  const zoho = await emulator();
  const page = await typed(zoho, '"><script>');
  expect(page.status).toBe(400);
  expect(page.text).toContain('aria-describedby="problem"');
  expect(page.text).not.toContain("<script>");
});

test("a device of the US is not connected on China's page", async () => {
  const zoho = await emulator();
  const { user_code: userCode } = await askedCode(zoho);
  expect((await typed(zoho, userCode, "cn")).text).toContain("No device waits for this code");
});

test("user codes and device codes are masked in the log", async () => {
  const zoho = await emulator({ settings: { accountsServer: "emulator" } });
  const { user_code: userCode, device_code: code, verification_uri_complete: link } = await askedCode(zoho);
  await ask(link);
  await ask(`${accountsUrl(zoho, "oauth/v2/token")}?unknown=${code}`, { method: "POST" });
  const { text } = await control(zoho, "GET", "requests");
  expect(text).not.toContain(userCode);
  expect(text).not.toContain(code);
  const state = await control(zoho, "GET", "state");
  expect(state.text).not.toContain(code);
  expect(state.text).not.toContain(userCode);
  expect(state.body["deviceCodes"]).toMatchObject([{ outcome: "pending", secondsLeft: 300 }]);
});

test("who comes by Zoho's own host names stays on them", async () => {
  const zoho = await emulator();
  const { user_code: userCode } = await askedCode(zoho);
  const host = "accounts.zoho.com";
  const page = await askUnderName(zoho, host, "/oauth/v3/device");
  expect(page.text).toContain('action="https://accounts.zoho.com/oauth/v3/device"');
  const { location = "" } = await askUnderName(zoho, host, "/oauth/v3/device", { user_code: userCode });
  expect(location).toMatch(/^https:\/\/accounts\.zoho\.com\/oauth\/v2\/auth\/session\?id=/);
  const session = new URL(location).searchParams.get("id") ?? "";
  const person = /name="person" value="(\d+)"><button[^>]*>Noa Berg</.exec(
    (await askUnderName(zoho, host, `/oauth/v2/auth/session?id=${session}`)).text,
  );
  const form = { session, person: person?.[1] ?? "" };
  const forwarded = await askUnderName(zoho, host, "/oauth/v2/auth/sign-in", form);
  expect(forwarded.location).toMatch(/^https:\/\/accounts\.zoho\.eu\//);
});

test("Canada's alias is a name too, where the setting makes it one", async () => {
  const zoho = await emulator();
  const asked = async (): Promise<number> =>
    (await askUnderName(zoho, "accounts.zoho.ca", "/oauth/serverinfo")).status;
  expect(await asked()).toBe(404);
  await control(zoho, "PATCH", "settings", { canadaAccountsHost: "zoho.ca" });
  expect(await asked()).toBe(200);
});
