import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, connect as openSocket, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { CaFileError, type ReadyInfo, startEmulator } from "../../src/emulator/index";
import { accountsUrl, productUrl } from "../../src/transport/destination";
import { undiciTransport } from "../../src/transport/undici-transport";
import { DATA_CENTER_CODES, DATA_CENTERS, type DataCenterCode } from "../../src/zoho/data-centers";
import { askByName, type ByName, emulatorByName, startByName } from "./support/by-name";
import { CRM_SCOPES } from "./support/consenting";
import { freePort } from "../support/free-port";
import { ask, control } from "./support/running";

let shared: ByName;
beforeAll(async () => {
  shared = await startByName();
  return shared.close;
});

/** The authorize address as a client of Zoho's writes it. */
function authorizeAddress(dataCenter: DataCenterCode): string {
  const { clientId, redirectUris } = shared.zoho.ready.clients.server;
  const query = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: redirectUris[0] ?? "",
    scope: CRM_SCOPES,
    access_type: "offline",
    prompt: "consent",
  });
  return `https://${DATA_CENTERS[dataCenter].accountsHost}/oauth/v2/auth?${query.toString()}`;
}

function json(text: string): Record<string, unknown> {
  return JSON.parse(text) as Record<string, unknown>;
}

describe("Under the real names of each data center", () => {
  test.each(DATA_CENTER_CODES)("%s: server info, consent, tokens and a call", async (dataCenter) => {
    const { zoho, dispatcher } = shared;
    const accounts = `https://${DATA_CENTERS[dataCenter].accountsHost}`;
    const { clientId, clientSecret, redirectUris } = zoho.ready.clients.server;
    const credentials = { client_id: clientId, client_secret: clientSecret };
    const person = zoho.ready.people.find((one) => one.dataCenter === dataCenter);
    const [org] = person?.orgs ?? [];
    await control(zoho, "PATCH", "settings", {
      autoConsent: person?.name ?? null,
      autoConsentOrg: `${String(org?.name)} (${String(org?.environment)})`,
    });

    // Zoho's quota of 10 grants in ten minutes must not end the list of data centers.
    await control(zoho, "POST", "clock", { advanceSeconds: 600 });

    const info = json((await askByName(dispatcher, `${accounts}/oauth/serverinfo`)).text);
    expect(info["locations"]).toMatchObject({ [dataCenter]: accounts });

    const redirected = await askByName(dispatcher, authorizeAddress(dataCenter));
    expect(redirected.status).toBe(302);
    const callback = new URL(redirected.location).searchParams;
    expect(callback.get("location")).toBe(dataCenter);
    expect(callback.get("accounts-server")).toBe(accounts);

    const form = { grant_type: "authorization_code", redirect_uri: redirectUris[0] ?? "" };
    const issued = await askByName(dispatcher, `${accounts}/oauth/v2/token`, {
      form: { ...credentials, ...form, code: callback.get("code") ?? "" },
    });
    const { refresh_token: refreshToken, api_domain: gateway } = json(issued.text);
    expect(gateway).toBe(`https://www.${DATA_CENTERS[dataCenter].gateway}`);

    const refreshed = await askByName(dispatcher, `${accounts}/oauth/v2/token`, {
      form: { ...credentials, grant_type: "refresh_token", refresh_token: String(refreshToken) },
    });
    const leads = await askByName(dispatcher, `${String(gateway)}/crm/v8/Leads?fields=Last_Name`, {
      headers: { authorization: `Zoho-oauthtoken ${String(json(refreshed.text)["access_token"])}` },
    });
    expect(leads.status).toBe(200);
    expect(json(leads.text)).toHaveProperty("data.0.Last_Name");
  });

  test("the project's own transport finds its way with the same dispatcher", async () => {
    const send = undiciTransport({ dispatcher: shared.dispatcher });
    const info = await send({ method: "GET", url: accountsUrl("jp", "/oauth/serverinfo") });
    expect(info.status).toBe(200);
    const place = { product: "crm", dataCenter: "jp", environment: "Sandbox" } as const;
    const refused = await send({ method: "GET", url: productUrl(place, "Leads") });
    expect(json(refused.body.toString())).toMatchObject({ code: "AUTHENTICATION_FAILURE" });
  });

  test("who signs in elsewhere is forwarded to their own accounts server by its name", async () => {
    const { zoho, dispatcher } = shared;
    await control(zoho, "PATCH", "settings", { autoConsent: null, autoConsentOrg: null });
    const page = await askByName(dispatcher, authorizeAddress("us"));
    const [, action = ""] = /<form[^>]* action="([^"]+)"/.exec(page.text) ?? [];
    const [, session = ""] = /name="session" value="([^"]+)"/.exec(page.text) ?? [];
    const [, person = ""] = /name="person" value="([^"]+)"><button[^>]*>Noa Berg</.exec(page.text) ?? [];
    expect(action).toBe("https://accounts.zoho.com/oauth/v2/auth/sign-in");
    const forwarded = await askByName(dispatcher, action, { form: { session, person } });
    expect(forwarded.status).toBe(303);
    expect(forwarded.location).toMatch(/^https:\/\/accounts\.zoho\.eu\/oauth\/v2\/auth\/session\?id=/);
    const next = await askByName(dispatcher, forwarded.location);
    expect(next.text).toContain('action="https://accounts.zoho.eu/oauth/v2/auth/org"');
  });

  test("a port that somebody types in stays in the links", async () => {
    const { tls } = shared;
    const page = await askByName(
      shared.dispatcher,
      authorizeAddress("us").replace("zoho.com/", `zoho.com:${tls.port}/`),
    );
    expect(page.text).toContain(`action="https://accounts.zoho.com:${tls.port}/oauth/v2/auth/sign-in"`);
  });
});

describe("Starting and ending", () => {
  test("without tls there is no https port", async () => {
    const zoho = await startEmulator();
    expect(zoho.ready).not.toHaveProperty("tls");
    await zoho.close();
  });

  test("the ready line is the same by control", async () => {
    const { body } = await control(shared.zoho, "GET", "ready");
    expect((body as unknown as ReadyInfo).tls).toEqual(shared.tls);
    expect(JSON.stringify(body)).not.toContain("PRIVATE KEY");
  });

  test("the CA file holds the certificate that everybody may read, and never a key", async () => {
    const directory = mkdtempSync(join(tmpdir(), "emulator-tls-"));
    const caFile = join(directory, "ca.pem");
    const { tls } = await emulatorByName({ tls: { caFile } });
    expect(tls.caFile).toBe(caFile);
    expect(readFileSync(caFile, "utf8")).toBe(tls.ca);
    expect(tls.ca).toMatch(/^-----BEGIN CERTIFICATE-----\r?\n[^-]+-----END CERTIFICATE-----\r?\n$/);
    expect(statSync(caFile).mode & 0o777).toBe(0o644);
    rmSync(directory, { recursive: true });
  });

  test("a CA file that can't be written is said, and no port stays taken", async () => {
    const port = await freePort();
    const start = startEmulator({ port, tls: { caFile: join(tmpdir(), "no", "such", "folder", "ca.pem") } });
    await expect(start).rejects.toThrow(CaFileError);
    await expect(ask(`http://127.0.0.1:${port}/`)).rejects.toThrow();
  });

  test("where the https port is taken, the http port is let go and the CA file stays as it was", async () => {
    const directory = mkdtempSync(join(tmpdir(), "emulator-tls-"));
    const caFile = join(directory, "ca.pem");
    const port = await freePort();
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port: taken } = other.address() as AddressInfo;
    const start = startEmulator({ port, tls: { port: taken, caFile } });
    await expect(start).rejects.toMatchObject({ code: "EADDRINUSE", port: taken });
    other.close();
    expect(existsSync(caFile)).toBe(false);
    await expect(ask(`http://127.0.0.1:${port}/`)).rejects.toThrow();
    rmSync(directory, { recursive: true });
  });

  test("close ends both ports at once, also for a client that never finishes its handshake", async () => {
    const zoho = await startEmulator({ tls: {} });
    const { port = 0, host = "" } = zoho.ready.tls ?? {};
    const silent = openSocket(port, host);
    silent.on("error", () => undefined).resume();
    await once(silent, "connect");
    const gone = once(silent, "close");
    await zoho.close();
    await gone;
    await expect(ask(zoho.url)).rejects.toThrow();
  });
});
