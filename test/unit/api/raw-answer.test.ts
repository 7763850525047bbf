import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classifyAs, type Verdict } from "../../../src/api/answer/classify";
import { boundedJson, rawAnswer } from "../../../src/api/answer/raw-answer";
import { ZohoError } from "../../../src/errors/zoho-error";
import { DIALECTS } from "../../../src/zoho/dialects/dialects";
import { html, reply } from "../support/scripted-transport";
import { CANARY } from "../support/secrets";

const ASKED = { product: "crm", method: "GET", path: "Leads" } as const;

function answerOf(verdict: Verdict): unknown {
  return verdict.kind === "ok" ? undefined : verdict.error.cause.details?.["answer"];
}

function nested(depth: number): unknown {
  return JSON.parse(`${'{"a":'.repeat(depth)}1${"}".repeat(depth)}`);
}

describe("what Zoho sent", () => {
  it("is in the error as it came, whatever shape it has", () => {
    const body = { code: "INVALID_DATA", strange: [{ deep: { and: "kept" } }], status: "error" };
    expect(answerOf(classifyAs(DIALECTS.crm, reply(400, body), ASKED, 0))).toEqual(body);
    const refused = { code: "INVALID_TOKEN", details: {}, message: "invalid oauth token", status: "error" };
    expect(answerOf(classifyAs(DIALECTS.crm, reply(401, refused), ASKED, 0))).toEqual(refused);
  });

  it("is at most 16 KiB of it", () => {
    const body = {
      code: "INVALID_DATA",
      items: Array.from({ length: 5_000 }, (_, index) => `item ${String(index)}`),
    };
    const answer = answerOf(classifyAs(DIALECTS.crm, reply(400, body), ASKED, 0));
    expect(answer).toMatch(/^\{"code":"INVALID_DATA","items":\["item 0"/);
    expect(String(answer).length).toBeLessThanOrEqual(16 * 1024 + 1);
    expect(boundedJson({ a: "x".repeat(20_000) })).toBeUndefined();
  });

  it("is the beginning of a page, at most 200 characters", () => {
    const page = `<!DOCTYPE html><title>502 Bad Gateway</title>${"<p>x</p>".repeat(10_000)}`;
    const answer = String(answerOf(classifyAs(DIALECTS.desk, html(502, page), ASKED, 0)));
    expect(answer).toMatch(/^<!DOCTYPE html><title>502 Bad Gateway<\/title>/);
    expect(answer.length).toBeLessThanOrEqual(201);
  });

  it("is nothing where nothing came", () => {
    const verdict = classifyAs(DIALECTS.crm, reply(503, ""), ASKED, 0);
    expect(verdict.kind === "error" && verdict.error.cause.details).not.toHaveProperty("answer");
  });

  it("has no token in it, where it is cut, either", () => {
    for (let padding = 0; padding < 600; padding++) {
      const text = `<html>${"x ".repeat(padding)}${CANARY.accessToken}</html>`;
      expect(String(rawAnswer(Buffer.from(text), undefined))).not.toMatch(/e5e5e5e5|f6f6f6f6/);
    }
    for (let padding = 16_200; padding < 16_500; padding++) {
      const body = { text: "x".repeat(padding), token: CANARY.accessToken, more: "y".repeat(40_000) };
      expect(rawAnswer(Buffer.from("x"), body)).not.toMatch(/e5e5e5e5|f6f6f6f6/);
    }
  });

  it("has no token in it whose characters were escaped", () => {
    const escaped = Buffer.from(CANARY.accessToken)
      .toString("hex")
      .replace(/../g, (byte) => `\\u00${byte}`);
    const body = Buffer.from(`{"code":"INVALID_DATA","message":"${escaped}","x":"${"y".repeat(60_000)}"}`);
    const verdict = classifyAs(DIALECTS.crm, reply(400, body), ASKED, 0);
    expect(JSON.stringify(verdict)).not.toContain("e5e5e5e5");
    expect(String(answerOf(verdict))).toContain("[token]");
  });

  it("is text where it is deeper than anybody can clone", () => {
    expect(rawAnswer(Buffer.from('{"a":{'), nested(10))).toEqual(nested(10));
    const deep = `${'{"a":'.repeat(9_000)}1${"}".repeat(9_000)}`;
    expect(typeof rawAnswer(Buffer.from(deep), JSON.parse(deep))).toBe("string");
    const lists = reply(400, `${"[".repeat(100_000)}${"]".repeat(100_000)}`);
    expect(classifyAs(DIALECTS.crm, lists, ASKED, 0).kind).toBe("error");
  });
});

describe("any answer of any product", () => {
  const secret = fc.constantFrom(...Object.values(CANARY));
  const word = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom("INVALID_TOKEN", "57", "3000", "success", "error", "failure") },
    { weight: 1, arbitrary: fc.string() },
    { weight: 1, arbitrary: secret },
    { weight: 1, arbitrary: fc.tuple(fc.string(), secret).map(([text, token]) => `${text} ${token}`) },
  );
  const key = fc.constantFrom(
    ...["code", "Code", "status", "error", "errors", "response", "data", "message", "details", "errorCode"],
    ...[
      "error_code",
      "summary",
      "description",
      "title",
      "id",
      "api_name",
      "json_path",
      "cause",
      "status_code",
    ],
  );
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      word,
      fc.integer(),
      fc.constant(null),
      fc.boolean(),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(key, tie("value"), { maxKeys: 5 }),
    ),
  }));
  const body = fc.oneof(
    { weight: 6, arbitrary: value.map((one) => JSON.stringify(one)) },
    { weight: 1, arbitrary: fc.uint8Array().map((bytes) => Buffer.from(bytes)) },
    { weight: 1, arbitrary: fc.tuple(fc.string(), secret).map(([text, token]) => `<p>${text} ${token}</p>`) },
  );
  const type = fc.constantFrom("", "application/json", "text/html", "text/plain", "application/pdf");

  it("gets exactly one verdict, with every sentence whole, and shows no token", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...Object.values(DIALECTS)),
        body,
        type,
        fc.oneof(fc.constantFrom(200, 207, 400, 401, 403, 404, 429, 500), fc.integer({ min: 200, max: 599 })),
        fc.constantFrom("GET", "POST", "DELETE"),
        (dialect, content, contentType, status, method) => {
          const response = reply(status, content, { "content-type": contentType });
          const verdict = classifyAs(dialect, response, { ...ASKED, method }, 0);
          if (verdict.kind === "ok") return;
          expect(verdict.error).toBeInstanceOf(ZohoError);
          const { class: errorClass, reason, remedy } = verdict.error.cause;
          expect([errorClass, reason, remedy].every((text) => text !== "")).toBe(true);
          const said = `${JSON.stringify(verdict.error.cause)}${verdict.error.message}`;
          for (const token of Object.values(CANARY)) expect(said).not.toContain(token);
        },
      ),
      { numRuns: 5_000 },
    );
  });
});
