import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { connect as openSocket } from "node:net";
import { connect as openTls } from "node:tls";
import { beforeAll, expect, test } from "vitest";
import { ZOHO_HOST_NAMES } from "../../src/emulator/hosts/find-host";
import { askByName, type ByName, clientOf, emulatorByName, startByName } from "./support/by-name";
import { control } from "./support/running";

let shared: ByName;
beforeAll(async () => {
  shared = await startByName();
  return shared.close;
});

test("answers 421 to a host that is none of Zoho's, and serves neither control nor hosts in the path", async () => {
  const { dispatcher, tls } = shared;
  for (const host of ["evil.example", `127.0.0.1:${tls.port}`, "localhost"]) {
    for (const path of ["/", "/_emulator/state", "/accounts.zoho.com/oauth/serverinfo"]) {
      const answer = await askByName(dispatcher, `https://accounts.zoho.com${path}`, { headers: { host } });
      expect(answer.status).toBe(421);
      expect(answer.text).toContain('"error":"misdirected_request"');
    }
  }
  expect((await askByName(dispatcher, "https://accounts.zoho.com/_emulator/state")).status).toBe(404);
});

test("is not trusted without the CA, nor under a name that is not Zoho's, nor with the CA of another start", async () => {
  const { tls, dispatcher } = shared;
  const { port, host } = tls;
  const address = "https://accounts.zoho.eu/oauth/serverinfo";
  await expect(askByName(clientOf({ port, host }), address)).rejects.toMatchObject({
    code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  });
  await expect(askByName(dispatcher, "https://accounts.zoho.example/")).rejects.toMatchObject({
    code: "ERR_TLS_CERT_ALTNAME_INVALID",
  });
  const { ca } = (await emulatorByName()).tls;
  await expect(askByName(clientOf({ port, host, ca }), address)).rejects.toMatchObject({
    code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  });
});

test("shows one certificate with every emulated name, valid by real time, whatever the emulator's clock says", async () => {
  const { tls } = shared;
  const socket = openTls({ port: tls.port, host: tls.host, ca: tls.ca, servername: "www.zohoapis.ca" });
  await once(socket, "secureConnect");
  const shown = new X509Certificate(socket.getPeerCertificate().raw);
  socket.destroy();
  const names = (shown.subjectAltName ?? "").split(", ").map((name) => name.replace("DNS:", ""));
  expect(names.sort()).toEqual([...ZOHO_HOST_NAMES].sort());
  const day = 86_400_000;
  expect(Math.abs(Date.parse(shown.validFrom) - (Date.now() - day))).toBeLessThan(day / 2);
  expect(Date.parse(shown.validTo)).toBeGreaterThan(Date.now() + day);
  const ca = new X509Certificate(tls.ca);
  expect(ca.ca).toBe(true);
  expect(shown.ca).toBe(false);
  expect(shown.checkIssued(ca) && shown.verify(ca.publicKey)).toBe(true);
});

test("speaks no TLS before 1.2", async () => {
  const { tls } = shared;
  const socket = openTls({
    port: tls.port,
    host: tls.host,
    servername: "accounts.zoho.com",
    rejectUnauthorized: false,
    minVersion: "TLSv1",
    maxVersion: "TLSv1.1",
    ciphers: "DEFAULT@SECLEVEL=0",
  });
  const [error] = (await once(socket, "error")) as [NodeJS.ErrnoException];
  expect(error.code).toMatch(/PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|ECONNRESET/);
});

test.each([
  ["plain http", "GET / HTTP/1.1\r\nHost: accounts.zoho.com\r\n\r\n"],
  ["a hello that is none", Buffer.from("160301000501000001ff", "hex")],
  ["noise", Buffer.alloc(2000, 0xa5)],
])("ends a connection that brings %s, and goes on", async (_what, bytes) => {
  const { tls, dispatcher } = shared;
  const socket = openSocket(tls.port, tls.host, () => socket.write(bytes));
  socket.on("error", () => undefined).resume();
  await once(socket, "close");
  expect((await askByName(dispatcher, "https://accounts.zoho.com/oauth/serverinfo")).status).toBe(200);
});

test("answers what is no HTTP inside of TLS with 400", async () => {
  const { tls } = shared;
  const socket = openTls({ ...tls, servername: "accounts.zoho.com" }, () => socket.write("what?\r\n\r\n"));
  let text = "";
  socket.on("data", (chunk: Buffer) => (text += chunk.toString()));
  await once(socket, "close");
  expect(text).toMatch(/^HTTP\/1\.1 400 /);
});

test("plays a reset: the client sees its connection cut, and the emulator goes on", async () => {
  const { zoho, dispatcher } = shared;
  await control(zoho, "POST", "faults", { match: { host: "accounts.zoho.sg" }, fault: "reset" });
  const address = "https://accounts.zoho.sg/oauth/serverinfo";
  await expect(askByName(dispatcher, address)).rejects.toMatchObject({ code: "ECONNRESET" });
  expect((await askByName(dispatcher, address)).status).toBe(200);
});
