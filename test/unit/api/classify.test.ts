import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classify, type Verdict } from "../../../src/api/answer/classify";
import { retryAfterMs } from "../../../src/api/answer/retry-after";
import { ZohoError } from "../../../src/errors/zoho-error";
import type { TransportResponse } from "../../../src/transport/transport";
import { html, reply } from "../support/scripted-transport";
import { CANARY } from "../support/secrets";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const READ = { product: "crm", method: "GET", path: "Leads" } as const;
const WRITE = { product: "crm", method: "POST", path: "Leads" } as const;

function crm(code: string, extra: Readonly<Record<string, unknown>> = {}): unknown {
  return { code, details: {}, message: "words", status: "error", ...extra };
}

function judged(response: TransportResponse, asked: typeof READ | typeof WRITE = READ): Verdict {
  return classify(response, asked, NOW);
}

function errorCode(response: TransportResponse, asked: typeof READ | typeof WRITE = READ): string {
  const verdict = judged(response, asked);
  return verdict.kind === "error" ? verdict.error.code : verdict.kind;
}

describe("a token that was not taken", () => {
  it.each([
    "INVALID_TOKEN",
    "AUTHENTICATION_FAILURE",
    "INVALID_OAUTHTOKEN",
    "INVALID_OAUTH",
    "INVALID_TICKET",
    "invalid_oauthtoken",
  ])("is known by %s, whatever the status", (code) => {
    for (const status of [200, 400, 401, 403, 500])
      expect(errorCode(reply(status, crm(code)))).toBe("refused token");
  });

  it.each([
    ["an unknown code", crm("SOMETHING_NEW")],
    ["a message alone", { message: "sign in" }],
    ["no words at all", ""],
    ["an empty object", {}],
  ])("is known by 401 with %s", (_what, body) => {
    expect(errorCode(reply(401, body))).toBe("refused token");
  });

  it("is not suspected because of a page of the network", () => {
    expect(errorCode(html(401))).toBe("not_zoho");
    expect(errorCode(html(407))).toBe("not_zoho");
  });
});

describe("Zoho's codes", () => {
  it.each([
    ["the shape of CRM", crm("NO_PERMISSION")],
    ["an object in error", { error: { code: "NO_PERMISSION", message: "words" } }],
    ["a title in error", { error: { title: "NO_PERMISSION", message: "words" } }],
    ["a text in error", { error: "NO_PERMISSION", error_description: "words" }],
    ["errorCode", { errorCode: "NO_PERMISSION", message: "words" }],
    ["an item", { data: [{ code: "NO_PERMISSION", message: "words", status: "error", details: {} }] }],
  ])("are found in %s", (_shape, body) => {
    const verdict = judged(reply(400, body));
    expect(verdict.kind === "error" && verdict.error.code).toBe("no_permission");
    expect(verdict.kind === "error" && verdict.error.message).toContain("words");
  });

  it("are found in a message where they have no name", () => {
    expect(errorCode(reply(401, { message: "invalid oauth scope to access this URL" }))).toBe(
      "invalid_scope",
    );
    expect(errorCode(reply(400, { message: "You have made too many requests continuously." }))).toBe(
      "api_limit",
    );
  });

  it("are not guessed from the words of a user's data", () => {
    expect(
      errorCode(reply(400, crm("INVALID_DATA", { message: "the field rate limit has too many requests" }))),
    ).toBe("invalid_data");
  });

  it("name the field", () => {
    const details = { api_name: "Last_Name", json_path: "$.data[0].Last_Name" };
    const verdict = judged(
      reply(400, crm("MANDATORY_NOT_FOUND", { details, message: "required field not found" })),
    );
    const error = verdict.kind === "error" ? verdict.error : undefined;
    expect(error?.message).toContain("required field not found (field $.data[0].Last_Name)");
    expect(error?.cause.details).toMatchObject({ zoho: details, method: "GET", path: "Leads", status: 400 });
  });

  it("come without what looks like a token, wherever Zoho repeats it", () => {
    const details = {
      api_name: CANARY.accessToken,
      nested: [{ header: `Zoho-oauthtoken ${CANARY.accessToken}` }],
    };
    const verdict = judged(
      reply(400, crm(`X ${CANARY.accessToken}`, { details, message: CANARY.accessToken })),
    );
    const error = verdict.kind === "error" ? verdict.error : undefined;
    expect(JSON.stringify(error?.cause)).not.toContain(CANARY.accessToken);
    expect(JSON.stringify(error?.cause)).toContain("Zoho-oauthtoken [token]");
  });
});

describe("an answer that can be used", () => {
  it.each([204, 304])("may be empty with %d", (status) => {
    expect(judged(reply(status))).toEqual({ kind: "ok", body: undefined });
  });

  it.each([200, 201, 202])("may be empty with %d", (status) => {
    expect(judged(reply(status))).toEqual({ kind: "ok", body: undefined });
  });

  it.each([200, 201, 202, 207])("is JSON with %d, also where items failed", (status) => {
    const body = { data: [{ code: "SUCCESS", status: "success" }, crm("INVALID_DATA")] };
    expect(judged(reply(status, body), WRITE)).toEqual({ kind: "ok", body });
  });

  it.each([
    ["application/json"],
    ["text/html;charset=UTF-8"],
    ["text/plain"],
    [""],
    ["application/vnd.zoho+json"],
    ["Application/JSON"],
  ])("is JSON under the type %j", (type) => {
    expect(judged(reply(200, '{"data":[]}', { "content-type": type }))).toEqual({
      kind: "ok",
      body: { data: [] },
    });
  });

  it("is JSON behind a byte order mark, with any type", () => {
    for (const type of ["application/json", "text/plain", ""]) {
      expect(judged(reply(200, Buffer.from("\ufeff {}"), { "content-type": type }))).toEqual({
        kind: "ok",
        body: {},
      });
    }
  });

  it("is JSON although some bytes are no UTF-8", () => {
    const bytes = Buffer.concat([Buffer.from('{"name":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    expect(judged(reply(200, bytes, { "content-type": "application/json" }))).toEqual({
      kind: "ok",
      body: { name: "\ufffd\ufffd" },
    });
  });

  it.each([
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47]), "image/png"],
    ["a file that begins with a brace", Buffer.from("{\\rtf1 Hello}"), "application/rtf"],
    ["a file that is JSON", Buffer.from('{"a":1}'), "application/octet-stream"],
    ["a file that Zoho gives to download", Buffer.from("[1]"), "application/x-download;charset=UTF-8"],
    ["text that only looks like JSON", Buffer.from("[draft] Hello"), "text/plain"],
    ["a table", Buffer.from("a,b\n1,2"), "text/csv"],
    ["bytes without a type", Buffer.from([1, 2, 3]), ""],
    ["a page that is a file", Buffer.from("<html>"), "application/octet-stream"],
  ])("is %s, byte for byte", (_what, bytes, type) => {
    expect(judged(reply(200, bytes, { "content-type": type }))).toEqual({ kind: "ok", body: bytes });
  });

  it("is a 400 in which every record of a write was refused, so that the writer can tell which", () => {
    const body = { data: [crm("INVALID_DATA"), crm("MANDATORY_NOT_FOUND")] };
    expect(judged(reply(400, body), WRITE)).toEqual({ kind: "ok", body });
  });

  it("keeps keys that could change a prototype as mere keys", () => {
    const verdict = judged(reply(200, '{"__proto__":{"polluted":1},"data":[]}'));
    expect(verdict.kind).toBe("ok");
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("a failure that pretends to be none", () => {
  it("is known by its status in the body", () => {
    expect(errorCode(reply(200, crm("INVALID_DATA")))).toBe("invalid_data");
    expect(errorCode(reply(200, { status: "failure", message: "x" }))).toBe("invalid_data");
  });

  it("is a read whose only records are errors", () => {
    expect(errorCode(reply(400, { data: [crm("INVALID_DATA")] }))).toBe("invalid_data");
  });

  it("is a write of something other than records that was refused in its items", () => {
    const asked = { product: "crm", method: "POST", path: "settings/tags" } as const;
    const verdict = classify(reply(400, { tags: [crm("INVALID_DATA")] }), asked, NOW);
    expect(verdict.kind).toBe("error");
  });

  it.each([
    ["HTML", html(200)],
    ["HTML in capitals", reply(200, "<HTML>", { "content-type": "Text/HTML" })],
    ["XHTML", reply(200, "<html/>", { "content-type": "application/xhtml+xml" })],
    ["HTML without a type", reply(200, "\n <!doctype html><html>")],
    ["truncated JSON", reply(200, '{"data":[{"id":"1"', { "content-type": "application/json" })],
    ["JSON that is none", reply(200, "data", { "content-type": "application/json" })],
    ["a redirect", reply(302, "", { location: "https://evil.example" })],
    ["a redirect with JSON", reply(307, { code: "MOVED" })],
    ["a redirect with HTML", html(301)],
    ["HTML with 404", html(404)],
  ])("is not Zoho's when it is %s", (_what, response) => {
    expect(errorCode(response)).toBe("not_zoho");
  });

  it.each([500, 502, 503, 504])("is Zoho's trouble with %d, whatever comes along", (status) => {
    expect(errorCode(html(status))).toBe("server_error");
    expect(errorCode(reply(status))).toBe("server_error");
    expect(errorCode(reply(status, "{"))).toBe("server_error");
    expect(errorCode(reply(status, {}))).toBe("server_error");
  });

  it.each([
    [403, "no_permission"],
    [404, "not_found"],
    [412, "conflict"],
    [429, "api_limit"],
    [400, "invalid_data"],
  ] as const)("is judged by %d when it says nothing", (status, code) => {
    expect(errorCode(reply(status))).toBe(code);
  });

  it("is a limit with 429 also as a page", () => {
    expect(errorCode(html(429))).toBe("api_limit");
  });
});

describe("a limit", () => {
  it.each([
    ["7", 7_000],
    [" 7 ", 7_000],
    ["0", 0],
    ["99999999999", 86_400_000],
    ["Sun, 01 Mar 2026 12:00:30 GMT", 30_000],
    ["Sun, 01 Mar 2026 11:00:00 GMT", undefined],
    ["Mon, 01 Mar 2027 12:00:00 GMT", 86_400_000],
    ["soon", undefined],
    ["", undefined],
    ["-5", undefined],
    ["5.5", undefined],
    ["1e3", undefined],
    ["2026", 2_026_000],
    [undefined, undefined],
  ])("with Retry-After %j is over after %j ms", (value, expected) => {
    const headers = value === undefined ? {} : { "retry-after": value };
    expect(retryAfterMs(headers, NOW)).toBe(expected);
    const verdict = judged(reply(429, crm("TOO_MANY_REQUESTS"), headers));
    const cause = verdict.kind === "error" ? verdict.error.cause : undefined;
    expect(cause?.retryAfterMs).toBe(expected);
    expect(cause?.retryAt).toBe(expected === undefined ? undefined : new Date(NOW + expected).toISOString());
  });

  it("counts a date from the answer's own, because the clock here may be in 1970", () => {
    const headers = { "retry-after": "Sun, 01 Mar 2026 12:00:30 GMT", date: "Sun, 01 Mar 2026 12:00:00 GMT" };
    expect(retryAfterMs(headers, 40_000)).toBe(30_000);
  });
});

describe("any answer at all", () => {
  it("is judged, and never throws", () => {
    const body = fc.oneof(
      fc.json(),
      fc.string(),
      fc.uint8Array().map((bytes) => Buffer.from(bytes)),
      fc
        .record(
          { code: fc.anything(), status: fc.anything(), message: fc.anything(), details: fc.anything() },
          { requiredKeys: [] },
        )
        .map((value) => {
          try {
            return JSON.stringify(value);
          } catch {
            return "";
          }
        }),
      fc
        .record({ data: fc.array(fc.oneof(fc.object(), fc.constant(crm("INVALID_DATA")))) })
        .map((value) => JSON.stringify(value)),
    );
    const type = fc.constantFrom(
      "",
      "application/json",
      "text/html",
      "text/plain",
      "application/octet-stream",
    );
    fc.assert(
      fc.property(
        body,
        type,
        fc.integer({ min: 200, max: 599 }),
        fc.constantFrom(READ, WRITE),
        (content, contentType, status, asked) => {
          const verdict = judged(reply(status, content, { "content-type": contentType }), asked);
          if (verdict.kind !== "ok") expect(verdict.error).toBeInstanceOf(ZohoError);
          if (verdict.kind === "ok") expect(status < 300 || status === 304 || status === 400).toBe(true);
        },
      ),
      { numRuns: 10_000 },
    );
  });
});
