/** Values that are filled into paths and queries: what must leave is written out to the letter. */
import { type PathCase, REFUSALS } from "./path-case";

/** What is filled into `Leads/{{topic}}/Notes`, and the segment that it becomes. */
const FILLED: readonly (readonly [what: string, topic: unknown, segment: string])[] = [
  ["text", "a", "a"],
  ["a slash", "a/b", "a%2Fb"],
  ["a query", "?x=1&y=2", "%3Fx%3D1%26y%3D2"],
  ["a fragment", "#x", "%23x"],
  ["a backslash", "a\\b", "a%5Cb"],
  ["encoded dots", "%2e%2e", "%252e%252e"],
  ["three dots", "...", "..."],
  ["a line break and a header", "\r\nX-Evil: 1", "%0D%0AX-Evil%3A%201"],
  ["a null byte", "\0", "%00"],
  ["a space", " ", "%20"],
  ["an address", "https://evil.example/x", "https%3A%2F%2Fevil.example%2Fx"],
  ["two slashes and a host", "//evil.example", "%2F%2Fevil.example"],
  ["an at sign and a host", "@evil.example", "%40evil.example"],
  ["braces", "{{payload}}", "%7B%7Bpayload%7D%7D"],
  ["replacement patterns", "$& $1 $`", "%24%26%20%241%20%24%60"],
  ["a letter beyond ASCII", "\u00e9", "%C3%A9"],
  ["a smiley", "\u{1f600}", "%F0%9F%98%80"],
  ["a number", 7, "7"],
  ["nought", 0, "0"],
  ["a negative number", -1, "-1"],
  ["a long number", 554_023_000_000_527_002n, "554023000000527002"],
];

/** What can't be filled in. */
const UNFILLABLE: readonly (readonly [what: string, topic: unknown])[] = [
  ["nothing", undefined],
  ["null", null],
  ["empty text", ""],
  ["one dot", "."],
  ["two dots", ".."],
  ["a way up", "../.."],
  ["a way up by backslashes", "..\\.."],
  ["a way up with a parameter", "..;x"],
  ["half of a smiley", "\ud83d"],
  ["true", true],
  ["a fraction", 1.5],
  ["no number", Number.NaN],
  ["a number that is not exact", 2 ** 53],
  ["an object", {}],
  ["an object that says it is text", { toString: () => "1" }],
  ["text as an object", Object("1")],
  ["a list of one", ["1"]],
  ["a date", new Date(0)],
  ["a symbol", Symbol("1")],
  ["a function", () => "1"],
];

/** Gaps in other places, with the topic of the message. */
const OTHER_GAPS: readonly PathCase[] = [
  gap(
    "a whole address as the path",
    "{{topic}}",
    "https://evil.example/x",
    "/crm/v8/https%3A%2F%2Fevil.example%2Fx",
  ),
  gap("the connection's own host", "https://{{topic}}/crm/v8/Leads", "www.zohoapis.eu", "/crm/v8/Leads"),
  gap("a host", "https://{{topic}}/crm/v8/Leads", "evil.example"),
  gap("a user before a host", "https://www.zohoapis.eu{{topic}}/crm/v8/Leads", "@evil.example"),
  gap("a longer host", "https://www.zohoapis.eu{{topic}}/crm/v8/Leads", ".evil.example"),
  gap("a scheme", "{{topic}}://www.zohoapis.eu/crm/v8/Leads", "http"),
  gap("a first segment", "{{topic}}/v2/Contacts", "bigin", "/crm/v8/bigin/v2/Contacts"),
  gap("a root", "{{topic}}/v8/Leads", "crm", "/crm/v8/Leads"),
  gap("half of a way up", ".{{topic}}/Leads", "."),
  gap("a query", "Leads?a={{topic}}", "1&b=2", "/crm/v8/Leads?a=1%26b%3D2"),
  gap("a length", "Leads/{{topic.length}}", "abc", "/crm/v8/Leads/3"),
  gap("the prototype", "Leads/{{__proto__}}", "x"),
  gap("a constructor", "Leads/{{topic.constructor}}", "x"),
  gap("the name of a constructor", "Leads/{{constructor.name}}", "x", "/crm/v8/Leads/Object"),
  gap("the environment", "Leads/{{env.PATH}}", "x"),
  gap("the flow", "Leads/{{flow.x}}", "x"),
  gap("the connection's secret", "Leads/{{zoho.client.credentials.clientSecret}}", "x"),
  gap("a call", "Leads/{{topic.toString()}}", "x"),
  gap("a broken expression", "Leads/{{topic[}}", "x"),
];

/** Queries of a message, and what is added to `Leads`. */
const QUERIES: readonly (readonly [what: string, query: unknown, search: string])[] = [
  ["another parameter", { a: "1&b=2" }, "?a=1%26b%3D2"],
  ["a fragment", { a: "#x" }, "?a=%23x"],
  ["a line break", { a: "\r\nX-Evil: 1" }, "?a=%0D%0AX-Evil%3A+1"],
  ["a line break in the name", { "a\r\nb": "1" }, "?a%0D%0Ab=1"],
  ["a null byte", { a: "\0" }, "?a=%00"],
  ["a host", { a: "@evil.example/" }, "?a=%40evil.example%2F"],
  ["half of a smiley", { a: "\ud83d" }, "?a=%EF%BF%BD"],
  ["a list", { a: [1, 2] }, "?a=1%2C2"],
  ["nothing", { a: "", b: null, c: undefined }, ""],
  ["a name like a prototype's", JSON.parse('{"__proto__": "1"}'), "?__proto__=1"],
  ["what is inherited", Object.create({ a: "1" }), ""],
];

function gap(what: string, path: string, topic: unknown, asks?: string): PathCase {
  return {
    what: `${path} with ${what}`,
    zoho: { path },
    more: { topic },
    expected: asks === undefined ? REFUSALS : { asks },
  };
}

export const PATH_VALUES: readonly PathCase[] = [
  ...FILLED.map(([what, topic, segment]) =>
    gap(what, "Leads/{{topic}}/Notes", topic, `/crm/v8/Leads/${segment}/Notes`),
  ),
  ...UNFILLABLE.map(([what, topic]) => gap(what, "Leads/{{topic}}/Notes", topic)),
  ...OTHER_GAPS,
  ...QUERIES.map(([what, query, search]) => ({
    what: `a query with ${what}`,
    zoho: { path: "Leads", query },
    expected: { asks: `/crm/v8/Leads${search}` },
  })),
];
