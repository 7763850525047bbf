/** Queries that a browser may be made to bring to the callback: without a live `state`, and with one. */
import { createHash } from "node:crypto";

/** Consents that wait, and one that has ended. */
export interface Consents {
  /** The one that a case is about: its `state`, its ticket, a code that Zoho would take. */
  readonly state: string;
  readonly ticket: string;
  readonly code: string;
  /** The `state` of a consent that has ended well. */
  readonly used: string;
  /** The `state` of a consent that waits for its person in a certain browser. */
  readonly bound: string;
}

/** A query, and what it may do. */
export interface CallbackCase {
  readonly what: string;
  readonly query: (consents: Consents) => string;
  /** The browser's cookie; none unless said otherwise. */
  readonly cookie?: string;
  /**
   * `nothing`: no state changes and Zoho is asked nothing. Another code: the consent has ended with it, and nothing else
   * has changed. `connected`: it has ended well.
   */
  readonly ends: "nothing" | "connected" | EndCode;
}

type EndCode =
  | "callback_invalid"
  | "consent_failed"
  | "no_org"
  | "access_denied"
  | "unknown_scope"
  | "invalid_client"
  | "invalid_redirect_uri"
  | "invalid_response_type";

type Query = CallbackCase["query"];

const LONG = "x".repeat(1_001);
const MEGABYTE = "x".repeat(1_000_000);
const percent = (text: string): string =>
  Array.from(text, (one) => `%${one.charCodeAt(0).toString(16)}`).join("");

/** Whatever Zoho is known to send as `error`, and what a consent then ends with. */
const ERRORS: readonly (readonly [error: string, ends: EndCode])[] = [
  ["no_org", "no_org"],
  ["access_denied", "access_denied"],
  ["invalid_scope", "unknown_scope"],
  ["invalid_client", "invalid_client"],
  ["invalid_redirect_uri", "invalid_redirect_uri"],
  ["invalid_response_type", "invalid_response_type"],
  ["oauth_app_blocked", "consent_failed"],
  ["NO_ORG", "consent_failed"],
  ["no_org%20", "consent_failed"],
  ["no_org%00", "consent_failed"],
  ["%3Cscript%3Ealert(1)%3C/script%3E", "consent_failed"],
  ["__proto__", "consent_failed"],
  ["constructor", "consent_failed"],
  [LONG.slice(1), "consent_failed"],
];

/** What is wrong with `state`, while all else is right. */
const STATES: readonly (readonly [what: string, state: Query])[] = [
  ["none", () => ""],
  ["the name alone", () => "state"],
  ["null", () => "state=null"],
  ["undefined", () => "state=undefined"],
  ["nought", () => "state=0"],
  ["true", () => "state=true"],
  ["a star", () => "state=*"],
  ["a pattern", () => "state=.*"],
  ["a percent sign", () => "state=%25"],
  ["a quote", () => "state='+or+''='"],
  ["the prototype", () => "state=__proto__"],
  ["a constructor", () => "state=constructor"],
  ["a path", ({ ticket }) => `state=../start/${ticket}`],
  ["the ticket", ({ ticket }) => `state=${ticket}`],
  ["its hash", ({ state }) => `state=${createHash("sha256").update(state).digest("hex")}`],
  ["its hash as base64", ({ state }) => `state=${createHash("sha256").update(state).digest("base64url")}`],
  ["it written backwards", ({ state }) => `state=${Array.from(state).reverse().join("")}`],
  ["it as base64", ({ state }) => `state=${Buffer.from(state).toString("base64url")}`],
  ["it encoded twice", ({ state }) => `state=${percent(percent(state))}`],
  ["it twice", ({ state }) => `state=${state}&state=${state}`],
  ["it behind an empty one", ({ state }) => `state=&state=${state}`],
  ["it before an empty one", ({ state }) => `state=${state}&state=`],
  ["it with itself", ({ state }) => `state=${state},${state}`],
  ["it joined to another", ({ state, used }) => `state=${state}${used}`],
  ["it in quotes", ({ state }) => `state=%22${state}%22`],
  ["it as JSON", ({ state }) => `state=%5B%22${state}%22%5D`],
  ["it in a list", ({ state }) => `state[]=${state}`],
  ["it in an encoded list", ({ state }) => `state%5B%5D=${state}`],
  ["it at a place in a list", ({ state }) => `state[0]=${state}`],
  ["it in an object", ({ state }) => `state[state]=${state}`],
  ["it in the prototype", ({ state }) => `__proto__[state]=${state}`],
  ["it in the constructor", ({ state }) => `constructor[prototype][state]=${state}`],
  ["it under a name in capitals", ({ state }) => `STATE=${state}`],
  ["it under a name with a space", ({ state }) => `state%20=${state}`],
  ["it under a name with a null byte", ({ state }) => `state%00=${state}`],
  ["it under a dotted name", ({ state }) => `state.=${state}`],
  ["it behind a semicolon", ({ state }) => `a=1;state=${state}`],
  ["it before a semicolon", ({ state }) => `state=${state};a=1`],
  ["it and a plus", ({ state }) => `state=${state}+`],
  ["it and a plus before", ({ state }) => `state=+${state}`],
  ["it and a zero-width space", ({ state }) => `state=${state}%e2%80%8b`],
  ["it and a broken encoding", ({ state }) => `state=${state}%zz`],
  ["it and half of a letter", ({ state }) => `state=${state}%c3`],
  ["a long one", () => `state=${LONG}`],
  ["a megabyte", () => `state=${MEGABYTE}`],
  ["one that was used", ({ used }) => `state=${used}`],
  ["that of a consent in another browser", ({ bound }) => `state=${bound}`],
];

/** Live, but without a code that could be one: the consent has had its answer. */
const CODES: readonly (readonly [what: string, code: string])[] = [
  ["none", ""],
  ["an empty one", "code="],
  ["two", "code=a&code=b"],
  ["a list", "code[]=a"],
  ["an object", "code[a]=b"],
  ["one under another name", "Code=a&grant_code=b&CODE=c"],
  ["a long one", `code=${LONG}`],
  ["a megabyte", `code=${MEGABYTE}`],
  ["one in the prototype", "__proto__[code]=a"],
];

/** Unusual, and all the same what Zoho has sent. */
const GOOD: readonly (readonly [what: string, query: Query])[] = [
  ["as Zoho writes it", ({ state, code }) => `state=${state}&code=${code}`],
  ["in another order", ({ state, code }) => `code=${code}&location=eu&state=${state}`],
  [
    "with every character encoded",
    ({ state, code }) => `${percent("state")}=${percent(state)}&code=${percent(code)}`,
  ],
  [
    "with a slash behind the accounts server",
    ({ state, code }) => `state=${state}&code=${code}&accounts-server=https%3A%2F%2Faccounts.zoho.eu%2F`,
  ],
  [
    "among parameters that nobody knows",
    ({ state, code }) => `a=1&a=2&b[c]=d&state=${state}&utm_source=x&code=${code}&__proto__[x]=1`,
  ],
  ["with an empty error", ({ state, code }) => `state=${state}&code=${code}&error=`],
  ["with two errors, which are none", ({ state, code }) => `state=${state}&code=${code}&error=a&error=b`],
  [
    "with two locations, which are none",
    ({ state, code }) => `state=${state}&code=${code}&location=us&location=cn`,
  ],
];

export const CALLBACKS: readonly CallbackCase[] = [
  ...ERRORS.map(([error]) => ({
    what: `no state and the error ${error}`,
    query: () => `error=${error}`,
    ends: "nothing" as const,
  })),
  ...ERRORS.map(([error, ends]) => ({
    what: `the error ${error}`,
    query: ({ state }: Consents) => `state=${state}&error=${error}`,
    ends,
  })),
  {
    what: "an error beside a code",
    query: ({ state, code }) => `state=${state}&code=${code}&error=access_denied`,
    ends: "access_denied",
  },
  {
    what: "an error and the state of another",
    query: ({ used }) => `state=${used}&error=access_denied`,
    ends: "nothing",
  },
  {
    what: "a list of errors without state",
    query: () => "error[]=no_org",
    ends: "nothing",
  },
  { what: "nothing at all", query: () => "", ends: "nothing" },
  { what: "a code alone", query: ({ code }) => `code=${code}`, ends: "nothing" },
  { what: "a megabyte of error", query: () => `error=${MEGABYTE}`, ends: "nothing" },
  ...STATES.map(([what, query]) => ({
    what: `as state ${what}`,
    query: (consents: Consents) => `${query(consents)}&code=${consents.code}&location=eu`,
    ends: "nothing" as const,
  })),
  ...CODES.map(([what, code]) => ({
    what: `as code ${what}`,
    query: ({ state }: Consents) => `state=${state}&${code}`,
    ends: "callback_invalid" as const,
  })),
  ...["", "x", "__proto__"].map((cookie) => ({
    what: `of another browser, with the cookie '${cookie}'`,
    query: ({ bound, code }: Consents) => `state=${bound}&code=${code}`,
    cookie,
    ends: "nothing" as const,
  })),
  ...GOOD.map(([what, query]) => ({ what: `good: ${what}`, query, ends: "connected" as const })),
];
