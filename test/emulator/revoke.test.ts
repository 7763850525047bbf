import { expect, test } from "vitest";
import type { RunningEmulator } from "../../src/emulator/index";
import { call, connect, post, refresh } from "./support/consenting";
import { type Answer, ask, control, emulator } from "./support/running";

function revoke(zoho: RunningEmulator, token: string, host = "accounts.zoho.com"): Promise<Answer> {
  return ask(`${zoho.url}/${host}/oauth/v2/token/revoke`, {
    method: "POST",
    body: new URLSearchParams({ token }),
  });
}

async function orgStatus(
  zoho: RunningEmulator,
  accessToken: string,
  host = "www.zohoapis.com",
): Promise<number> {
  return (await call(zoho, accessToken, "GET", "crm/v8/org", undefined, host)).status;
}

test("revoking a refresh token kills its access tokens too", async () => {
  const zoho = await emulator();
  const { accessToken, refreshToken } = await connect(zoho);
  const answer = await revoke(zoho, refreshToken);
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({ status: "success" });
  expect((await refresh(zoho, refreshToken)).body).toEqual({ error: "invalid_code" });
  expect(await orgStatus(zoho, accessToken)).toBe(401);
  expect((await revoke(zoho, refreshToken)).status).toBe(400);
});

test("the token may stand in the query", async () => {
  const zoho = await emulator();
  const { refreshToken } = await connect(zoho);
  const url = `${zoho.url}/accounts.zoho.com/oauth/v2/token/revoke?token=${refreshToken}`;
  expect((await ask(url, { method: "POST" })).body).toEqual({ status: "success" });
});

test("a token is revoked in its own data center only", async () => {
  const zoho = await emulator();
  const { refreshToken } = await connect(zoho);
  expect((await revoke(zoho, refreshToken, "accounts.zoho.eu")).status).toBe(400);
  expect((await revoke(zoho, refreshToken)).status).toBe(200);
});

test("a revoked grant is forgotten: the next offline consent gives a refresh token without prompt", async () => {
  const zoho = await emulator();
  const { refreshToken } = await connect(zoho);
  await revoke(zoho, refreshToken);
  expect((await connect(zoho, { ask: { prompt: undefined } })).refreshToken).not.toBe("");
});

test("revoking one of two grants of an org leaves the other, or kills it where the setting says so", async () => {
  const zoho = await emulator();
  const [first, second, third] = [await connect(zoho), await connect(zoho), await connect(zoho)];
  await revoke(zoho, first.refreshToken);
  expect((await refresh(zoho, second.refreshToken)).body).toHaveProperty("access_token");
  await control(zoho, "PATCH", "settings", { revokeKills: "orgGrant" });
  await revoke(zoho, second.refreshToken);
  expect((await refresh(zoho, third.refreshToken)).body).toEqual({ error: "invalid_code" });
  expect(await orgStatus(zoho, third.accessToken)).toBe(401);
});

test("the newer address wants the client by HTTP Basic and the right kind of token", async () => {
  const zoho = await emulator();
  const { accessToken, refreshToken } = await connect(zoho);
  const { clientId, clientSecret } = zoho.ready.clients.server;
  const send = (fields: Readonly<Record<string, string>>, secret = clientSecret): Promise<Answer> =>
    ask(`${zoho.url}/accounts.zoho.com/oauth/v2/revoke/token`, {
      method: "POST",
      headers: { Authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}` },
      body: new URLSearchParams(fields),
    });
  expect((await send({ token: refreshToken }, "wrong")).status).toBe(400);
  expect((await send({ token: refreshToken, token_type: "access_token" })).status).toBe(400);
  expect((await send({ token: accessToken, token_type: "access_token" })).status).toBe(200);
  expect(await orgStatus(zoho, accessToken)).toBe(401);
  expect((await refresh(zoho, refreshToken)).body).toHaveProperty("access_token");
  expect((await send({ token: refreshToken })).status).toBe(200);
});

test.each([
  ["both", 400, 400],
  ["classic", 400, 404],
  ["new", 404, 400],
])(
  "with revokeAt %s the addresses answer an unknown token with %i and %i",
  async (revokeAt, classic, newer) => {
    const zoho = await emulator();
    await control(zoho, "PATCH", "settings", { revokeAt });
    const answers = await Promise.all(
      ["token/revoke", "revoke/token"].map((path) => post(zoho, `oauth/v2/${path}`, { token: "x" })),
    );
    expect(answers.map(({ status }) => status)).toEqual([classic, newer]);
  },
);
