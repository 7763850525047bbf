import { duration } from "./duration";
import { FAULT_PLACES } from "./fault-places";
import { settingValue } from "./setting-value";

type Fields = ReadonlyMap<string, string>;
type Answer = Readonly<Record<string, unknown>>;

/** A button as the control request that it stands for: whatever people can press, programs can ask for. */
export interface PressRow {
  readonly method: "POST" | "PATCH" | "DELETE";
  /** Below `/_emulator`. */
  readonly path: string;
  readonly body?: (fields: Fields) => unknown;
  /** One line for whoever pressed it. */
  readonly said: (answer: Answer, fields: Fields) => string;
}

function tokenAction(action: string, done: string): PressRow {
  return {
    method: "POST",
    path: "/actions",
    body: (fields) => ({ action, ...(fields.has("token") ? { token: fields.get("token") } : {}) }),
    said: (answer) => `${done}: ${tokens(answer)}.`,
  };
}

/** Every button of the page. A new one is a row, and a form that names it. */
export const PRESSES = {
  expireAccessTokens: tokenAction("expireAccessTokens", "Expired"),
  evictAccessTokens: tokenAction("evictAccessTokens", "Evicted"),
  expireCodes: tokenAction("expireCodes", "Expired"),
  evictGrants: tokenAction("evictGrants", "Evicted"),
  revokeGrants: tokenAction("revokeGrants", "Revoked"),
  throttleGrants: tokenAction("throttleGrants", "Throttled"),
  throttleApi: {
    method: "POST",
    path: "/faults",
    body: (fields) => ({
      match: { host: "*zohoapis*" },
      fault: "throttle",
      times: numberOrText(fields, "calls"),
    }),
    said: (_answer, fields) => `The API refuses the next ${fields.get("calls") ?? ""} calls.`,
  },
  advance: {
    method: "POST",
    path: "/clock",
    body: (fields) => ({
      advanceMs: Number.isNaN(seconds(fields)) ? (fields.get("amount") ?? "") : seconds(fields) * 1000,
    }),
    said: (answer, fields) => `The clock went ${direction(seconds(fields))}: ${time(answer)}.`,
  },
  freeze: {
    method: "POST",
    path: "/clock",
    body: () => ({ frozen: true }),
    said: (answer) => `The clock stands still: ${time(answer)}.`,
  },
  unfreeze: {
    method: "POST",
    path: "/clock",
    body: () => ({ frozen: false }),
    said: (answer) => `The clock runs: ${time(answer)}.`,
  },
  changeSetting: {
    method: "PATCH",
    path: "/settings",
    body: (fields) => setting(fields, settingValue(name(fields), fields.get("value") ?? "")),
    said: (answer, fields) => `${name(fields)} is ${JSON.stringify(answer[name(fields)])}.`,
  },
  settingToDefault: {
    method: "PATCH",
    path: "/settings",
    body: (fields) => setting(fields, settingValue(name(fields))),
    said: (answer, fields) => `${name(fields)} is ${JSON.stringify(answer[name(fields)])} again.`,
  },
  addFault: {
    method: "POST",
    path: "/faults",
    body: fault,
    said: (_answer, fields) => `A fault waits: ${fields.get("fault") ?? ""}.`,
  },
  clearFaults: {
    method: "DELETE",
    path: "/faults",
    said: () => "No fault waits any more.",
  },
  registerRedirectUri: {
    method: "POST",
    path: "/clients",
    body: (fields) => ({ clientId: fields.get("clientId"), redirectUri: fields.get("redirectUri") }),
    said: (_answer, fields) => `Registered: ${fields.get("redirectUri") ?? ""}`,
  },
  forgetRequests: {
    method: "DELETE",
    path: "/requests",
    said: () => "The requests are forgotten.",
  },
  reset: {
    method: "POST",
    path: "/reset",
    said: () => "Everything is as in the beginning.",
  },
} as const satisfies Readonly<Record<string, PressRow>>;

export type Press = keyof typeof PRESSES;

export function isPress(value: string): value is Press {
  return Object.hasOwn(PRESSES, value);
}

function tokens(answer: Answer): string {
  const counts = [
    [answer["refreshTokens"], "refresh token"],
    [answer["accessTokens"], "access token"],
    [answer["codes"], "grant code"],
  ] as const;
  const texts = counts
    .filter(([count]) => typeof count === "number" && count > 0)
    .map(([count, what]) => `${String(count)} ${what}${count === 1 ? "" : "s"}`);
  return texts.length === 0 ? "none was there" : texts.join(", ");
}

function seconds(fields: Fields): number {
  return Number(filled(fields, "amount") ?? Number.NaN) * Number(fields.get("unit"));
}

function direction(amount: number): string {
  return amount < 0 ? `back by ${duration(-amount)}` : `on by ${duration(amount)}`;
}

function time({ now }: Answer): string {
  return typeof now === "string" ? `${now.slice(0, 10)} ${now.slice(11, 19)} UTC` : "";
}

function name(fields: Fields): string {
  return fields.get("name") ?? "";
}

function setting(fields: Fields, value: unknown): unknown {
  return { [name(fields)]: value };
}

function fault(fields: Fields): unknown {
  const place = FAULT_PLACES.find(({ id }) => id === fields.get("place"));
  const own = ["host", "path", "method"].filter((key) => filled(fields, key) !== undefined);
  const numbers = ["status", "delayMs"].filter((key) => filled(fields, key) !== undefined);
  return {
    fault: fields.get("fault"),
    // What is said more exactly counts instead of the place.
    match: own.length > 0 ? Object.fromEntries(own.map((key) => [key, filled(fields, key)])) : place?.match,
    times: filled(fields, "times") === undefined ? null : numberOrText(fields, "times"),
    ...Object.fromEntries(numbers.map((key) => [key, numberOrText(fields, key)])),
    ...(filled(fields, "body") === undefined ? {} : { body: fields.get("body") }),
  };
}

function filled(fields: Fields, key: string): string | undefined {
  const text = fields.get(key)?.trim() ?? "";
  return text === "" ? undefined : text;
}

/** What is no number goes on as the text that it is, and is refused by name. */
function numberOrText(fields: Fields, key: string): number | string {
  const text = filled(fields, key) ?? "";
  return text === "" || Number.isNaN(Number(text)) ? text : Number(text);
}
