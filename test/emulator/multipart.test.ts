import fc from "fast-check";
import { expect, test } from "vitest";
import { headerParameters } from "../../src/emulator/http/header-parameters";
import { readMultipart } from "../../src/emulator/http/multipart";
import { cpuMs } from "../support/cpu-time";

const TYPE = "multipart/form-data; boundary=x";

/** A body of these lines, each with its line break. */
function body(...lines: readonly string[]): Buffer {
  return Buffer.from(lines.map((line) => `${line}\r\n`).join(""));
}

function partsOf(bytes: Buffer, type = TYPE): readonly Record<string, unknown>[] {
  const read = readMultipart(bytes, type);
  if ("problem" in read) throw new Error(read.problem);
  return read.parts.map((part) => ({ ...part, content: part.content.toString("latin1") }));
}

function problemOf(bytes: Buffer, type = TYPE): string | undefined {
  const read = readMultipart(bytes, type);
  return "problem" in read ? read.problem : undefined;
}

const FIELD = 'Content-Disposition: form-data; name="a"';

test("parts have names, and files their file names, types and bytes", () => {
  const file = 'Content-Disposition: form-data; name="file"; filename="a.bin"';
  const bytes = Buffer.concat([
    body("--x", FIELD, "", "one", "--x", file, "Content-Type: image/png", ""),
    Buffer.from([0xff, 0x00, 0x0d, 0x0a, 0x80]),
    Buffer.from("\r\n--x--\r\n"),
  ]);
  expect(partsOf(bytes)).toEqual([
    { name: "a", fileName: undefined, contentType: "", content: "one" },
    { name: "file", fileName: "a.bin", contentType: "image/png", content: "\xff\x00\r\n\x80" },
  ]);
});

test("any bytes come back as they were sent", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (content) => {
      const file = 'Content-Disposition: form-data; name="f"; filename="f"';
      const bytes = Buffer.concat([
        body("--x7f3b-9", file, ""),
        Buffer.from(content),
        Buffer.from("\r\n--x7f3b-9--"),
      ]);
      const read = readMultipart(bytes, 'multipart/form-data; boundary="x7f3b-9"');
      expect("parts" in read && read.parts.map((part) => [...part.content])).toEqual([[...content]]);
    }),
  );
});

test.each([
  ["a preamble and an epilogue", body("before", "--x", FIELD, "", "one", "--x--", "--x", "after")],
  ["blanks behind the boundary", body("--x \t", FIELD, "", "one", "--x--")],
  [
    "other headers and cases",
    body("--x", "X-Y: 1", FIELD.toUpperCase().replace('"A"', '"a"'), "", "one", "--x--"),
  ],
])("%s change nothing", (_what, bytes) => {
  expect(partsOf(bytes)).toMatchObject([{ name: "a", content: "one" }]);
});

test("a line that only begins as the boundary is content", () => {
  expect(partsOf(body("--x", FIELD, "", "one", "--xyz", "two", "--x--"))).toMatchObject([
    { content: "one\r\n--xyz\r\ntwo" },
  ]);
});

test("a part may be empty, with or without a line of its own", () => {
  expect(partsOf(body("--x", FIELD, "", "", "--x", FIELD, "", "--x--"))).toMatchObject([
    { content: "" },
    { content: "" },
  ]);
});

test.each([
  ["boundary=x", "x"],
  ['boundary="a b;c"', "a b;c"],
  ['charset=utf-8; Boundary = "x"', "x"],
  ["boundary=----WebKitFormBoundary7MA4YWxk", "----WebKitFormBoundary7MA4YWxk"],
])("the boundary of %s is %s", (parameters, boundary) => {
  const bytes = body(`--${boundary}`, FIELD, "", "one", `--${boundary}--`);
  expect(partsOf(bytes, `multipart/form-data; ${parameters}`)).toMatchObject([{ content: "one" }]);
});

test.each([
  ['filename="a b.txt"', "a b.txt"],
  ["filename=a.txt", "a.txt"],
  ['filename="na\u00efve.txt"', "na\u00efve.txt"],
  ['filename="a\\"b\\\\c.txt"', 'a"b\\c.txt'],
  ['filename="C:\\dir\\a.txt"', "C:\\dir\\a.txt"],
  ['filename="a%22b%0D%0Ac%20.txt"', 'a"b\r\nc%20.txt'],
  ["filename=\"plain.txt\"; filename*=UTF-8''na%C3%AFve.txt", "na\u00efve.txt"],
  ["filename=\"plain.txt\"; filename*=UTF-8''%ff%zz", "plain.txt"],
  ['filename="first"; filename="second"', "first"],
  ['filename="never ends', "never ends"],
  ["filename=", ""],
])("%s names %s", (parameter, fileName) => {
  expect(partsOf(body("--x", `${FIELD}; ${parameter}`, "", "one", "--x--"))).toMatchObject([{ fileName }]);
});

test.each([
  ["no boundary", "multipart/form-data", body("--x", FIELD, "", "one", "--x--")],
  ["an empty boundary", 'multipart/form-data; boundary=""', body("--", FIELD, "", "one", "----")],
  ["a boundary without end", `multipart/form-data; boundary=${"x".repeat(300)}`, body("--x")],
  ["another boundary", TYPE, body("--y", FIELD, "", "one", "--y--")],
  ["an end that is missing", TYPE, body("--x", FIELD, "", "one")],
  ["headers that do not end", TYPE, body("--x", FIELD)],
  ["headers of 20 KB", TYPE, body("--x", `X: ${"x".repeat(20_000)}`, FIELD, "", "one", "--x--")],
  ["a part without headers", TYPE, body("--x", "", "one", "--x--")],
  ["a part without a name", TYPE, body("--x", "Content-Disposition: form-data", "", "one", "--x--")],
  [
    "a part of another kind",
    TYPE,
    body("--x", 'Content-Disposition: attachment; name="a"', "", "one", "--x--"),
  ],
  [
    "a thousand parts",
    TYPE,
    Buffer.concat([...Array<Buffer>(1000).fill(body("--x", FIELD, "", "")), body("--x--")]),
  ],
  ["bare line feeds", TYPE, Buffer.from(`--x\n${FIELD}\n\none\n--x--\n`)],
  ["nothing", TYPE, Buffer.alloc(0)],
])("%s can't be read, and why is said", (_what, type, bytes) => {
  expect(problemOf(bytes, type)).toBeTypeOf("string");
});

test.each([
  ["lines that begin as the boundary", "\r\n--x"],
  ["boundaries with blanks and no end", `\r\n--x${" ".repeat(50)}`],
  ["quotes and backslashes", '\\"'],
  ["line breaks", "\r\n"],
])("20 MB of %s are read in one pass", (_what, piece) => {
  const bytes = Buffer.concat([body("--x", FIELD, ""), Buffer.alloc(20 * 1024 * 1024, piece)]);
  const taken = cpuMs(() => {
    expect(problemOf(bytes)).toBeTypeOf("string");
  });
  expect(taken).toBeLessThan(3_000);
});

test("a header of any text is read in one pass", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => headerParameters(text)).not.toThrow();
    }),
  );
  expect(cpuMs(() => headerParameters(`a${';="\\'.repeat(500_000)}`))).toBeLessThan(1_000);
});
