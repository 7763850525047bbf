import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type EmulatorOptions, type RunningEmulator, startEmulator } from "../../src/emulator/index";
import { press } from "./support/clicking";
import {
  accountsUrl,
  authorizeUrl,
  call,
  callbackOf,
  connect,
  exchange,
  post,
  refresh,
} from "./support/consenting";
import { askedCode, poll } from "./support/devices";
import { ask, control, emulator } from "./support/running";

let directory = "";
let stateFile = "";

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "emulator-state-"));
  stateFile = join(directory, "state.json");
});
afterEach(() => {
  rmSync(directory, { recursive: true, force: true });
});

/** Not frozen by an option: the clock must come out of the file. */
function restarted(options: EmulatorOptions = {}): Promise<RunningEmulator> {
  return startEmulator({ stateFile, ...options });
}

test("tokens, records, settings, clients and clock outlive a restart", async () => {
  const first = await emulator({ stateFile });
  const tokens = await connect(first);
  await control(first, "PATCH", "settings", { codeTtl: 77 });
  const { clientId } = first.ready.clients.server;
  await control(first, "POST", "clients", { clientId, redirectUri: "http://127.0.0.1:3/cb" });
  const added = await call(first, tokens.accessToken, "POST", "crm/v8/Leads", {
    data: [{ Last_Name: "Kept", Email: "k@example.com" }],
  });
  const id = String((added.body["data"] as { details: { id: string } }[])[0]?.details.id);
  await control(first, "POST", "clock", { advanceSeconds: 60 });
  await first.close();

  const second = await restarted();
  try {
    expect((await control(second, "GET", "clock")).body["nowMs"]).toBe(Date.UTC(2026, 2, 10, 12, 1, 0));
    expect((await control(second, "GET", "settings")).body["codeTtl"]).toBe(77);
    expect(second.ready.clients.server.redirectUris).toContain("http://127.0.0.1:3/cb");
    const read = await call(second, tokens.accessToken, "GET", `crm/v8/Leads/${id}`);
    expect(read.body["data"]).toMatchObject([{ Last_Name: "Kept" }]);
    const again = { data: [{ Last_Name: "Kept", Email: "k@example.com" }] };
    expect((await call(second, tokens.accessToken, "POST", "crm/v8/Leads", again)).status).toBe(400);
    const fresh = await refresh(second, tokens.refreshToken);
    expect(fresh.body["access_token"]).toBeTypeOf("string");
    expect(fresh.body["access_token"]).not.toBe(tokens.accessToken);
  } finally {
    await second.close();
  }
});

test("whoever is in the middle of something goes on after a restart", async () => {
  const first = await emulator({ stateFile });
  const { clientId, clientSecret, redirectUris } = first.ready.clients.server;
  const code = callbackOf(
    await control(first, "PATCH", "settings", { autoConsent: "Robin Vale" }).then(() =>
      ask(authorizeUrl(first)),
    ),
  ).get("code");
  const { refreshToken } = await connect(first, { ask: { scope: "ZohoCRM.org.READ" } });
  const device = await askedCode(first);
  const enhanced = await post(first, "oauth/v2/token/scopeenhance", {
    client_id: clientId,
    client_secret: clientSecret,
    grant_type: "update_scopes_token",
    refresh_token: refreshToken,
  });
  await control(first, "PATCH", "settings", { autoConsent: null });
  const consent = await press(first, await ask(authorizeUrl(first)), "Remy Roy");
  await control(first, "POST", "faults", { match: { path: "/oauth/v3" }, fault: "status", times: 3 });
  await poll(first, device.device_code);
  await first.close();

  const second = await restarted();
  try {
    expect((await control(second, "GET", "faults")).body["faults"]).toMatchObject([{ times: 3, left: 2 }]);
    expect((await poll(second, device.device_code)).status).toBe(500);
    await control(second, "DELETE", "faults");
    expect((await poll(second, device.device_code)).body).toEqual({ error: "authorization_pending" });
    expect(callbackOf(await press(second, consent, "Accept")).get("location")).toBe("ca");
    expect((await exchange(second, code ?? "")).body).toHaveProperty("refresh_token");
    await control(second, "PATCH", "settings", { autoConsent: "Robin Vale" });
    const query = new URLSearchParams({
      response_type: "update_scopes",
      client_id: clientId,
      redirect_uri: redirectUris[0] ?? "",
      scope: "ZohoCRM.users.READ",
      enhance_token: String(enhanced.body["access_token"]),
    });
    const added = await ask(`${accountsUrl(second, "oauth/v2/token/addextrascope")}?${query.toString()}`);
    expect(callbackOf(added).get("status")).toBe("success");
    expect((await poll(second, device.device_code)).body).toHaveProperty("access_token");
  } finally {
    await second.close();
  }
});

test("reset forgets devices, enhance tokens, open consents and faults, in the file too", async () => {
  const first = await emulator({ stateFile });
  const device = await askedCode(first);
  const consent = await press(first, await ask(authorizeUrl(first)), "Remy Roy");
  await control(first, "POST", "faults", { fault: "reset" });
  await control(first, "POST", "reset");
  await first.close();
  const second = await restarted();
  expect((await control(second, "GET", "state")).body["counts"]).toMatchObject({
    deviceCodes: 0,
    openConsents: 0,
    faults: 0,
  });
  expect((await poll(second, device.device_code)).body).toEqual({ error: "invalid_code" });
  expect((await press(second, consent, "Accept")).status).toBe(400);
  await second.close();
});

test("an org that nobody touched after the restart keeps its changes over the next one", async () => {
  const first = await emulator({ stateFile });
  const { accessToken } = await connect(first);
  await call(first, accessToken, "POST", "crm/v8/Tasks", { data: [{ Subject: "Kept" }] });
  await first.close();
  const second = await restarted();
  await control(second, "PATCH", "settings", { codeTtl: 5 });
  await second.close();
  const third = await restarted();
  const list = await call(third, accessToken, "GET", "crm/v8/Tasks?fields=Subject&per_page=1");
  expect(list.body["data"]).toMatchObject([{ Subject: "Kept" }]);
  await third.close();
});

test("a page token outlives a restart", async () => {
  const first = await emulator({ stateFile });
  const { accessToken } = await connect(first);
  const page = await call(first, accessToken, "GET", "crm/v8/Leads?fields=id");
  const token = String((page.body["info"] as Record<string, unknown>)["next_page_token"]);
  await first.close();
  const second = await restarted();
  expect((await call(second, accessToken, "GET", `crm/v8/Leads?fields=id&page_token=${token}`)).status).toBe(
    200,
  );
  await second.close();
});

test("changes are saved while it runs, not only at the end, and only the owner may read them", async () => {
  const zoho = await emulator({ stateFile });
  const { refreshToken } = await connect(zoho);
  await expect.poll(() => readFileSync(stateFile, "utf8")).toContain(refreshToken);
  expect(statSync(stateFile).mode & 0o777).toBe(0o600);
});

test("settings given at the start win over those of the file", async () => {
  const first = await emulator({ stateFile, settings: { codeTtl: 10, accessTtl: 20 } });
  await first.close();
  const second = await restarted({ settings: { codeTtl: 30 } });
  expect((await control(second, "GET", "settings")).body).toMatchObject({ codeTtl: 30, accessTtl: 20 });
  await second.close();
});

test.each([
  ["is broken", '{"format":1,'],
  ["is of another format", '{"format":99,"seed":1}'],
])("a state file that %s is refused and left as it is", async (_what, content) => {
  writeFileSync(stateFile, content);
  await expect(restarted()).rejects.toThrow("was not written by this version");
  expect(readFileSync(stateFile, "utf8")).toBe(content);
});

test("a state file of another seed is refused", async () => {
  const first = await emulator({ stateFile, seed: 7 });
  await first.close();
  await expect(restarted({ seed: 8 })).rejects.toThrow("made with seed 7, not 8");
  const same = await restarted();
  expect((await control(same, "GET", "state")).body["seed"]).toBe(7);
  await same.close();
});

test("a state file that can't be written is said when the emulator ends", async () => {
  const zoho = await startEmulator({
    stateFile: join(directory, "missing", "state.json"),
    onSaveError: () => undefined,
  });
  await expect(zoho.close()).rejects.toThrow("can't be written");
});
