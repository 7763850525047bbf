import { expect, test } from "vitest";
import { AUTHORIZE_PROBLEMS, CALLBACK_ERRORS } from "../../src/emulator/accounts/authorize-problems";
import { DEVICE_ERRORS } from "../../src/emulator/accounts/device/device-error";
import type { ErrorRow } from "../../src/emulator/accounts/error-row";
import { ACCOUNTS_ENDPOINTS } from "../../src/emulator/accounts/endpoints";
import { USER_INFO_ERRORS } from "../../src/emulator/accounts/openid/user-info";
import { REVOKE_ERRORS } from "../../src/emulator/accounts/revoke";
import { GRANTS } from "../../src/emulator/accounts/token-endpoint";
import { TOKEN_ERRORS } from "../../src/emulator/accounts/token-error";
import { accountsUrl, postToken } from "./support/consenting";
import { ask, emulator } from "./support/running";

test("every address of the table is served, and no other", async () => {
  const zoho = await emulator();
  for (const { method, path, what } of ACCOUNTS_ENDPOINTS) {
    const { status } = await ask(accountsUrl(zoho, path.slice(1)), {
      method: method === "ANY" ? "POST" : method,
    });
    if (what.startsWith("404")) expect(status).toBe(404);
    else expect([path, status]).not.toEqual([path, 404]);
  }
  for (const path of ["oauth/v2/token/info", "oauth/v2/mobile/auth", "oauth/v2/nothing", ""]) {
    expect((await ask(accountsUrl(zoho, path))).status).toBe(404);
  }
});

test("an address stands in the table once", () => {
  const addresses = ACCOUNTS_ENDPOINTS.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(addresses).size).toBe(addresses.length);
});

test("every grant type of the table is known to the token endpoint", async () => {
  const zoho = await emulator();
  for (const grantType of Object.keys(GRANTS)) {
    const { body } = await postToken(zoho, { grant_type: grantType, client_id: "1000.NOBODY" });
    expect(body).toEqual({ error: "invalid_client" });
  }
});

test.each(
  Object.entries({
    AUTHORIZE_PROBLEMS,
    CALLBACK_ERRORS,
    TOKEN_ERRORS,
    DEVICE_ERRORS,
    REVOKE_ERRORS,
    USER_INFO_ERRORS,
  }) as readonly (readonly [string, Readonly<Record<string, ErrorRow>>])[],
)("every row of %s says when it comes, and what it rests on", (_name, table) => {
  for (const { when, basis } of Object.values(table)) {
    expect(when.length).toBeGreaterThan(10);
    expect(basis.confidence.length).toBeGreaterThan(0);
  }
});
