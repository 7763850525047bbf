import { execFileSync } from "node:child_process";
import { chmod, mkdir, mkdtemp, open, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { BodyFormat } from "../../../../src/api/body/body-format";
import { prepareBody } from "../../../../src/api/body/prepare-body";
import type { RequestBody } from "../../../../src/api/body/request-body";
import { readMultipart } from "../../../../src/emulator/http/multipart";
import { canBeSentAgain, isStreamedBody, type TransportBody } from "../../../../src/transport/transport-body";
import { expectCode } from "../../support/expect-zoho-error";

const MB = 1024 * 1024;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "zoho-files-"));
  await writeFile(join(folder, "a.pdf"), "%PDF-1.4 a");
  await writeFile(join(folder, "locked"), "secret");
  await chmod(join(folder, "locked"), 0);
  await mkdir(join(folder, "sub"));
  await symlink("loop", join(folder, "loop"));
  execFileSync("mkfifo", [join(folder, "pipe")]);
  for (const [name, bytes] of [
    ["20MB", 20 * MB],
    ["20MB+1", 20 * MB + 1],
    ["101MB", 101 * MB],
  ] as const) {
    const handle = await open(join(folder, name), "w");
    await handle.truncate(bytes);
    await handle.close();
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function body(format: BodyFormat, value: unknown, path = "somewhere/else"): Promise<RequestBody> {
  const made = await prepareBody(value, {
    product: "crm",
    path,
    workflows: "all",
    format,
    directory: folder,
  });
  if (made === undefined) throw new Error("there is no body");
  return made;
}

async function bytesOf(content: TransportBody): Promise<Buffer> {
  return isStreamedBody(content) ? buffer(content.open()) : Buffer.from(content);
}

function textOf(content: TransportBody): string {
  return typeof content === "string" ? content : "";
}

/** The parts as Zoho would read them. */
async function parts(value: unknown, path?: string): Promise<readonly Record<string, unknown>[]> {
  const { content, contentType } = await body("multipart", value, path);
  const bytes = await bytesOf(content);
  if (isStreamedBody(content) && content.bytes !== undefined) expect(bytes.length).toBe(content.bytes);
  const read = readMultipart(bytes, contentType);
  if ("problem" in read) throw new Error(read.problem);
  return read.parts.map((part) => ({ ...part, content: part.content.toString() }));
}

const refusal = (format: BodyFormat, value: unknown, path?: string): Promise<unknown> =>
  body(format, value, path).then(
    () => "it was taken",
    (error: unknown) => error,
  );

describe("a form", () => {
  it("has nested values as JSON text, and leaves out what has no value", async () => {
    const { content, contentType } = await body("form", {
      method: "worksheet.records.fetch",
      count: 5,
      active: true,
      data: { page_context: { row_count: 100 } },
      ids: ["554023000000527002", "é&="],
      none: null,
      missing: undefined,
      at: new Date(0),
    });
    expect(contentType).toBe("application/x-www-form-urlencoded");
    expect(Object.fromEntries(new URLSearchParams(textOf(content)))).toEqual({
      method: "worksheet.records.fetch",
      count: "5",
      active: "true",
      data: '{"page_context":{"row_count":100}}',
      ids: '["554023000000527002","é&="]',
      at: "1970-01-01T00:00:00.000Z",
    });
  });

  it("that is encoded already goes as it is", async () => {
    expect((await body("form", "a=1&b=%20")).content).toBe("a=1&b=%20");
    expect((await body("form", new URLSearchParams({ a: "1 2" }))).content).toBe("a=1+2");
  });

  it("takes any text, and gives it back", async () => {
    await fc.assert(
      fc.asyncProperty(fc.dictionary(fc.string(), fc.string({ unit: "grapheme" })), async (fields) => {
        const { content } = await body("form", fields);
        expect([...new URLSearchParams(textOf(content))]).toEqual(Object.entries(fields));
      }),
    );
  });

  it.each([
    ["a list", [1, 2], /must be an object/],
    ["a number", 5, /must be an object/],
    ["a Buffer", Buffer.from("a"), /must be an object/],
    ["a file in a field", { file: Buffer.from("a") }, /Form with files/],
    ["a function", { a: () => 1 }, /'a'.*neither text/],
    ["a symbol", { a: Symbol("a") }, /neither text/],
    ["no number", { a: Number.NaN }, /no number/],
    ["no date", { a: new Date(Number.NaN) }, /no date/],
    ["a big integer in an object", { a: { b: 1n } }, /can't be written as JSON/],
  ])("does not take %s", async (_what, value, reason) => {
    const error = await refusal("form", value);
    await expectCode(() => Promise.reject(error as Error), "invalid_input");
    expect(String(error)).toMatch(reason);
  });

  it("does not take what goes round in a circle", async () => {
    const round: Record<string, unknown> = {};
    round["a"] = { round };
    await expectCode(() => body("form", round), "invalid_input");
  });
});

describe("JSON, exactly as given", () => {
  it("puts no envelope around a record", async () => {
    expect((await body("json", { Last_Name: "Ada" }, "Leads")).content).toBe('{"Last_Name":"Ada"}');
  });

  it("knows the records of an envelope all the same", async () => {
    const items = [{ Last_Name: "Ada" }, { Last_Name: "Bob" }];
    expect(await body("json", { data: items }, "Leads")).toMatchObject({ items });
  });

  it("leaves text as it was written, to the last digit of a number", async () => {
    const text = '{ "id": 554023000000527002123 }';
    expect((await body("json", text)).content).toBe(text);
    expect((await body("json", `{"data":[${text}]}`, "Leads")).content).toBe(`{"data":[${text}]}`);
  });

  it("refuses text that is none", async () => {
    await expectCode(() => body("json", "hello"), "invalid_input");
  });
});

describe("a form with files", () => {
  it("has fields and files, from memory and from disk", async () => {
    expect(
      await parts({
        note: "hello",
        meta: { tags: ["a"] },
        file: Buffer.from("one"),
        second: { content: Buffer.from("two"), name: "two.csv" },
        third: { path: "a.pdf" },
        fourth: { path: join(folder, "a.pdf"), name: "other.bin", type: "image/png" },
        fifth: { content: "text", name: "t.txt" },
        sixth: {
          buffer: Buffer.from("up"),
          originalname: "up.png",
          mimetype: "image/png",
          fieldname: "x",
          size: 2,
        },
      }),
    ).toEqual([
      { name: "note", fileName: undefined, contentType: "", content: "hello" },
      { name: "meta", fileName: undefined, contentType: "", content: '{"tags":["a"]}' },
      { name: "file", fileName: "file", contentType: "application/octet-stream", content: "one" },
      { name: "second", fileName: "two.csv", contentType: "text/csv", content: "two" },
      { name: "third", fileName: "a.pdf", contentType: "application/pdf", content: "%PDF-1.4 a" },
      { name: "fourth", fileName: "other.bin", contentType: "image/png", content: "%PDF-1.4 a" },
      { name: "fifth", fileName: "t.txt", contentType: "text/plain", content: "text" },
      { name: "sixth", fileName: "up.png", contentType: "image/png", content: "up" },
    ]);
  });

  it("is only files where nothing else is given", async () => {
    expect(await parts(Buffer.from("a"))).toMatchObject([{ name: "file", content: "a" }]);
    expect(await parts([{ path: "a.pdf" }, Buffer.from("b")])).toMatchObject([
      { name: "file", fileName: "a.pdf" },
      { name: "file", fileName: "file" },
    ]);
    expect(await parts({ docs: [{ path: "a.pdf" }, { path: "a.pdf", name: "b" }] })).toMatchObject([
      { name: "docs", fileName: "a.pdf" },
      { name: "docs", fileName: "b" },
    ]);
  });

  it("takes an object that only looks like a file for what it is", async () => {
    expect(await parts({ a: { path: "x", colour: "red" } })).toMatchObject([
      { name: "a", fileName: undefined, content: '{"path":"x","colour":"red"}' },
    ]);
  });

  it.each([
    'a"; filename="b',
    'a.txt"\r\nContent-Type: text/html\r\n\r\n<script>',
    "a\r\n--zoho",
    "a\nX-Evil: 1",
    "\0\u0001\u007f",
    "größe 数.txt",
    "a\\b",
    "../../etc/passwd",
    "a;b=c",
    "%22",
    "x".repeat(2_000),
  ])("keeps a hostile name within its header: %j", async (name) => {
    const read = await parts({ [name]: "value", other: { content: "one", name }, last: "two" });
    expect(read).toHaveLength(3);
    expect(read.map(({ content }) => content)).toEqual(["value", "one", "two"]);
    expect(read[1]).toMatchObject({
      name: "other",
      contentType: expect.not.stringContaining("html") as string,
    });
    expect(read[2]).toEqual({ name: "last", fileName: undefined, contentType: "", content: "two" });
  });

  it("comes through with any names and contents", async () => {
    const field = fc.record({ name: fc.string({ unit: "binary", minLength: 1 }), content: fc.uint8Array() });
    await fc.assert(
      fc.asyncProperty(fc.array(field, { minLength: 1, maxLength: 5 }), async (fields) => {
        const value = fields.map(({ name, content }) => ({ content: Buffer.from(content), name }));
        const { content, contentType } = await body("multipart", value);
        const read = readMultipart(await bytesOf(content), contentType);
        expect("parts" in read && read.parts.map((part) => [...part.content])).toEqual(
          fields.map((one) => [...one.content]),
        );
      }),
      { numRuns: 50 },
    );
  });

  it.each(["text/html\r\nX-Evil: 1", "text", "", 5, "a/b/c"])("does not take the type %j", async (type) => {
    await expectCode(() => body("multipart", { a: { content: "x", type } }), "invalid_input");
  });

  it.each([
    ["text", "hello"],
    ["nothing to send", {}],
    ["no value at all", null],
  ])("does not take %s", async (_what, value) => {
    await expectCode(() => body("multipart", value), "invalid_input");
  });

  it("can be sent again unless a part of it is a stream", async () => {
    const again = await body("multipart", { a: { path: "a.pdf" }, b: Buffer.from("b") });
    expect(canBeSentAgain(again.content)).toBe(true);
    expect(await bytesOf(again.content)).toEqual(await bytesOf(again.content));
    const once = await body("multipart", { a: { path: "a.pdf" }, b: { content: Readable.from(["b"]) } });
    expect(canBeSentAgain(once.content)).toBe(false);
  });
});

describe("one file", () => {
  it.each([
    ["a path", "a.pdf", "application/pdf", "%PDF-1.4 a"],
    ["an object", { path: "a.pdf", type: "x/y" }, "x/y", "%PDF-1.4 a"],
    ["a Buffer", Buffer.from("abc"), "application/octet-stream", "abc"],
    ["a stream", Readable.from(["a", "b"]), "application/octet-stream", "ab"],
  ])("may be %s", async (_what, value, type, content) => {
    const made = await body("file", value);
    expect(made.contentType).toBe(type);
    expect(String(await bytesOf(made.content))).toBe(content);
  });

  it.each([
    ["that is missing", "missing", /no such file/],
    ["in a folder that is a file", "a.pdf/b", /no such file/],
    ["that is a folder", "sub", /it is a folder/],
    ["that is this folder", ".", /it is a folder/],
    ["that is a pipe, which would never end", "pipe", /no ordinary file/],
    ["that is a device, which would never end", "/dev/zero", /no ordinary file/],
    ["with a zero in its name", "a.pdf\0.txt", /no path/],
    ["without a name", "", /no path/],
    ["behind links in a circle", "loop", /round in a circle/],
    ["with a name of 5,000 characters", "x".repeat(5_000), /too long/],
  ])("%s is refused in words", async (_what, path, reason) => {
    const error = await refusal("file", path);
    await expectCode(() => Promise.reject(error as Error), "file_unusable");
    expect(String(error)).toMatch(reason);
    expect(String(error).length).toBeLessThan(800);
  });

  it("that may not be read is refused in words", async () => {
    const asNobody = process.getuid?.() === 0;
    if (asNobody) process.seteuid?.(65_534);
    try {
      expect(String(await refusal("file", "locked"))).toMatch(/may not read it/);
    } finally {
      if (asNobody) process.seteuid?.(0);
    }
  });

  it("may not be a stream that was read already", async () => {
    const stream = Readable.from(["a"]);
    await buffer(stream);
    await expectCode(() => body("file", stream), "invalid_input");
  });

  it.each([5, true, [], { a: 1 }, { path: "a", content: "b" }])("may not be %j", async (value) => {
    await expectCode(() => body("file", value), "invalid_input");
  });

  it("that is a stream has an end where the limit is", async () => {
    const endless = new Readable({
      read() {
        this.push(Buffer.alloc(MB));
      },
    });
    const { content } = await body("file", endless, "Leads/554023000000527002/Attachments");
    await expect(bytesOf(content)).rejects.toMatchObject({ cause: { code: "body_too_large" } });
  });
});

describe("the limits of CRM", () => {
  it.each([
    ["files", [{ path: "20MB" }], "taken"],
    ["files", [{ path: "20MB+1" }], "body_too_large"],
    ["files", Array.from({ length: 10 }, () => ({ path: "a.pdf" })), "taken"],
    ["files", Array.from({ length: 11 }, () => ({ path: "a.pdf" })), "invalid_input"],
    ["Leads/554023000000527002/Attachments", { path: "20MB+1" }, "taken"],
    ["Leads/554023000000527002/Attachments", { path: "101MB" }, "body_too_large"],
    ["Leads/554023000000527002/Attachments", [{ path: "a.pdf" }, { path: "a.pdf" }], "invalid_input"],
    ["Leads/554023000000527002/photo", { path: "20MB" }, "body_too_large"],
  ] as const)("on %s are known before anything is sent", async (path, value, outcome) => {
    if (outcome === "taken") expect(await body("multipart", value, path)).toBeDefined();
    else await expectCode(() => body("multipart", value, path), outcome);
  });
});
