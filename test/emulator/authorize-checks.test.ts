import { expect, test } from "vitest";
import { ask, control, emulator } from "./support/running";
import { authorizeUrl } from "./support/consenting";

test.each([
  ["no client ID", { client_id: undefined }, "Invalid response type"],
  ["no response type", { response_type: undefined }, "Invalid response type"],
  ["an invented response type", { response_type: "banana" }, "An error occurred"],
  ["the implicit grant for a server-based client", { response_type: "token" }, "Invalid response type"],
  ["an unknown client", { client_id: "1000.NOBODY" }, "Invalid Client"],
  ["another redirect URI", { redirect_uri: "http://127.0.0.1:1880/zoho/callback/" }, "Invalid Redirect Uri"],
  ["no scope", { scope: "" }, "Invalid OAuth Scope"],
  ["a scope of no service", { scope: "ZohoNothing.modules.ALL" }, "Invalid OAuth Scope"],
  ["a scope of no area", { scope: "ZohoCRM.moduls.ALL" }, "Invalid OAuth Scope"],
  ["one wrong scope among right ones", { scope: "ZohoCRM.modules.ALL,nonsense" }, "Invalid OAuth Scope"],
  [
    "an unknown PKCE method",
    { code_challenge: "x".repeat(43), code_challenge_method: "S512" },
    "An error occurred",
  ],
])("%s is a page on Zoho's side, and nothing goes back to the app", async (_what, changes, title) => {
  const zoho = await emulator();
  const answer = await ask(authorizeUrl(zoho, changes));
  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toContain("text/html");
  expect(answer.headers.get("location")).toBeNull();
  expect(answer.text).toContain(`<h1>${title}</h1>`);
});

test("checks come in Zoho's order: the client before the redirect URI, that before the scope", async () => {
  const zoho = await emulator();
  const all = { client_id: "1000.NOBODY", redirect_uri: "http://127.0.0.1/", scope: "x" };
  expect((await ask(authorizeUrl(zoho, all))).text).toContain("Invalid Client");
  const { client_id: _known, ...rest } = all;
  expect((await ask(authorizeUrl(zoho, rest))).text).toContain("Invalid Redirect Uri");
});

test("error pages have the status of the setting", async () => {
  const zoho = await emulator();
  await control(zoho, "PATCH", "settings", { errorPageStatus: 400 });
  expect((await ask(authorizeUrl(zoho, { scope: "x" }))).status).toBe(400);
});

test("POST instead of GET is a 400 page", async () => {
  const zoho = await emulator();
  const answer = await ask(authorizeUrl(zoho), { method: "POST" });
  expect(answer.status).toBe(400);
  expect(answer.text).toContain("400 not found");
});

test("what the request says never becomes part of a page's markup", async () => {
  const zoho = await emulator();
  const answer = await ask(authorizeUrl(zoho, { client_id: "<script>alert(1)</script>" }));
  expect(answer.text).not.toContain("<script>");
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
});
