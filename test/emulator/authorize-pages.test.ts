import { expect, test } from "vitest";
import { press } from "./support/clicking";
import { authorizeUrl, callbackOf, exchange } from "./support/consenting";
import { ask, emulator } from "./support/running";

test("sign in, choose a sandbox, accept: the callback brings a code that works once", async () => {
  const zoho = await emulator();
  const start = await ask(authorizeUrl(zoho));
  expect(start.text).toContain("Sign in to Zoho");
  const picker = await press(zoho, start, "Robin Vale");
  expect(picker.text).toContain("Acme (Production)");
  const consent = await press(zoho, picker, "Submit", { choose: "Acme (Sandbox)" });
  expect(consent.text).toContain("ZohoCRM.modules.ALL");
  expect(consent.text).toContain("Acme (Sandbox)");
  const callback = callbackOf(await press(zoho, consent, "Accept"));
  expect(callback.get("state")).toBe("from here");
  const { body } = await exchange(zoho, callback.get("code") ?? "");
  expect(body["api_domain"]).toBe("https://sandbox.zohoapis.com");
  expect((await exchange(zoho, callback.get("code") ?? "")).body).toEqual({ error: "invalid_code" });
});

test("Reject ends in access_denied, with state", async () => {
  const zoho = await emulator();
  const consent = await press(zoho, await ask(authorizeUrl(zoho)), "Remy Roy");
  const callback = callbackOf(await press(zoho, consent, "Reject"));
  expect(callback.get("error")).toBe("access_denied");
  expect(callback.get("state")).toBe("from here");
  expect(callback.has("code")).toBe(false);
});

test("who has no CRM account sees Back to app instead of Accept, and it ends in no_org", async () => {
  const zoho = await emulator();
  const page = await press(zoho, await ask(authorizeUrl(zoho)), "Kim Hale");
  expect(page.text).toContain("<li>CRM</li>");
  expect(page.text).not.toContain(">Accept<");
  expect(callbackOf(await press(zoho, page, "Back to app")).get("error")).toBe("no_org");
});

test("a person from Europe is forwarded to their own data center, which the callback names", async () => {
  const zoho = await emulator();
  const picker = await press(zoho, await ask(authorizeUrl(zoho)), "Noa Berg");
  expect(picker.text).toContain('action="/accounts.zoho.eu/');
  const consent = await press(zoho, picker, "Submit", { choose: "Nordlicht (Production)" });
  const callback = callbackOf(await press(zoho, consent, "Accept"));
  expect(callback.get("location")).toBe("eu");
  expect(callback.get("accounts-server")).toBe("https://accounts.zoho.eu");
});

test("nobody is forwarded out of China's data center", async () => {
  const zoho = await emulator();
  const page = await press(zoho, await ask(authorizeUrl(zoho, {}, "cn")), "Robin Vale");
  expect(page.text).toContain("Invalid Client");
});

test("consent is remembered: the second time there is no consent page, and no refresh token", async () => {
  const zoho = await emulator();
  const first = await press(zoho, await ask(authorizeUrl(zoho)), "Remy Roy");
  const code = callbackOf(await press(zoho, first, "Accept")).get("code") ?? "";
  expect((await exchange(zoho, code, {}, "ca")).body["refresh_token"]).toBeTypeOf("string");
  const second = await press(zoho, await ask(authorizeUrl(zoho)), "Remy Roy");
  const again = callbackOf(second).get("code") ?? "";
  const { body } = await exchange(zoho, again, {}, "ca");
  expect(body["access_token"]).toBeTypeOf("string");
  expect(body).not.toHaveProperty("refresh_token");
  const third = await press(zoho, await ask(authorizeUrl(zoho, { prompt: "consent" })), "Remy Roy");
  expect(third.text).toContain(">Accept<");
});

test("reloading a page does not answer it", async () => {
  const zoho = await emulator();
  const start = await ask(authorizeUrl(zoho));
  const session = /name="session" value="([^"]+)"/.exec(start.text)?.[1] ?? "";
  const page = `${zoho.url}/accounts.zoho.com/oauth/v2/auth/session?id=${session}`;
  expect((await ask(page)).text).toContain("Sign in to Zoho");
  expect((await ask(page)).text).toContain("Sign in to Zoho");
});

test("a consent that has ended can't be answered again", async () => {
  const zoho = await emulator();
  const consent = await press(zoho, await ask(authorizeUrl(zoho)), "Remy Roy");
  await press(zoho, consent, "Accept");
  const again = await press(zoho, consent, "Accept");
  expect(again.status).toBe(400);
  expect(again.headers.get("location")).toBeNull();
});

test("Canada's Self Client page gives a code for the person and org chosen", async () => {
  const zoho = await emulator();
  const host = `${zoho.url}/api-console.zohocloud.ca/`;
  const page = await ask(host);
  expect(page.text).toContain("Remy Roy: Maple Works (Production)");
  expect(page.text).not.toContain("Robin Vale");
  const who = /value="(\d+\/\d+)"/.exec(page.text)?.[1] ?? "";
  const made = await ask(host, {
    method: "POST",
    body: new URLSearchParams({ who, scope: "ZohoCRM.org.READ", minutes: "3" }),
  });
  const code = /1000\.[0-9a-f]{32}\.[0-9a-f]{32}/.exec(made.text)?.[0] ?? "";
  const { clientId, clientSecret } = zoho.ready.clients.self;
  const tokens = await exchange(zoho, code, { client_id: clientId, client_secret: clientSecret }, "ca");
  expect(tokens.body["refresh_token"]).toBeTypeOf("string");
  const refused = await ask(host, {
    method: "POST",
    body: new URLSearchParams({ who, scope: "<b>", minutes: "3" }),
  });
  expect(refused.status).toBe(400);
  expect(refused.text).toContain("&lt;b&gt;");
});

test("the sign-in page begins with its heading and says what each person is good for", async () => {
  const zoho = await emulator();
  const { text } = await ask(authorizeUrl(zoho));
  const headings = [...text.matchAll(/<h(\d)>([^<]+)</g)].map(
    ([, level, words]) => `${String(level)} ${String(words)}`,
  );
  expect(headings).toEqual([
    "1 Sign in to Zoho",
    "2 To begin with",
    "2 To see refusals",
    "2 In other data centers",
  ]);
  for (const { name, shows } of zoho.ready.people) {
    const button = new RegExp(
      `aria-describedby="([^"]+)">${name}</button> <span class="about" id="\\1">([^<]+) <`,
    );
    expect(button.exec(text)?.[2]).toBe(shows);
  }
  // Nothing is skipped or reached out of turn by somebody who presses Tab.
  expect(text).not.toMatch(/tabindex|autofocus/);
});
