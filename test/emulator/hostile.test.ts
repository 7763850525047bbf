import { connect as openSocket } from "node:net";
import { expect, test } from "vitest";
import type { RunningEmulator } from "../../src/emulator/index";
import { call, connect, postToken } from "./support/consenting";
import { ask, emulator } from "./support/running";

/** Sends these bytes and gives what comes back until the connection ends. */
function raw(zoho: RunningEmulator, bytes: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = openSocket(Number(new URL(zoho.url).port), "127.0.0.1", () => socket.write(bytes));
    let answer = "";
    socket.on("data", (chunk) => (answer += chunk.toString("latin1")));
    socket.on("error", reject);
    socket.on("close", () => {
      resolve(answer);
    });
  });
}

async function isAlive(zoho: RunningEmulator): Promise<boolean> {
  return (await ask(`${zoho.url}/accounts.zoho.com/oauth/serverinfo`)).status === 200;
}

test.each([
  ["no HTTP", "hello\r\n\r\n", "400"],
  [
    "an address of another server",
    "GET http://evil.example/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
    "400",
  ],
  ["a tunnel", "OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "400"],
  ["headers without end", `GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(70_000)}\r\n\r\n`, "431"],
  ["two lengths", "POST /x HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab", "400"],
  ["a broken escape", "GET /%zz%/%ff?%zz=%ff&&&= HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "404"],
])("%s is answered with %s%s", async (_what, bytes, status) => {
  const zoho = await emulator();
  expect(await raw(zoho, bytes)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
  expect(await isAlive(zoho)).toBe(true);
});

test.each(["evil.example", "accounts.zoho.ca", "writer.zoho.com", "..", "__proto__", "constructor"])(
  "the host %s is unknown: 404 in JSON with the hosts there are",
  async (host) => {
    const zoho = await emulator();
    const answer = await raw(zoho, `GET /${host}/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 404 /);
    expect(answer).toContain('"error":"unknown_host"');
    expect(answer).toContain("accounts.zohocloud.ca");
  },
);

test("a body beyond 50 MB is 413, announced or not, and the emulator goes on", async () => {
  const zoho = await emulator();
  const chunk = Buffer.alloc(1024 * 1024, 0x20);
  let sent = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      if (sent > 52) controller.close();
      else controller.enqueue(chunk);
    },
  });
  const unannounced = await fetch(`${zoho.url}/www.zohoapis.com/crm/v8/Leads`, {
    method: "POST",
    body,
    duplex: "half",
  } as RequestInit);
  const announced = await ask(`${zoho.url}/www.zohoapis.com/crm/v8/Leads`, {
    method: "POST",
    body: new Uint8Array(51 * 1024 * 1024),
  });
  expect([unannounced.status, announced.status]).toEqual([413, 413]);
  expect(announced.body).toEqual(await unannounced.json());
  expect(announced.body["code"]).toBe("REQUEST_ENTITY_TOO_LARGE");
  expect((await ask(`${zoho.url}/_emulator/requests`)).text).toContain("REQUEST_ENTITY_TOO_LARGE");
  expect(await isAlive(zoho)).toBe(true);
});

test("50 MB of JSON are read and refused", async () => {
  const zoho = await emulator();
  const { accessToken } = await connect(zoho);
  const answer = await call(zoho, accessToken, "POST", "crm/v8/Leads", " ".repeat(50 * 1024 * 1024));
  expect(answer.body["code"]).toBe("JSON_PARSE_ERROR");
});

test.each([
  ["deep arrays", "[".repeat(200_000), "JSON_PARSE_ERROR"],
  ["bytes that are no text", "\u0000\uffff", "JSON_PARSE_ERROR"],
  ["a name of every object", '{"data":[{"__proto__":{"Last_Name":"x"},"constructor":1}]}', undefined],
])("%s in a body do no harm", async (_what, body, code) => {
  const zoho = await emulator();
  const { accessToken } = await connect(zoho);
  const answer = await call(zoho, accessToken, "POST", "crm/v8/Leads", body);
  expect(answer.status).toBe(400);
  expect(answer.body["code"]).toBe(code);
  expect(await isAlive(zoho)).toBe(true);
});

test.each([
  ["a content type of another kind", "application/json", '{"grant_type":"refresh_token"}'],
  ["multipart without boundary", "multipart/form-data", "--x\r\n\r\n"],
  [
    "multipart that never ends",
    "multipart/form-data; boundary=x",
    '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n',
  ],
  ["nothing", "", ""],
])("a token request with %s is plain 400", async (_what, contentType, body) => {
  const zoho = await emulator();
  const headers = { "Content-Type": contentType };
  const answer = await ask(`${zoho.url}/accounts.zoho.com/oauth/v2/token`, { method: "POST", headers, body });
  expect(answer.text).toBe("400 Bad Request");
});

test("a token request without a content type is read as a form", async () => {
  const zoho = await emulator();
  const form = "grant_type=refresh_token&client_id=x";
  const answer = await raw(
    zoho,
    `POST /accounts.zoho.com/oauth/v2/token HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: ${form.length}\r\n\r\n${form}`,
  );
  expect(answer).toContain('{"error":"invalid_client"}');
});

test("names of every object are no clients, tokens or codes", async () => {
  const zoho = await emulator();
  for (const name of ["__proto__", "constructor", "toString"]) {
    expect(
      (await postToken(zoho, { grant_type: "refresh_token", refresh_token: name, client_id: name })).body,
    ).toEqual({
      error: "invalid_client",
    });
    expect((await postToken(zoho, { grant_type: name })).body).toEqual({ error: "invalid_client" });
    expect((await call(zoho, name, "GET", "crm/v8/org")).body["code"]).toBe("INVALID_TOKEN");
  }
});

test("a client that goes away in the middle of its body does no harm", async () => {
  const zoho = await emulator();
  await new Promise<void>((resolve) => {
    const socket = openSocket(Number(new URL(zoho.url).port), "127.0.0.1", () => {
      socket.write(
        "POST /www.zohoapis.com/crm/v8/Leads HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nabc",
        () => {
          socket.destroy();
          resolve();
        },
      );
    });
  });
  expect(await isAlive(zoho)).toBe(true);
});

test("a thousand connections at once are all answered", async () => {
  const zoho = await emulator();
  const { accessToken } = await connect(zoho);
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, () =>
      raw(
        zoho,
        `GET /www.zohoapis.com/crm/v8/org HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer ${accessToken}\r\n\r\n`,
      ),
    ),
  );
  expect(answers.filter((answer) => answer.startsWith("HTTP/1.1 200 "))).toHaveLength(1_000);
});

test("the emulator ends while connections are open and a request hangs", async () => {
  const zoho = await emulator();
  await ask(`${zoho.url}/_emulator/faults`, { method: "POST", body: '{"fault":"hang"}' });
  const hanging = fetch(`${zoho.url}/www.zohoapis.com/crm/v8/org`).catch(() => "cut");
  await expect.poll(async () => (await ask(`${zoho.url}/_emulator/requests`)).text).toContain("hang");
  await zoho.close();
  expect(await hanging).toBe("cut");
});
