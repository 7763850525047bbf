/** Headers that a flow may want to send: each case says which lines then leave besides the node's own. */

import { NO_NAMES, OTHERS, OURS } from "./header-names";

/** What a message asks for with a DELETE of a connection to CRM in Europe. */
export interface HeaderCase {
  readonly what: string;
  /** As `msg.zoho.headers`; anything. */
  readonly headers: unknown;
  /**
   * The lines on the wire, in latin-1; one of `accept` takes the place of the node's own. `refused`: nothing leaves, and
   * the error is `invalid_input`.
   */
  readonly expected: readonly string[] | "refused";
}

/** Values that can't be sent, and some that older runtimes wrote as line breaks. */
const NO_VALUES: readonly (readonly [what: string, value: unknown])[] = [
  ["a header after a line break", "a\r\nX-Evil: 1"],
  ["a header after a line feed", "a\nX-Evil: 1"],
  ["a header after a carriage return", "a\rX-Evil: 1"],
  ["a folded line", "a\r\n X-Evil: 1"],
  ["a request after the end of the head", "a\r\n\r\nGET /oauth HTTP/1.1\r\nHost: evil.example\r\n\r\n"],
  ["a line break alone", "\r\n"],
  ["a line feed at its end", "a\n"],
  ["a null byte", "a\0b"],
  ["a bell", "\u0007"],
  ["an escape", "\u001b[0m"],
  ["a delete character", "\u007f"],
  ["a control character of latin-1", "\u0085"],
  ["the last control character of latin-1", "\u009f"],
  ["letters that end in the bytes of a line break", "a\u010d\u010aX-Evil: 1"],
  ["others that do", "a\u560d\u560aX-Evil: 1"],
  ["the first letter beyond latin-1", "\u0100"],
  ["Japanese", "\u65e5\u672c"],
  ["a smiley", "\u{1f600}"],
  ["half of a smiley", "\ud83d"],
  ["a line separator", "\u2028"],
  ["a byte order mark", "\ufeffa"],
  ["an object", {}],
  ["an object that says it is text", { toString: () => "a" }],
  ["an empty list", []],
  ["a list of one", ["a"]],
  ["a list of two", ["a", "b"]],
  ["null", null],
  ["nothing", undefined],
  ["a function", () => "a"],
  ["a symbol", Symbol("a")],
  ["a long number", 1n],
  ["a date", new Date(0)],
  ["bytes", Buffer.from("a")],
  ["text as an object", Object("a")],
];

/** Values that are sent to the letter. */
const VALUES: readonly (readonly [what: string, value: unknown, written: string])[] = [
  ["nothing in it", "", ""],
  ["a space", " ", " "],
  ["a tab", "\t", "\t"],
  ["spaces around it", " a ", " a "],
  ["a tab inside", "a\tb", "a\tb"],
  ["a letter of latin-1", "\u00fc", "\u00fc"],
  ["the last letter of latin-1", "\u00ff", "\u00ff"],
  ["a no-break space", "\u00a0", "\u00a0"],
  ["a colon", "a: b", "a: b"],
  ["a comma", "a, b", "a, b"],
  ["quotes", '"a"', '"a"'],
  ["an encoded line break", "%0d%0aX-Evil:%201", "%0d%0aX-Evil:%201"],
  ["an escaped line break", "\\r\\nX-Evil: 1", "\\r\\nX-Evil: 1"],
  ["a token", "Zoho-oauthtoken 1000.x", "Zoho-oauthtoken 1000.x"],
  ["a status line", "HTTP/1.1 200 OK", "HTTP/1.1 200 OK"],
  ["the word chunked", "chunked", "chunked"],
  ["nought", 0, "0"],
  ["a negative number", -1, "-1"],
  ["a fraction", 1.5, "1.5"],
  ["a huge number", 1e21, "1e+21"],
  ["no number", Number.NaN, "NaN"],
  ["true", true, "true"],
  ["false", false, "false"],
  ["8,000 characters", "a".repeat(8_000), "a".repeat(8_000)],
];

/** Dates of conditional requests, which CRM wants in its own form. */
const DATES: readonly (readonly [what: string, value: unknown, written: string | undefined])[] = [
  ["a date", new Date(0), "1970-01-01T00:00:00+00:00"],
  ["milliseconds", 0, "1970-01-01T00:00:00+00:00"],
  ["a date as HTTP has it", "Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00+00:00"],
  ["a day", "1970-01-01", "1970-01-01T00:00:00+00:00"],
  ["a time without an offset", "1970-01-01T00:00:00", undefined],
  ["a date that is none", new Date(Number.NaN), undefined],
  ["a line break behind a date", "1970-01-01\r\nX-Evil: 1", undefined],
  ["words", "yesterday", undefined],
];

/** Headers as a whole. */
const WHOLES: readonly HeaderCase[] = [
  { what: "two names that differ in case", headers: { "X-A": "1", "x-a": "2" }, expected: ["x-a: 2"] },
  { what: "an accept of its own", headers: { Accept: "text/csv" }, expected: ["accept: text/csv"] },
  { what: "two of them", headers: { ACCEPT: "a/b", accept: "c/d" }, expected: ["accept: c/d"] },
  {
    what: "a media type without a body",
    headers: { "Content-Type": "a/b" },
    expected: ["content-type: a/b"],
  },
  { what: "a good one beside a bad one", headers: { "x-a": "1", "x-b": "\n" }, expected: "refused" },
  {
    what: "a good one beside one of ours",
    headers: { "x-a": "1", host: "evil.example" },
    expected: "refused",
  },
  {
    what: "three hundred",
    headers: Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`x-${String(index)}`, "a"])),
    expected: Array.from({ length: 300 }, (_, index) => `x-${String(index)}: a`),
  },
  { what: "the prototype by name", headers: JSON.parse('{"__proto__": "1"}'), expected: ["__proto__: 1"] },
  {
    what: "a prototype that is an object",
    headers: JSON.parse('{"__proto__": {"x-a": "1"}}'),
    expected: "refused",
  },
  { what: "what is inherited", headers: Object.create({ "x-a": "1" }), expected: [] },
  { what: "no prototype", headers: Object.assign(Object.create(null), { "x-a": "1" }), expected: ["x-a: 1"] },
  { what: "a symbol as name", headers: { [Symbol("x-a")]: "1" }, expected: [] },
  {
    what: "what can't be listed",
    headers: Object.defineProperty({}, "authorization", { value: "1", enumerable: false }),
    expected: [],
  },
  { what: "a map", headers: new Map([["authorization", "1"]]), expected: [] },
  { what: "headers of fetch", headers: new Headers({ authorization: "1" }), expected: [] },
  { what: "a list of pairs", headers: [["x-a", "1"]], expected: "refused" },
  { what: "text", headers: "x-a: 1", expected: "refused" },
  { what: "a number", headers: 1, expected: "refused" },
  { what: "a function", headers: () => ({ "x-a": "1" }), expected: "refused" },
  { what: "an empty object", headers: {}, expected: [] },
  { what: "nothing", headers: undefined, expected: [] },
  { what: "null", headers: null, expected: [] },
  { what: "empty text", headers: "", expected: [] },
];

export const HEADERS: readonly HeaderCase[] = [
  ...OURS.map((name) => ({ what: `ours: ${name}`, headers: { [name]: "x" }, expected: "refused" as const })),
  ...OTHERS.map((name) => ({
    what: `a name: ${name}`,
    headers: { [name]: "x" },
    expected: [`${name}: x`],
  })),
  ...NO_NAMES.map((name) => ({
    what: `no name: ${name}`,
    headers: { [name]: "x" },
    expected: "refused" as const,
  })),
  ...NO_VALUES.map(([what, value]) => ({
    what: `no value: ${what}`,
    headers: { "x-a": value },
    expected: "refused" as const,
  })),
  ...VALUES.map(([what, value, written]) => ({
    what: `a value: ${what}`,
    headers: { "x-a": value },
    expected: [`x-a: ${written}`],
  })),
  ...DATES.map(([what, value, written]) => ({
    what: `a date: ${what}`,
    headers: { "If-Modified-Since": value },
    expected: written === undefined ? ("refused" as const) : [`if-modified-since: ${written}`],
  })),
  ...WHOLES,
];
