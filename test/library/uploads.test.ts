import { createHash, randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { BodyFormat } from "../../src/api/body/body-format";
import { prepareBody } from "../../src/api/body/prepare-body";
import type { ApiAnswer, ApiCall, Connection } from "../../src/index";
import { control, emulator } from "../emulator/support/running";
import { expectCode } from "../unit/support/expect-zoho-error";
import { connect, CRM_SCOPES, libraryWorld, type LibraryWorld } from "./support/library-world";

const PNG = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), randomBytes(2_000)]);

let folder: string;
let world: LibraryWorld;
let connection: Connection;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "zoho-uploads-"));
  world = libraryWorld(await emulator());
  connection = await connect(world, "us", {}, { scopes: [...CRM_SCOPES, "ZohoCRM.files.ALL"] });
  // The token has been taken once: a later refusal is worth a new one.
  await call({ method: "GET", path: "org" });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function call(asked: Pick<ApiCall, "method" | "path"> & Partial<ApiCall>): Promise<ApiAnswer> {
  return world.zoho.caller.call({ connection, product: "crm", ...asked });
}

async function send(path: string, value: unknown, format: BodyFormat = "multipart"): Promise<ApiAnswer> {
  const body = await prepareBody(value, {
    product: "crm",
    path,
    workflows: "all",
    format,
    directory: folder,
  });
  if (body === undefined) throw new Error("there is no body");
  return call({ method: "POST", path, body: body.content, headers: { "content-type": body.contentType } });
}

async function newLead(): Promise<string> {
  const answer = await send("Leads", { Last_Name: "Files" }, "automatic");
  return idIn(answer);
}

function idIn({ body }: ApiAnswer): string {
  const { data } = body as { data: readonly { details: { id: string } }[] };
  return data[0]?.details.id ?? "";
}

async function downloaded(path: string): Promise<Buffer> {
  const { body } = await call({ method: "GET", path });
  if (!Buffer.isBuffer(body)) throw new Error("this is no file");
  return body;
}

const digest = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");

async function kill(): Promise<void> {
  await control(world.emulator, "POST", "actions", { action: "evictAccessTokens" });
}

test("a file on disk becomes an attachment, byte by byte", async () => {
  const content = randomBytes(300_007);
  await writeFile(join(folder, "meter.bin"), content);
  const path = `Leads/${await newLead()}/Attachments`;
  const id = idIn(await send(path, { path: "meter.bin" }));
  expect(digest(await downloaded(`${path}/${id}`))).toBe(digest(content));
});

test("a Buffer with a hostile name becomes an attachment of that name", async () => {
  const name = 'a";\r\nX-Evil: 1 ../../größe.txt';
  const path = `Leads/${await newLead()}/Attachments`;
  await send(path, { file: { content: Buffer.from("abc"), name } });
  const list = await call({ method: "GET", path, query: new URLSearchParams({ fields: "File_Name" }) });
  const [row] = (list.body as { data: readonly { File_Name: string }[] }).data;
  expect(row?.File_Name).toMatch(/größe\.txt$/);
});

test("a photo, and several files at once", async () => {
  await writeFile(join(folder, "a.png"), PNG);
  const lead = await newLead();
  expect((await send(`Leads/${lead}/photo`, { path: "a.png" })).status).toBe(200);
  expect(digest(await downloaded(`Leads/${lead}/photo`))).toBe(digest(PNG));
  const { body } = await send("files", [{ path: "a.png" }, { content: "two", name: "b.txt" }]);
  expect(body).toMatchObject({ data: [{ code: "SUCCESS" }, { code: "SUCCESS" }] });
});

test("a body that can be sent again is sent whole with the next token", async () => {
  const content = randomBytes(300_007);
  await writeFile(join(folder, "meter.bin"), content);
  const path = `Leads/${await newLead()}/Attachments`;
  await kill();
  const answer = await send(path, { path: "meter.bin" });
  expect(answer.attempts).toBe(2);
  expect(digest(await downloaded(`${path}/${idIn(answer)}`))).toBe(digest(content));
});

test("a stream is sent once: a refused token ends in an error, and the next message finds a new token", async () => {
  const path = `Leads/${await newLead()}/Attachments`;
  await kill();
  const before = world.sent.length;
  const refused = await expectCode(
    send(path, { file: { content: Readable.from(["once"]), name: "a.txt" } }),
    "body_spent",
  );
  expect(refused.cause).toMatchObject({ class: "rejected", connection: "acme", product: "crm" });
  const uploads = world.sent.slice(before).filter(({ url }) => url.pathname.endsWith("/Attachments"));
  expect(uploads).toHaveLength(1);
  const answer = await send(path, { file: { content: Readable.from(["twice"]), name: "a.txt" } });
  expect(answer.attempts).toBe(1);
  expect(String(await downloaded(`${path}/${idIn(answer)}`))).toBe("twice");
});

test("a stream that meets a limit is not sent a second time", async () => {
  const path = `Leads/${await newLead()}/Attachments`;
  const order = { match: { path: `/crm/v8/${path}` }, times: 1, fault: "throttle" };
  await control(world.emulator, "POST", "faults", order);
  const before = world.sent.length;
  await expectCode(send(path, { file: { content: Readable.from(["once"]), name: "a.txt" } }), "api_limit");
  expect(world.sent.length - before).toBe(1);
});

test("a connection that is cut in the middle leaves the outcome of an upload unknown", async () => {
  const path = `Leads/${await newLead()}/Attachments`;
  await control(world.emulator, "POST", "faults", {
    match: { path: `/crm/v8/${path}` },
    fault: "resetAfter",
  });
  await expectCode(send(path, { content: randomBytes(200_000), name: "a.bin" }), "write_unknown");
});
