import { expect, test } from "vitest";
import { call, connect, refresh } from "./support/consenting";
import { control, emulator } from "./support/running";

test("a cut connection is not acted upon; a lost answer is", async () => {
  const zoho = await emulator();
  const { accessToken } = await connect(zoho);
  const count = async (): Promise<unknown> => {
    const { body } = await call(zoho, accessToken, "GET", "crm/v8/Leads?fields=id&page=3");
    return (body["info"] as { count: number }).count;
  };
  const create = (): Promise<unknown> =>
    call(zoho, accessToken, "POST", "crm/v8/Leads", { data: [{ Last_Name: "x" }] });
  const before = await count();
  await control(zoho, "POST", "faults", { match: { method: "POST" }, fault: "reset" });
  await expect(create()).rejects.toThrow();
  expect(await count()).toBe(before);
  await control(zoho, "POST", "faults", { match: { method: "POST" }, fault: "resetAfter" });
  await expect(create()).rejects.toThrow();
  expect(await count()).toBe(Number(before) + 1);
});

test("a hanging request gets no answer until the client gives up", async () => {
  const zoho = await emulator();
  await control(zoho, "POST", "faults", { fault: "hang" });
  const giveUp = new AbortController();
  const hanging = fetch(`${zoho.url}/www.zohoapis.com/crm/v8/org`, { signal: giveUp.signal });
  const seen = async (): Promise<unknown[]> =>
    (await control(zoho, "GET", "requests")).body["requests"] as unknown[];
  await expect.poll(seen).toMatchObject([{ fault: "hang", status: 0 }]);
  giveUp.abort();
  await expect(hanging).rejects.toThrow();
});

test("a slow request gets the true answer, late", async () => {
  const zoho = await emulator();
  const { accessToken } = await connect(zoho);
  await control(zoho, "POST", "faults", { fault: "slow", delayMs: 60 });
  const start = performance.now();
  expect((await call(zoho, accessToken, "GET", "crm/v8/org")).body).toHaveProperty("org");
  expect(performance.now() - start).toBeGreaterThanOrEqual(55);
});

test("throttle speaks the language of the host", async () => {
  const zoho = await emulator();
  const { accessToken, refreshToken } = await connect(zoho);
  await control(zoho, "POST", "faults", { fault: "throttle", times: 2 });
  const api = await call(zoho, accessToken, "GET", "crm/v8/org");
  expect([api.status, api.body["code"]]).toEqual([429, "TOO_MANY_REQUESTS"]);
  const token = await refresh(zoho, refreshToken);
  expect([token.status, token.body["error"]]).toEqual([400, "Access Denied"]);
});

test.each([
  ["invalidToken", 401, "INVALID_TOKEN"],
  ["authenticationFailure", 401, "AUTHENTICATION_FAILURE"],
  ["scopeMismatch", 401, "OAUTH_SCOPE_MISMATCH"],
])("%s answers as the API would, once", async (fault, status, code) => {
  const zoho = await emulator();
  const { accessToken } = await connect(zoho);
  await control(zoho, "POST", "faults", { fault });
  const answer = await call(zoho, accessToken, "GET", "crm/v8/org");
  expect([answer.status, answer.body["code"]]).toEqual([status, code]);
  expect((await call(zoho, accessToken, "GET", "crm/v8/org")).status).toBe(200);
});

test("any status, headers and body can be answered, and a gateway's page", async () => {
  const zoho = await emulator();
  await control(zoho, "POST", "faults", [
    { fault: "status", status: 503, body: { code: "SERVICE_UNAVAILABLE" }, headers: { "Retry-After": "7" } },
    { fault: "html" },
  ]);
  const first = await call(zoho, "x", "GET", "crm/v8/org");
  expect([first.status, first.headers.get("retry-after"), first.body]).toEqual([
    503,
    "7",
    { code: "SERVICE_UNAVAILABLE" },
  ]);
  const second = await call(zoho, "x", "GET", "crm/v8/org");
  expect([second.status, second.headers.get("content-type")]).toEqual([502, "text/html;charset=UTF-8"]);
});

test("a fault waits for its request: method, host and path, and so many times", async () => {
  const zoho = await emulator();
  const { accessToken } = await connect(zoho);
  const match = { method: "get", host: "*.zohoapis.com", path: "/crm/v8/Leads" };
  await control(zoho, "POST", "faults", { match, times: 2, fault: "status", status: 500 });
  const statusOf = async (path: string): Promise<number> =>
    (await call(zoho, accessToken, "GET", `crm/v8/${path}`)).status;
  expect(await statusOf("Contacts?fields=id")).toBe(200);
  expect(await statusOf("LeadsAndMore?fields=id")).toBe(400);
  expect(await statusOf("Leads?fields=id")).toBe(500);
  expect(await statusOf("Leads/554023000000000001")).toBe(500);
  expect(await statusOf("Leads?fields=id")).toBe(200);
});

test("a fault without end stays until it is cleared, and never touches control", async () => {
  const zoho = await emulator();
  await control(zoho, "POST", "faults", { times: null, fault: "status", status: 500 });
  for (let n = 0; n < 3; n += 1) expect((await call(zoho, "x", "GET", "crm/v8/org")).status).toBe(500);
  expect((await control(zoho, "GET", "faults")).body["faults"]).toMatchObject([
    { fault: "status", left: null },
  ]);
  await control(zoho, "DELETE", "faults");
  expect((await call(zoho, "x", "GET", "crm/v8/org")).status).toBe(401);
});

test.each([
  [{ fault: "explode" }, '"fault" is one of'],
  [{}, '"fault" is one of'],
  [{ fault: "reset", times: 0 }, '"times"'],
  [{ fault: "status", status: 99 }, '"status"'],
  [{ fault: "slow", delayMs: -1 }, '"delayMs"'],
  [{ fault: "reset", match: { path: 1 } }, "match.path"],
  [{ fault: "reset", match: { path: "*".repeat(50) } }, "more than three"],
  [{ fault: "reset", match: { url: "x" } }, 'has no "url"'],
  [{ fault: "status", headers: { "X-A": "a\r\nSet-Cookie: b" } }, "can't be sent"],
  [[{ fault: "reset" }, null], "a fault is an object"],
])("%j is refused", async (fault, words) => {
  const zoho = await emulator();
  const answer = await control(zoho, "POST", "faults", fault);
  expect(answer.status).toBe(400);
  expect(String(answer.body["message"])).toContain(words);
  expect((await control(zoho, "GET", "faults")).body["faults"]).toEqual([]);
});
