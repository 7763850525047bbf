import { once } from "node:events";
import { connect as openSocket } from "node:net";
import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import type { RunningEmulator } from "../../src/emulator/index";
import { type Caller, caller } from "./support/calling";
import { ask, control, emulator } from "./support/running";
import { newRecord, post, WITH_FILES } from "./support/uploading";

const MB = 1024 * 1024;

/** What the emulator knows, without what every call counts: requests, and credits where it was refused late. */
async function stateOf(zoho: RunningEmulator): Promise<unknown> {
  const { body } = await control(zoho, "GET", "state");
  const { requests: _requests, ...counts } = body["counts"] as Record<string, unknown>;
  const { crmCreditsOfTheDay: _credits, ...limits } = body["limits"] as Record<string, unknown>;
  return { ...body, counts, limits };
}

/** Robin with a Lead, and a check that nothing was changed since. */
async function robinWithLead(): Promise<{
  readonly robin: Caller;
  readonly lead: string;
  readonly isIntact: () => Promise<void>;
}> {
  const robin = await caller({ ask: WITH_FILES });
  const lead = await newRecord(robin);
  const before = await stateOf(robin.zoho);
  return {
    robin,
    lead,
    isIntact: async () => {
      expect(await stateOf(robin.zoho)).toEqual(before);
      expect((await robin.get(`Leads/${lead}/Attachments?fields=id`)).status).toBe(204);
      expect((await robin.get(`Leads/${lead}/photo`)).status).toBe(204);
      expect(await robin.rows(`Leads/${lead}`)).toMatchObject([{ Last_Name: "Attached" }]);
    },
  };
}

const FORM = "multipart/form-data; boundary=x";
const FILE = 'Content-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n';

test.each([
  ["no boundary", "multipart/form-data", `--x\r\n${FILE}one\r\n--x--`, 400, "REQUEST_BODY_NOT_READABLE"],
  ["another boundary", FORM, `--y\r\n${FILE}one\r\n--y--`, 400, "REQUEST_BODY_NOT_READABLE"],
  ["no end", FORM, `--x\r\n${FILE}one`, 400, "REQUEST_BODY_NOT_READABLE"],
  ["no headers", FORM, "--x\r\n\r\none\r\n--x--", 400, "REQUEST_BODY_NOT_READABLE"],
  ["headers without end", FORM, `--x\r\nX: ${"x".repeat(MB)}`, 400, "REQUEST_BODY_NOT_READABLE"],
  ["a thousand parts", FORM, `--x\r\n${FILE}\r\n`.repeat(1_000), 400, "REQUEST_BODY_NOT_READABLE"],
  ["dashes only", FORM, "-".repeat(5 * MB), 400, "REQUEST_BODY_NOT_READABLE"],
  ["JSON", "application/json", '{"file":"a"}', 415, "MEDIA_TYPE_NOT_SUPPORTED"],
  ["the file itself", "application/octet-stream", "one", 415, "MEDIA_TYPE_NOT_SUPPORTED"],
  ["no content type", "", "one", 415, "MEDIA_TYPE_NOT_SUPPORTED"],
  ["no type at all", '/;;="', "one", 415, "MEDIA_TYPE_NOT_SUPPORTED"],
  ["another kind of multipart", "multipart/mixed; boundary=x", "--x--", 415, "MEDIA_TYPE_NOT_SUPPORTED"],
])(
  "an upload with %s is refused everywhere, and nothing is kept",
  async (_what, type, body, status, code) => {
    const { robin, lead, isIntact } = await robinWithLead();
    for (const path of [`Leads/${lead}/Attachments`, `Leads/${lead}/photo`, "files"]) {
      const answer = await post(robin, path, Buffer.from(body), { "Content-Type": type });
      expect([path, answer.status, answer.body["code"]]).toEqual([path, status, code]);
      expect(Object.keys(answer.body).sort()).toEqual(["code", "details", "message", "status"]);
    }
    await isIntact();
  },
);

test("an attachment of more than 100 MB is 413, announced or not; the client sees the answer", async () => {
  const { robin, lead, isIntact } = await robinWithLead();
  const path = `Leads/${lead}/Attachments`;
  const chunk = new Uint8Array(MB);
  let sent = 0;
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      sent += 1;
      if (sent > 101) controller.close();
      else controller.enqueue(chunk);
    },
  });
  const form = { "Content-Type": FORM };
  const announced = await post(robin, path, new Uint8Array(101 * MB), form);
  const unannounced = await ask(`${robin.zoho.url}/www.zohoapis.com/crm/v8/${path}`, {
    method: "POST",
    body: stream,
    headers: { Authorization: `Bearer ${robin.token}`, ...form },
    duplex: "half",
  } as RequestInit);
  for (const answer of [announced, unannounced]) {
    expect([answer.status, answer.body["code"]]).toEqual([413, "BODY_SIZE_REACHED"]);
  }
  await isIntact();
});

test("one of 99 MB is kept; elsewhere 50 MB are the end", async () => {
  const { robin, lead, isIntact } = await robinWithLead();
  const large = Buffer.concat([
    Buffer.from(`--x\r\n${FILE}`),
    Buffer.alloc(99 * MB, 0x61),
    Buffer.from("\r\n--x--"),
  ]);
  const form = { "Content-Type": FORM };
  for (const path of [`Leads/${lead}/photo`, "Leads", "coql"]) {
    expect((await post(robin, path, large, form)).body["code"]).toBe("REQUEST_ENTITY_TOO_LARGE");
  }
  await isIntact();
  expect((await post(robin, `Leads/${lead}/Attachments`, large, form)).status).toBe(200);
  const [row] = await robin.rows(`Leads/${lead}/Attachments?fields=Size`);
  expect(row?.["Size"]).toBe(String(99 * MB));
});

test("a client that takes long to send what is refused sees the answer all the same", async () => {
  const zoho = await emulator();
  const { port } = new URL(zoho.url);
  const socket = openSocket({ host: "127.0.0.1", port: Number(port) });
  const closed = once(socket, "close");
  let answer = "";
  socket.setEncoding("utf8").on("data", (text: string) => (answer += text));
  const piece = Buffer.alloc(MB / 4);
  const pieces = 12;
  socket.write(
    `POST /_emulator/settings HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: ${pieces * piece.length}\r\n\r\n`,
  );
  // A pause that ends long before silence is taken for the end, and all of them together last longer than that.
  for (let sent = 0; sent < pieces; sent++) {
    await setTimeout(250);
    socket.write(piece);
  }
  expect(socket.destroyed).toBe(false);
  await closed;
  expect(answer).toMatch(/^HTTP\/1\.1 413 /);
});

test("an upload of 50 MB that is no form is refused, and nothing is kept", async () => {
  const { robin, lead, isIntact } = await robinWithLead();
  const body = Buffer.alloc(50 * MB, "\r\n--x");
  const answer = await post(robin, `Leads/${lead}/Attachments`, body, { "Content-Type": FORM });
  expect([answer.status, answer.body["code"]]).toEqual([400, "REQUEST_BODY_NOT_READABLE"]);
  await isIntact();
});

test.each(["accounts.zoho.com/oauth/v2/token", "api-console.zoho.com/", "_emulator/settings", "nowhere/x"])(
  "at %s a body ends at 1 MB",
  async (path) => {
    const zoho = await emulator();
    const before = await stateOf(zoho);
    const answer = await ask(`${zoho.url}/${path}`, { method: "POST", body: new Uint8Array(MB + 1) });
    expect([answer.status, answer.body["error"]]).toEqual([413, "body_too_large"]);
    expect(await stateOf(zoho)).toEqual(before);
  },
);

test("uploads without a valid token are refused, whatever they hold", async () => {
  const { robin, lead, isIntact } = await robinWithLead();
  const stranger = { ...robin, token: "1000.unknown" };
  for (const path of [`Leads/${lead}/Attachments`, "files"]) {
    const answer = await post(stranger, path, new Uint8Array(5 * MB), { "Content-Type": FORM });
    expect([answer.status, answer.body["code"]]).toEqual([401, "INVALID_TOKEN"]);
  }
  await isIntact();
});

test.each([
  "Leads/%zz/Attachments",
  "Leads/%2e%2e/Attachments",
  "Leads/1/Attachments/%00",
  "Leads/1/Attachments/1/2",
  "%ff/1/photo",
  "Leads/1/__proto__",
  "files/1",
  "constructor/1/Attachments",
])("the address %s is a clear 4xx", async (path) => {
  const { robin, isIntact } = await robinWithLead();
  const answer = await robin.get(path);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(answer.status).toBeLessThan(500);
  expect(answer.body["code"]).toMatch(/^[A-Z_]+$/);
  await isIntact();
});

/** Sends these bytes one by one, and gives what comes back until the connection ends. */
function trickle(zoho: RunningEmulator, bytes: string, pauseMs: number): Promise<string> {
  return new Promise((resolve) => {
    let sent = 0;
    let answer = "";
    const socket = openSocket(Number(new URL(zoho.url).port), "127.0.0.1");
    const timer = setInterval(() => {
      if (sent < bytes.length) socket.write(bytes.charAt(sent));
      sent += 1;
    }, pauseMs);
    socket.on("data", (chunk) => (answer += chunk.toString("latin1")));
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearInterval(timer);
      resolve(answer);
    });
  });
}

test.each([
  ["headers", `GET /www.zohoapis.com/crm/v8/org HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(10_000)}`, 10],
  [
    "a body",
    `POST /www.zohoapis.com/crm/v8/Leads HTTP/1.1\r\nHost: x\r\nContent-Length: 10000\r\n\r\n${"x".repeat(9_000)}`,
    1,
  ],
])(
  "who sends %s byte by byte gets 408, and the others are answered meanwhile",
  async (_what, bytes, pauseMs) => {
    const zoho = await emulator({ clientTimes: { headersMs: 300, requestMs: 600 } });
    const before = await stateOf(zoho);
    const slow = Promise.all(Array.from({ length: 20 }, () => trickle(zoho, bytes, pauseMs)));
    expect((await ask(`${zoho.url}/accounts.zoho.com/oauth/serverinfo`)).status).toBe(200);
    for (const answer of await slow) {
      expect(answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
      expect(answer).toContain("Connection: close");
    }
    expect(await stateOf(zoho)).toEqual(before);
  },
);

test("who sends nothing at all is let go", async () => {
  const zoho = await emulator({ clientTimes: { headersMs: 200 } });
  const socket = openSocket(Number(new URL(zoho.url).port), "127.0.0.1");
  const [hadError] = (await once(socket.resume(), "close")) as [boolean];
  expect(hadError).toBe(false);
});
