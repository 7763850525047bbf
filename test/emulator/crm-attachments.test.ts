import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startEmulator } from "../../src/emulator/index";
import { caller, type Row, rowsOf } from "./support/calling";
import { connect } from "./support/consenting";
import { control, emulator } from "./support/running";
import { downloaded, formOf, idIn, newRecord, post, WITH_FILES } from "./support/uploading";

const BYTES = new Uint8Array([0xff, 0xfe, 0x00, 0x0d, 0x0a, 0x80, 0x2d, 0x2d]);

/** Robin with a Lead of his. */
async function withLead(): Promise<Awaited<ReturnType<typeof caller>> & { readonly path: string }> {
  const robin = await caller({ ask: WITH_FILES });
  return { ...robin, path: `Leads/${await newRecord(robin)}/Attachments` };
}

test("a file is attached, listed, downloaded byte by byte, and deleted", async () => {
  const robin = await withLead();
  expect((await robin.get(`${robin.path}?fields=id`)).status).toBe(204);

  const answer = await post(robin, robin.path, formOf({ name: "wire tap.bin", content: BYTES }));
  expect(answer.status).toBe(200);
  const user = { name: "Robin Vale", id: expect.any(String) as string };
  const times = {
    Created_Time: "2026-03-10T05:00:00-07:00",
    Created_By: user,
    Modified_Time: "2026-03-10T05:00:00-07:00",
    Modified_By: user,
  };
  expect(answer.body["data"]).toEqual([
    {
      code: "SUCCESS",
      details: { id: expect.stringMatching(/^\d{18,19}$/) as string, ...times },
      message: "attachment uploaded successfully",
      status: "success",
    },
  ]);
  const id = idIn(answer);

  const [row] = await robin.rows(`${robin.path}?fields=File_Name,Size,Created_By,Parent_Id`);
  expect(row).toMatchObject({
    id,
    File_Name: "wire tap.bin",
    Size: "8",
    Created_By: { name: "Robin Vale", email: "robin.vale@acme.example" },
    Parent_Id: { id: robin.path.split("/")[1], name: "Attached" },
    $se_module: "Leads",
    $type: "Attachment",
    $editable: true,
    $link_url: null,
    $file_id: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
  expect(row).not.toHaveProperty("Modified_By");

  for (const path of [`${robin.path}/${id}`, `files?id=${String(row?.["$file_id"])}`]) {
    const file = await downloaded(robin, path);
    expect(file.status).toBe(200);
    expect([...file.bytes]).toEqual([...BYTES]);
    expect(file.headers.get("content-type")).toBe("application/octet-stream;charset=UTF-8");
    expect(file.headers.get("content-disposition")).toBe("attachment;filename*=UTF-8''wire%20tap.bin");
  }

  const deleted = await robin.send("DELETE", `${robin.path}/${id}`);
  expect(deleted.status).toBe(200);
  expect(deleted.body["data"]).toEqual([
    { code: "SUCCESS", details: { id }, message: "record deleted", status: "success" },
  ]);
  const gone = await robin.get(`${robin.path}/${id}`);
  expect([gone.status, gone.headers.get("content-type")]).toEqual([204, null]);
  expect((await robin.get(`${robin.path}?fields=id`)).status).toBe(204);
  expect((await robin.send("DELETE", `${robin.path}/${id}`)).status).toBe(400);
});

test.each([
  ["naïve Übersicht.txt", "na%C3%AFve%20%C3%9Cbersicht.txt", "naïve Übersicht.txt"],
  ["表.csv", "%E8%A1%A8.csv", "表.csv"],
  ["it's (2)*.txt", "it%27s%20%282%29%2A.txt", "it's (2)*.txt"],
  ['a"b.txt', "a%22b.txt", 'a"b.txt'],
  ["../../etc/passwd", "passwd", "passwd"],
  ["C:\\Users\\r\\note.txt", "note.txt", "note.txt"],
  ["a\r\nSet-Cookie: x=1\r\n\r\n<b>.txt", "aSet-Cookie%3A%20x%3D1%3Cb%3E.txt", "aSet-Cookie: x=1<b>.txt"],
  ["..", "attachment", "attachment"],
  ["😀".repeat(300), "%F0%9F%98%80".repeat(255), "😀".repeat(255)],
])("the name %s comes back as %s", async (name, encoded, listed) => {
  const robin = await withLead();
  const id = idIn(await post(robin, robin.path, formOf({ name, content: "x" })));
  const [row] = await robin.rows(`${robin.path}?fields=File_Name`);
  expect(row?.["File_Name"]).toBe(listed);
  const { headers } = await downloaded(robin, `${robin.path}/${id}`);
  expect(headers.get("content-disposition")).toBe(`attachment;filename*=UTF-8''${encoded}`);
  expect(headers.get("set-cookie")).toBeNull();
});

test.each([
  ["text/plain", "text/plain"],
  ["image/png", "image/png"],
  ["application/pdf", "application/pdf"],
  // Zoho's SDKs would read these as answers, or as nothing.
  ["application/json", "application/octet-stream"],
  ["video/mp4", "application/octet-stream"],
])("an upload of type %s is downloaded as %s", async (type, downloadedType) => {
  const robin = await withLead();
  const id = idIn(await post(robin, robin.path, formOf({ name: "a", content: "{}", type })));
  const { headers } = await downloaded(robin, `${robin.path}/${id}`);
  expect(headers.get("content-type")).toBe(`${downloadedType};charset=UTF-8`);
});

test.each([
  ["in the query", (url: string) => ({ query: `?attachmentUrl=${url}&title=Ours`, body: undefined })],
  [
    "in a form",
    (url: string) => ({ query: "?title=Ours", body: new URLSearchParams({ attachmentUrl: url }) }),
  ],
])("a link is attached %s, listed, and can't be downloaded", async (_where, sent) => {
  const robin = await withLead();
  const { query, body } = sent("https://example.com/x");
  const id = idIn(await post(robin, robin.path + query, body));
  expect(await robin.rows(`${robin.path}?fields=File_Name,Size`)).toMatchObject([
    {
      id,
      File_Name: "Ours",
      Size: null,
      $type: "Link URL",
      $link_url: "https://example.com/x",
      $file_id: null,
    },
  ]);
  const refused = await robin.get(`${robin.path}/${id}`);
  expect([refused.status, refused.body["code"]]).toEqual([400, "DOWNLOAD_NOT_ALLOWED"]);
  expect((await robin.send("DELETE", `${robin.path}/${id}`)).status).toBe(200);
});

test("a link in a multipart form is a link; without title its address is its name", async () => {
  const robin = await withLead();
  const form = new FormData();
  form.append("attachmentUrl", "https://example.com/y");
  expect((await post(robin, robin.path, form)).status).toBe(200);
  expect(await robin.rows(`${robin.path}?fields=File_Name`)).toMatchObject([
    { File_Name: "https://example.com/y" },
  ]);
});

test.each([
  ["nothing", undefined, "", 400, "REQUIRED_PARAM_MISSING"],
  ["two files", formOf({ name: "a", content: "1" }, { name: "b", content: "2" }), "", 400, "INVALID_REQUEST"],
  [
    "a file and a link",
    formOf({ name: "a", content: "1" }),
    "?attachmentUrl=https://x.example",
    400,
    "AMBIGUITY_DURING_PROCESSING",
  ],
  ["a link that is none", undefined, "?attachmentUrl=nowhere", 400, "INVALID_DATA"],
  ["a link that runs", undefined, "?attachmentUrl=javascript:alert(1)", 400, "INVALID_DATA"],
  ["a program", formOf({ name: "Setup.EXE", content: "MZ" }), "", 400, "FILE_NOT_SUPPORTED"],
])("%s is refused", async (_what, body, query, status, code) => {
  const robin = await withLead();
  const answer = await post(robin, robin.path + query, body);
  expect([answer.status, answer.body["code"]]).toEqual([status, code]);
  expect(answer.body).toMatchObject({ status: "error", details: expect.any(Object) as object });
  expect((await robin.get(`${robin.path}?fields=id`)).status).toBe(204);
});

test("attachments come in pages, and need fields", async () => {
  const robin = await withLead();
  for (const name of ["1", "2", "3"]) await post(robin, robin.path, formOf({ name, content: name }));
  expect((await robin.get(robin.path)).body).toMatchObject({
    code: "REQUIRED_PARAM_MISSING",
    details: { param_name: "fields" },
  });
  const first = await robin.get(`${robin.path}?fields=File_Name&per_page=2&sort_order=asc`);
  expect(first.body["info"]).toMatchObject({ count: 2, per_page: 2, more_records: true });
  const token = String((first.body["info"] as Row)["next_page_token"]);
  const second = await robin.get(
    `${robin.path}?fields=File_Name&per_page=2&sort_order=asc&page_token=${token}`,
  );
  expect([...rowsOf(first), ...rowsOf(second)].map((row) => row["File_Name"])).toEqual(["1", "2", "3"]);
  const headers = { Authorization: `Zoho-oauthtoken ${robin.token}`, "If-Modified-Since": "2027-01-01" };
  const unchanged = await fetch(`${robin.zoho.url}/www.zohoapis.com/crm/v8/${robin.path}?fields=File_Name`, {
    headers,
  });
  expect(unchanged.status).toBe(304);
});

test("several are deleted at once, each with its own item", async () => {
  const robin = await withLead();
  const ids: string[] = [];
  for (const name of ["1", "2"])
    ids.push(idIn(await post(robin, robin.path, formOf({ name, content: name }))));
  expect((await robin.send("DELETE", robin.path)).body["code"]).toBe("REQUIRED_PARAM_MISSING");
  const answer = await robin.send("DELETE", `${robin.path}?ids=${ids.join(",")},123`);
  expect(answer.status).toBe(207);
  expect((answer.body["data"] as Row[]).map((item) => item["code"])).toEqual([
    "SUCCESS",
    "SUCCESS",
    "INVALID_DATA",
  ]);
});

test.each(["Attachments?fields=id", "Attachments/1"])(
  "below a record that is none, %s is 404 or 400",
  async (rest) => {
    const robin = await caller();
    const id = await newRecord(robin);
    await robin.send("DELETE", `Leads/${id}`);
    expect((await robin.get(`Leads/${id}/${rest}`)).status).toBe(404);
    expect((await robin.get(`Leads/12/${rest}`)).body["code"]).toBe("INVALID_DATA");
    expect((await robin.get(`Nowhere/${id}/${rest}`)).body["code"]).toBe("INVALID_MODULE");
  },
);

test("of another record, or of another org, an attachment is not seen", async () => {
  const robin = await withLead();
  const id = idIn(await post(robin, robin.path, formOf({ name: "a", content: "1" })));
  const [row] = await robin.rows(`${robin.path}?fields=id`);
  const other = await newRecord(robin);
  expect((await robin.get(`Leads/${other}/Attachments/${id}`)).status).toBe(204);
  const sandbox = await caller({ org: "Sandbox", ask: WITH_FILES }, robin.zoho);
  expect((await sandbox.get(`files?id=${String(row?.["$file_id"])}`)).status).toBe(204);
});

test("with a record its attachments go", async () => {
  const robin = await withLead();
  await post(robin, robin.path, formOf({ name: "a", content: "1" }));
  const [row] = await robin.rows(`${robin.path}?fields=id`);
  await robin.send("DELETE", robin.path.replace("/Attachments", ""));
  expect((await robin.get(`files?id=${String(row?.["$file_id"])}`)).status).toBe(204);
});

test.each([
  ["ZohoCRM.modules.ALL", [200, 200, 200]],
  ["ZohoCRM.modules.Leads.ALL,ZohoCRM.modules.attachments.ALL", [200, 200, 200]],
  ["ZohoCRM.modules.ALL,ZohoCRM.modules.attachments.READ", [200, 200, 200]],
  ["ZohoCRM.modules.READ,ZohoCRM.modules.attachments.READ", [401, 200, 401]],
  ["ZohoCRM.modules.Leads.ALL", [401, 401, 401]],
  ["ZohoCRM.modules.attachments.ALL", [401, 401, 401]],
])("the scope %s allows to attach, list and delete: %s", async (scope, statuses) => {
  const robin = await withLead();
  await post(robin, robin.path, formOf({ name: "a", content: "1" }));
  const id = idIn(await post(robin, robin.path, formOf({ name: "b", content: "2" })));
  const { accessToken: token } = await connect(robin.zoho, { ask: { scope } });
  const send = (method: string, path: string): Promise<Response> =>
    fetch(`${robin.zoho.url}/www.zohoapis.com/crm/v8/${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}` },
    });
  const uploaded = await post({ ...robin, token }, robin.path, formOf({ name: "c", content: "3" }));
  const listed = await send("GET", `${robin.path}?fields=id`);
  const deleted = await send("DELETE", `${robin.path}/${id}`);
  expect([uploaded.status, listed.status, deleted.status]).toEqual(statuses);
});

test("attachments, files and photos outlive a restart; a reset forgets them", async () => {
  const directory = mkdtempSync(join(tmpdir(), "emulator-files-"));
  const stateFile = join(directory, "state.json");
  try {
    const first = await caller({ ask: WITH_FILES }, await emulator({ stateFile }));
    const lead = await newRecord(first);
    const path = `Leads/${lead}/Attachments`;
    const id = idIn(await post(first, path, formOf({ name: "a.bin", content: BYTES, type: "image/png" })));
    const kept = idIn(await post(first, "files", formOf({ name: "kept.txt", content: "kept" })));
    await post(first, `Leads/${lead}/photo`, formOf({ name: "me.gif", content: "GIF89a" }));
    const before = await first.rows(`${path}?fields=File_Name,Size,Created_Time,Parent_Id`);
    await first.zoho.close();

    const zoho = await startEmulator({ stateFile });
    const second = { ...first, zoho };
    try {
      const file = await downloaded(second, `${path}/${id}`);
      expect([...file.bytes]).toEqual([...BYTES]);
      expect(file.headers.get("content-type")).toBe("image/png;charset=UTF-8");
      expect((await downloaded(second, `files?id=${kept}`)).bytes.toString()).toBe("kept");
      expect((await downloaded(second, `Leads/${lead}/photo`)).bytes.toString()).toBe("GIF89a");
      const answer = await fetch(
        `${zoho.url}/www.zohoapis.com/crm/v8/${path}?fields=File_Name,Size,Created_Time,Parent_Id`,
        { headers: { Authorization: `Bearer ${first.token}` } },
      );
      expect(((await answer.json()) as Row)["data"]).toEqual(before);
      const next = idIn(await post(second, path, formOf({ name: "b", content: "2" })));
      expect(BigInt(next)).toBeGreaterThan(BigInt(id));

      await control(zoho, "POST", "reset");
      const after = await caller({ ask: WITH_FILES }, zoho);
      expect((await downloaded(after, `files?id=${kept}`)).status).toBe(204);
    } finally {
      await zoho.close();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test("the same uploads get the same IDs", async () => {
  const ids: string[] = [];
  for (let n = 0; n < 2; n += 1) {
    const robin = await withLead();
    ids.push(idIn(await post(robin, robin.path, formOf({ name: "a", content: "1" }))));
    ids.push(idIn(await post(robin, "files", formOf({ name: "a", content: "1" }))));
  }
  expect(ids.slice(0, 2)).toEqual(ids.slice(2));
});
