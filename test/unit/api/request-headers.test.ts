import { describe, expect, it } from "vitest";
import { checkHeaders } from "../../../src/api/request-headers";
import { expectCode } from "../support/expect-zoho-error";

describe("headers from a flow", () => {
  it("go out by lower-case name, text or number", () => {
    const headers = {
      "X-ZCSRF": "a b",
      "If-Modified-Since": "2026-03-01T12:00:00+01:00",
      "x-count": 3,
      "x-flag": false,
      "x-umlaut": "ü",
    };
    expect({ ...checkHeaders(headers) }).toEqual({
      "x-zcsrf": "a b",
      "if-modified-since": "2026-03-01T12:00:00+01:00",
      "x-count": "3",
      "x-flag": "false",
      "x-umlaut": "ü",
    });
  });

  it.each([
    "authorization",
    "Authorization",
    "AUTHORIZATION",
    "proxy-authorization",
    "Proxy-Connection",
    "proxy-anything",
    "cookie",
    "Host",
    "connection",
    "content-length",
    "transfer-encoding",
    "te",
    "trailer",
    "upgrade",
    "expect",
    "keep-alive",
    "accept-encoding",
  ])("can't set %s", async (name) => {
    const error = await expectCode(() => checkHeaders({ [name]: "x" }), "invalid_input");
    expect(error.message).toContain(name);
  });

  it.each(["", " ", "a b", "a:b", "a\r\nb", "a\0", "ä", "(x)", "a".repeat(101), "a\n"])(
    "can't be named %j",
    async (name) => {
      await expectCode(() => checkHeaders({ [name]: "x" }), "invalid_input");
    },
  );

  it.each([
    "a\r\nX-Evil: 1",
    "a\n",
    "a\r",
    "a\0b",
    "\u007f",
    "\u0080",
    "日本",
    "😀",
    {},
    [],
    ["a"],
    null,
    undefined,
    () => 1,
  ])("can't have the value %j", async (value) => {
    await expectCode(() => checkHeaders({ "x-a": value }), "invalid_input");
  });

  it("does not repeat a refused value in its error", async () => {
    const error = await expectCode(() => checkHeaders({ "x-a": "top-secret\n" }), "invalid_input");
    expect(JSON.stringify(error.cause) + error.message).not.toContain("top-secret");
  });

  it("takes own properties only, and __proto__ as a mere name", () => {
    const inherited = Object.create({ "x-inherited": "1" }) as Record<string, unknown>;
    expect(Object.keys(checkHeaders(inherited))).toEqual([]);
    const odd = checkHeaders(JSON.parse('{"__proto__": "text"}') as Record<string, unknown>);
    expect(Object.keys({ ...odd })).toEqual(["__proto__"]);
  });
});
