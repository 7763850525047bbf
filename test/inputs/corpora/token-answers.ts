/** What the token endpoint may answer to a refresh, well and badly, and what may come of it. */
import { gzipSync } from "node:zlib";
import type { ErrorCode } from "../../../src/errors/codes";
import { CANARY } from "../../unit/support/secrets";

/** An answer, and what it is taken for. */
export interface TokenCase {
  readonly what: string;
  /** 200 unless said otherwise. */
  readonly status?: number;
  readonly body: string | Buffer;
  /** The life of the token that it brings, milliseconds; else the code of the error. */
  readonly taken: number | ErrorCode;
  /** The token, where it is another than that of a good answer. */
  readonly token?: string;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A good answer to a code; a refresh brings the same without `refresh_token`. */
const GOOD = {
  access_token: CANARY.accessToken,
  refresh_token: CANARY.refreshToken,
  expires_in: 3600,
  api_domain: "https://www.zohoapis.eu",
  token_type: "Bearer",
  scope: "ZohoCRM.modules.ALL ZohoCRM.org.READ",
};

/** The same as text: what random mutations begin with. */
export const GOOD_ANSWER = JSON.stringify(GOOD);

function answer(what: string, changes: object, taken: TokenCase["taken"], token?: string): TokenCase {
  const body = JSON.stringify({ ...GOOD, ...changes });
  return { what, body, taken, ...(token !== undefined && { token }) };
}

/** Bytes that are no JSON object, or an odd one. */
const TEXTS: readonly (readonly [what: string, body: string | Buffer, taken: TokenCase["taken"]])[] = [
  ["a good answer", GOOD_ANSWER, HOUR],
  ["a byte order mark before it", `\ufeff${GOOD_ANSWER}`, HOUR],
  ["white space around it", ` \r\n\t${GOOD_ANSWER}\n `, HOUR],
  ["a megabyte of white space before it", " ".repeat(1_000_000) + GOOD_ANSWER, HOUR],
  ["escapes in its names", GOOD_ANSWER.replace("access_token", "\\u0061ccess_token"), HOUR],
  ["the token twice", GOOD_ANSWER.replace("{", '{"access_token":"first",'), HOUR],
  ["the token and then null", GOOD_ANSWER.replace(/\}$/, ',"access_token":null}'), "not_zoho"],
  ["a hundred thousand other names", `${GOOD_ANSWER.slice(0, -1)},${manyNames(100_000)}}`, HOUR],
  ["a prototype beside it", GOOD_ANSWER.replace("{", '{"__proto__":{"access_token":"evil"},'), HOUR],
  ["nothing", "", "not_zoho"],
  ["a space", " ", "not_zoho"],
  ["null", "null", "not_zoho"],
  ["true", "true", "not_zoho"],
  ["a number", "3600", "not_zoho"],
  ["text", '"access_token"', "not_zoho"],
  ["an empty object", "{}", "not_zoho"],
  ["an empty list", "[]", "not_zoho"],
  ["it in a list", `[${GOOD_ANSWER}]`, "not_zoho"],
  ["it in an object", `{"data":${GOOD_ANSWER}}`, "not_zoho"],
  ["it as text", JSON.stringify(GOOD_ANSWER), "not_zoho"],
  ["it twice", GOOD_ANSWER + GOOD_ANSWER, "not_zoho"],
  ["it with a comma at its end", GOOD_ANSWER.replace(/\}$/, ",}"), "not_zoho"],
  ["it with a comment", `/* */${GOOD_ANSWER}`, "not_zoho"],
  ["it with single quotes", GOOD_ANSWER.replaceAll('"', "'"), "not_zoho"],
  ["it in a callback", `callback(${GOOD_ANSWER})`, "not_zoho"],
  ["it behind a guard", `)]}',\n${GOOD_ANSWER}`, "not_zoho"],
  ["it with a null byte at its end", `${GOOD_ANSWER}\0`, "not_zoho"],
  ["it with a line break in the token", GOOD_ANSWER.replace("1000.", "1000.\n"), "not_zoho"],
  ["as a form", "access_token=1000.a.b&expires_in=3600", "not_zoho"],
  ["as XML", "<access_token>1000.a.b</access_token>", "not_zoho"],
  ["a page", "<!DOCTYPE html><html><body>Sign in</body></html>", "not_zoho"],
  ["the token in the prototype", `{"__proto__":${GOOD_ANSWER}}`, "not_zoho"],
  ["the token in the constructor", `{"constructor":{"prototype":${GOOD_ANSWER}}}`, "not_zoho"],
  ["a number that is none", '{"access_token":NaN}', "not_zoho"],
  ["it compressed", gzipSync(GOOD_ANSWER), "not_zoho"],
  ["it as UTF-16", Buffer.from(GOOD_ANSWER, "utf16le"), "not_zoho"],
  ["bytes that are no text", Buffer.from([0xff, 0xfe, 0x00, 0x80]), "not_zoho"],
  ["bytes that are no text in the token", latin1(GOOD_ANSWER.replace("1000.", "1000.\u00ff")), "not_zoho"],
  ["brackets a hundred thousand deep", "[".repeat(100_000), "not_zoho"],
  ["objects ten thousand deep", '{"a":'.repeat(10_000) + GOOD_ANSWER + "}".repeat(10_000), "not_zoho"],
];

/** It ended too soon: at every tenth character. */
const CUT: readonly TokenCase[] = Array.from({ length: Math.floor(GOOD_ANSWER.length / 20) }, (_, index) => ({
  what: `it cut off after ${String((index + 1) * 20)} characters`,
  body: GOOD_ANSWER.slice(0, (index + 1) * 20),
  taken: "not_zoho" as const,
}));

/** Instead of the access token. */
const NO_TOKENS: readonly unknown[] = [
  null,
  "",
  " ",
  1000,
  true,
  [],
  {},
  ["1000.a.b"],
  { token: "1000.a.b" },
  "a b",
  "Bearer a",
  "a\r\nX-Evil: 1",
  "a\n",
  "\0",
  "a\u007f",
  "t\u00f6ken",
  "\u65e5\u672c",
  "\u{1f600}",
  "\ud83d",
  "a\u010d\u010ab",
  "x".repeat(4_097),
];

/** Odd, but sendable. */
const TOKENS: readonly string[] = [
  "x",
  "null",
  "undefined",
  "%0d%0a",
  '"',
  "{{x}}",
  "../..",
  "x".repeat(4_096),
];

/** How long it lives by what it says. */
const LIVES: readonly (readonly [what: string, times: object, ms: number])[] = [
  ["seconds as text", { expires_in: "3600" }, HOUR],
  ["the old form", { expires_in_sec: 3600, expires_in: 3_600_000 }, HOUR],
  ["milliseconds", { expires_in: 3_600_000 }, HOUR],
  ["the old form alone", { expires_in: undefined, expires_in_sec: 1800 }, HOUR / 2],
  ["nothing", { expires_in: undefined }, HOUR],
  ["null", { expires_in: null }, HOUR],
  ["nought", { expires_in: 0 }, HOUR],
  ["less than a second", { expires_in: 0.001 }, HOUR],
  ["a negative number", { expires_in: -3600 }, HOUR],
  ["the smallest number", { expires_in: -Number.MAX_VALUE }, HOUR],
  ["the largest number", { expires_in: Number.MAX_VALUE }, DAY],
  ["more than any token lives", { expires_in: 1e18 }, DAY],
  ["infinity as text", { expires_in: "Infinity" }, HOUR],
  ["hexadecimal text", { expires_in: "0xe10" }, HOUR],
  ["words", { expires_in: "soon" }, HOUR],
  ["empty text", { expires_in: "" }, HOUR],
  ["true", { expires_in: true }, HOUR],
  ["a list", { expires_in: [60] }, HOUR],
  ["an object", { expires_in: {} }, HOUR],
  ["a senseless old form", { expires_in_sec: "x", expires_in: 1200 }, HOUR],
  ["ten minutes", { expires_in: 600 }, 600_000],
  ["a day", { expires_in: 86_400 }, DAY],
];

/** Beside a good token; none of it counts, or it is left out. */
const BESIDE: readonly (readonly [what: string, changes: object])[] = [
  ["another refresh token", { refresh_token: `1000.${"9".repeat(32)}.${"9".repeat(32)}` }],
  ["no refresh token", { refresh_token: undefined }],
  ["null as refresh token", { refresh_token: null }],
  ["a list as refresh token", { refresh_token: ["a"] }],
  ["a line break in the refresh token", { refresh_token: "a\r\nb" }],
  ["an api_domain of somebody else", { api_domain: "https://evil.example" }],
  ["an api_domain of another data center", { api_domain: "https://www.zohoapis.com" }],
  ["an api_domain that is an object", { api_domain: { host: "evil.example" } }],
  ["an api_domain with a line break", { api_domain: "https://www.zohoapis.eu\r\nHost: evil.example" }],
  ["another type", { token_type: "Basic" }],
  ["a type that is an object", { token_type: {} }],
  ["no scopes", { scope: undefined }],
  ["scopes as a list", { scope: ["ZohoCRM.modules.ALL"] }],
  ["a megabyte of scopes", { scope: "a,".repeat(500_000) }],
  ["an error beside the token", { error: "invalid_code" }],
  ["another location", { location: "cn", "accounts-server": "https://accounts.zoho.com.cn" }],
];

/** Refusals as Zoho words them, with a status that says something else. */
const REFUSALS: readonly (readonly [status: number, error: unknown, taken: ErrorCode])[] = [
  [200, "invalid_client", "invalid_client"],
  [200, "invalid_client_secret", "invalid_client_secret"],
  [200, "invalid_code", "grant_revoked"],
  [400, "invalid_code", "grant_revoked"],
  [200, "invalid_scope", "unknown_scope"],
  [200, "access_denied", "access_denied"],
  [200, "general_error", "token_refused"],
  [200, "__proto__", "token_refused"],
  [200, "constructor", "token_refused"],
  [200, "\r\nX-Evil: 1", "token_refused"],
  [200, "x".repeat(100_000), "token_refused"],
  [400, "Access Denied", "token_throttled"],
  [429, "anything", "token_throttled"],
  [500, "internal_error", "server_error"],
  [200, "", "not_zoho"],
  [200, {}, "not_zoho"],
  [200, ["invalid_code"], "not_zoho"],
  [200, 1, "not_zoho"],
];

export const TOKEN_ANSWERS: readonly TokenCase[] = [
  ...TEXTS.map(([what, body, taken]) => ({ what, body, taken })),
  ...CUT,
  ...NO_TOKENS.map((value, index) =>
    answer(
      `no token (${String(index)}): ${JSON.stringify(value).slice(0, 40)}`,
      { access_token: value },
      "not_zoho",
    ),
  ),
  ...TOKENS.map((token) => answer(`a token: ${token.slice(0, 20)}`, { access_token: token }, HOUR, token)),
  ...LIVES.map(([what, times, ms]) => answer(`a life of ${what}`, times, ms)),
  ...BESIDE.map(([what, changes]) => answer(`beside a token: ${what}`, changes, HOUR)),
  ...REFUSALS.map(([status, error, taken]) => ({
    what: `${String(status)} and ${JSON.stringify(error).slice(0, 40)}`,
    status,
    body: JSON.stringify({ error }),
    taken,
  })),
  ...[201, 400, 401, 500].map((status) => ({
    what: `a good answer with the status ${String(status)}`,
    status,
    body: GOOD_ANSWER,
    taken: HOUR,
  })),
  ...[204, 302, 400].map((status) => ({
    what: `nothing with the status ${String(status)}`,
    status,
    body: "",
    taken: "not_zoho" as const,
  })),
  ...[500, 502, 503].map((status) => ({
    what: `a page with the status ${String(status)}`,
    status,
    body: "<html></html>",
    taken: "server_error" as const,
  })),
];

function manyNames(count: number): string {
  return Array.from({ length: count }, (_, index) => `"a${String(index)}":1`).join(",");
}

function latin1(text: string): Buffer {
  return Buffer.from(text, "latin1");
}
