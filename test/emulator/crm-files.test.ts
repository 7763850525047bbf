import { expect, test } from "vitest";
import { caller, type Row } from "./support/calling";
import { connect } from "./support/consenting";
import { downloaded, formOf, idIn, newRecord, post, type Upload, WITH_FILES } from "./support/uploading";

const MB = 1024 * 1024;
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0xff]);

function robinWithFiles(): ReturnType<typeof caller> {
  return caller({ ask: WITH_FILES });
}

test("files are kept under long IDs and come back as they were", async () => {
  const robin = await robinWithFiles();
  const answer = await post(
    robin,
    "files",
    formOf({ name: "a b.png", content: PNG, type: "image/png" }, { name: "b.txt", content: "two" }),
  );
  expect(answer.status).toBe(200);
  const id = expect.stringMatching(/^[0-9a-f]{64}$/) as string;
  expect(answer.body["data"]).toEqual([
    {
      code: "SUCCESS",
      details: { name: "a b.png", id },
      message: "a b.png uploaded Succesfully",
      status: "success",
    },
    {
      code: "SUCCESS",
      details: { name: "b.txt", id },
      message: "b.txt uploaded Succesfully",
      status: "success",
    },
  ]);
  const file = await downloaded(robin, `files?id=${idIn(answer)}`);
  expect([...file.bytes]).toEqual([...PNG]);
  expect(file.headers.get("content-type")).toBe("image/png;charset=UTF-8");
  expect(file.headers.get("content-disposition")).toBe("attachment;filename*=UTF-8''a%20b.png");
});

function many(count: number): readonly Upload[] {
  return Array.from({ length: count }, (_, n) => ({ name: `${n}.txt`, content: "x" }));
}

test.each([
  ["ten files", formOf(...many(10)), "", 200, undefined],
  ["inline images", formOf(...many(1)), "?type=inline", 200, undefined],
  ["eleven files", formOf(...many(11)), "", 400, "INVALID_REQUEST"],
  ["no file", new FormData(), "", 400, "failure_in_attachment_handling"],
  ["an empty file", formOf({ name: "a", content: "" }), "", 400, "failure_in_attachment_handling"],
  ["another type", formOf(...many(1)), "?type=outline", 400, "INVALID_DATA"],
  ["20 MB", formOf({ name: "a", content: new Uint8Array(20 * MB) }), "", 200, undefined],
  [
    "a file of more than 20 MB beside a small one",
    formOf({ name: "a", content: "1" }, { name: "b", content: new Uint8Array(20 * MB + 1) }),
    "",
    415,
    "FILE_SIZE_MORE_THAN_ALLOWED_SIZE",
  ],
])("%s: %#", async (_what, form, query, status, code) => {
  const robin = await robinWithFiles();
  const answer = await post(robin, `files${query}`, form);
  expect([answer.status, answer.body["code"]]).toEqual([status, code]);
});

test("an ID that is missing is 400, one that no file has 204", async () => {
  const robin = await robinWithFiles();
  expect((await robin.get("files")).body["code"]).toBe("REQUIRED_PARAM_MISSING");
  const none = await robin.get("files?id=abc");
  expect([none.status, none.headers.get("content-type")]).toEqual([204, null]);
});

test("files need scopes of their own", async () => {
  const robin = await caller({ ask: { scope: "ZohoCRM.modules.ALL" } });
  expect((await post(robin, "files", formOf(...many(1)))).body["code"]).toBe("OAUTH_SCOPE_MISMATCH");
  const { accessToken: token } = await connect(robin.zoho, { ask: { scope: "ZohoCRM.files.READ" } });
  const reader = { ...robin, token };
  expect((await post(reader, "files", formOf(...many(1)))).status).toBe(401);
  expect((await downloaded(reader, "files?id=abc")).status).toBe(204);
});

test("there is room for 256 MB; what comes after is refused, and nothing of it kept", async () => {
  const robin = await robinWithFiles();
  const twenty = { name: "a", content: new Uint8Array(20 * MB) };
  const statuses: number[] = [];
  for (let n = 0; n < 2; n += 1) {
    statuses.push((await post(robin, "files", formOf(...Array<Upload>(6).fill(twenty)))).status);
  }
  expect(statuses).toEqual([200, 200]);
  const full = await post(robin, "files", formOf({ name: "b", content: "1" }, twenty));
  expect([full.status, full.body["code"]]).toEqual([400, "STORAGE_SPACE_EXCEEDED"]);
  const left = { name: "c", content: new Uint8Array(16 * MB) };
  expect((await post(robin, "files", formOf(left))).status).toBe(200);
  const lead = await newRecord(robin);
  const attached = await post(robin, `Leads/${lead}/Attachments`, formOf({ name: "d", content: "1" }));
  expect(attached.body["code"]).toBe("STORAGE_SPACE_EXCEEDED");
});

test.each(["Leads", "Contacts"])("a record of %s has one photo", async (module) => {
  const robin = await caller();
  const path = `${module}/${await newRecord(robin, module)}/photo`;
  expect((await robin.get(path)).status).toBe(204);
  const uploaded = await post(robin, path, formOf({ name: "me.png", content: PNG }));
  expect([uploaded.status, uploaded.body]).toEqual([
    200,
    { message: "photo uploaded successfully", details: {}, status: "success", code: "SUCCESS" },
  ]);
  const photo = await downloaded(robin, path);
  expect([...photo.bytes]).toEqual([...PNG]);
  expect(photo.headers.get("content-type")).toBe("image/png;charset=UTF-8");
  await post(robin, path, formOf({ name: "me.gif", content: "GIF89a" }));
  expect((await downloaded(robin, path)).bytes.toString()).toBe("GIF89a");
  expect((await robin.send("DELETE", path)).body).toEqual({
    message: "photo deleted",
    details: {},
    status: "success",
    code: "SUCCESS",
  });
  expect((await robin.get(path)).status).toBe(204);
});

test.each([
  ["what is no image", formOf({ name: "a.png", content: "text" }), 400, "FILE_NOT_SUPPORTED"],
  ["two", formOf({ name: "a", content: PNG }, { name: "b", content: PNG }), 400, "INVALID_REQUEST"],
  ["none", new FormData(), 400, "REQUIRED_PARAM_MISSING"],
  ["11 MB", formOf({ name: "a", content: new Uint8Array(11 * MB) }), 415, "FILE_SIZE_MORE_THAN_ALLOWED_SIZE"],
])("as a photo %s is refused", async (_what, form, status, code) => {
  const robin = await caller();
  const answer = await post(robin, `Leads/${await newRecord(robin)}/photo`, form);
  expect([answer.status, answer.body["code"]]).toEqual([status, code]);
});

test("other modules have no photos, and a record that is none is 400", async () => {
  const robin = await caller();
  const [task] = await robin.rows("Tasks?fields=id&per_page=1");
  expect((await robin.get(`Tasks/${String(task?.["id"])}/photo`)).body["code"]).toBe("INVALID_MODULE");
  const unknown = await robin.get("Leads/123456789012345678/photo");
  expect([unknown.status, (unknown.body["details"] as Row)["id"]]).toEqual([400, "123456789012345678"]);
});
