/** Messages with an odd value in each place that a `zoho-request` looks at. */
import type { FlowMessage } from "../../../nodes/shared/red";
import { ODD_VALUES, type OddValue } from "./odd-values";

export interface MessageCase {
  readonly what: string;
  readonly make: () => FlowMessage;
}

const WRITE = { method: "POST", path: "Leads" };
const READ = { method: "GET", path: "org" };

/** Fields of `msg.zoho`, and what else the message needs so that the field is looked at. */
const FIELDS: readonly (readonly [field: string, others: object])[] = [
  ["path", { method: "DELETE" }],
  ["method", { path: "Leads" }],
  ["query", READ],
  ["headers", READ],
  ["org", READ],
  ["product", { path: "org" }],
  ["bodyFormat", WRITE],
  ["paging", READ],
  ["priority", READ],
  ["maxTime", READ],
  ["pageSize", { ...READ, paging: "array" }],
  ["continueFrom", { ...READ, paging: "array" }],
  ["collect", WRITE],
  ["action", READ],
  ["walk", { action: "next" }],
  ["id", { action: "cancel" }],
];

/** The odd values that are tried in every place. */
const WORST = ODD_VALUES.filter(({ what }) =>
  [
    "a getter that throws",
    "a proxy that throws",
    "a revoked proxy",
    "a toString that throws",
    "a then that never answers",
    "a symbol",
    "a long number",
    "an own __proto__",
    "ten thousand levels",
  ].includes(what),
);

function refusing(name: string, others: FlowMessage): FlowMessage {
  return Object.defineProperty({ ...others }, name, {
    enumerable: true,
    get: () => {
      throw new Error(`nobody may read ${name}`);
    },
  });
}

/** Properties of the message itself that throw when they are read: those that are looked at, and one that is passed on. */
const REFUSING = ["zoho", "payload", "_msgid", "error", "zohoResult", "complete", "headers", "unknown"];

function each(
  place: string,
  values: readonly OddValue[],
  put: (value: unknown) => FlowMessage,
): MessageCase[] {
  return values.map(({ what, make }) => ({ what: `${place}: ${what}`, make: () => put(make()) }));
}

export const MESSAGES: readonly MessageCase[] = [
  ...each("as a record", ODD_VALUES, (payload) => ({ payload, zoho: WRITE })),
  ...each("as a body of another kind", WORST, (payload) => ({
    payload,
    zoho: { ...WRITE, path: "settings/x" },
  })),
  ...each("as JSON", WORST, (payload) => ({ payload, zoho: { ...WRITE, bodyFormat: "json" } })),
  ...each("as a form", WORST, (payload) => ({ payload, zoho: { ...WRITE, bodyFormat: "form" } })),
  ...each("as a field of a form", WORST, (a) => ({ payload: { a }, zoho: { ...WRITE, bodyFormat: "form" } })),
  ...each("as a form with files", WORST, (a) => ({
    payload: { a },
    zoho: { ...WRITE, bodyFormat: "multipart" },
  })),
  ...each("as a file", WORST, (payload) => ({ payload, zoho: { ...WRITE, bodyFormat: "file" } })),
  ...each("in a list of records", WORST, (record) => ({
    payload: [{ Last_Name: "Vale" }, record],
    zoho: WRITE,
  })),
  ...each("as msg.zoho", ODD_VALUES, (zoho) => ({ payload: {}, zoho })),
  ...each("as a property that is passed on", WORST, (unknown) => ({ unknown, zoho: READ })),
  ...each("as an old result", WORST, (zohoResult) => ({ zohoResult, zoho: READ })),
  ...each("as an old error", WORST, (error) => ({ error, zoho: READ })),
  ...each("as what is filled in", WORST, (topic) => ({ topic, zoho: { ...READ, path: "Leads/{{topic}}" } })),
  ...each("as a header", WORST, (value) => ({ zoho: { ...READ, headers: { "x-a": value } } })),
  ...each("as a parameter", WORST, (value) => ({ zoho: { ...READ, query: { a: value, b: [value] } } })),
  ...FIELDS.flatMap(([field, others]) =>
    each(`as msg.zoho.${field}`, WORST, (value) => ({ payload: {}, zoho: { ...others, [field]: value } })),
  ),
  ...REFUSING.map((name) => ({
    what: `a message whose ${name} can't be read`,
    make: () => refusing(name, { payload: {}, zoho: WRITE }),
  })),
  ...["path", "method", "maxTime", "action", "id"].map((name) => ({
    what: `a msg.zoho whose ${name} can't be read`,
    make: () => ({ payload: {}, zoho: refusing(name, WRITE) }),
  })),
  { what: "a message without anything", make: () => ({}) },
  {
    what: "a message without a prototype",
    make: () => Object.assign(Object.create(null) as FlowMessage, { zoho: READ }),
  },
  {
    what: "a frozen message",
    make: () => Object.freeze({ zoho: Object.freeze({ ...READ }), payload: 1 }) as FlowMessage,
  },
  {
    what: "a message with an own __proto__",
    make: () => JSON.parse('{"__proto__":{"polluted":true},"zoho":{"path":"org"}}') as FlowMessage,
  },
];
