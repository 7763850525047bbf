import { type Fault, FAULT_KINDS, type FaultKind, type FaultMatch, type RetryAfter } from "./fault";

/** A refused fault, with a sentence that names what is wrong. */
export class FaultError extends Error {
  override readonly name = "FaultError";
}

const KEYS = [
  "match",
  "times",
  "fault",
  "status",
  "body",
  "headers",
  "retryAfter",
  "delayMs",
  "after",
  "probability",
  "forSeconds",
];
const MATCH_KEYS = ["host", "path", "method", "query"];
const MAX_DELAY_MS = 600_000;
const MAX_COUNT = 1_000_000;
const HEADER_TEXT = /^[\t\x20-\x7e]{0,2000}$/;

/**
 * Faults out of a request body: one object or an array of them.
 *
 * @param now milliseconds since 1970, from which `forSeconds` counts
 * @throws FaultError where one is not understood; then none is taken
 */
export function parseFaults(body: unknown, now: number): readonly Fault[] {
  return (Array.isArray(body) ? body : [body]).map((value) => parseFault(value, now));
}

function parseFault(value: unknown, now: number): Fault {
  const source = objectOf(value, "a fault", KEYS);
  const kind = source["fault"];
  if (!isKind(kind)) throw new FaultError(`"fault" is one of ${FAULT_KINDS.join(", ")}`);
  const { body, headers, retryAfter, probability } = source;
  const status = whole(source, "status", 200, 599);
  const delayMs = whole(source, "delayMs", 0, MAX_DELAY_MS);
  const after = whole(source, "after", 0, MAX_COUNT);
  const forSeconds = whole(source, "forSeconds", 1, MAX_COUNT);
  if (probability !== undefined && !isShare(probability)) {
    throw new FaultError('"probability" is a number above 0, at most 1');
  }
  return {
    match: parseMatch(source["match"] ?? {}),
    times: timesOf(source),
    fault: kind,
    ...(status === undefined ? {} : { status }),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    ...(headers === undefined ? {} : { headers: parseHeaders(headers) }),
    ...(retryAfter === undefined ? {} : { retryAfter: parseRetryAfter(retryAfter) }),
    ...(after === undefined ? {} : { after }),
    ...(probability === undefined ? {} : { probability }),
    ...(forSeconds === undefined ? {} : { until: now + forSeconds * 1000 }),
  };
}

/** One, where nothing is said; what has an end or a chance goes on until cleared. */
function timesOf(source: Readonly<Record<string, unknown>>): number | null {
  const isStorm = source["forSeconds"] !== undefined || source["probability"] !== undefined;
  const { times = isStorm ? null : 1 } = source;
  if (times === null || isWhole(times, 1, MAX_COUNT)) return times;
  throw new FaultError('"times" is a number from 1, or null');
}

function parseMatch(value: unknown): FaultMatch {
  const source = objectOf(value, '"match"', MATCH_KEYS);
  for (const [key, text] of Object.entries(source)) {
    if (typeof text !== "string" || text === "" || text.length > 500)
      throw new FaultError(`"match.${key}" is a text`);
    if (text.split("*").length > 4) throw new FaultError(`"match.${key}" has more than three *`);
  }
  return source;
}

function parseHeaders(value: unknown): Readonly<Record<string, string>> {
  const source = objectOf(value, '"headers"');
  for (const [name, text] of Object.entries(source)) {
    if (!/^[A-Za-z0-9-]{1,100}$/.test(name) || typeof text !== "string" || !HEADER_TEXT.test(text)) {
      throw new FaultError(`header "${name.slice(0, 60)}" can't be sent`);
    }
  }
  return source as Readonly<Record<string, string>>;
}

function parseRetryAfter(value: unknown): RetryAfter {
  if (value === null) return null;
  if (isWhole(value, 0, MAX_COUNT)) return String(value);
  if (typeof value === "string" && HEADER_TEXT.test(value)) return value;
  if (typeof value === "object") {
    const inSeconds = whole(objectOf(value, '"retryAfter"', ["inSeconds"]), "inSeconds", 0, MAX_COUNT);
    if (inSeconds !== undefined) return { inSeconds };
  }
  throw new FaultError(
    '"retryAfter" is a number of seconds, a text, {"inSeconds": n} for a date, or null for none',
  );
}

function objectOf(value: unknown, what: string, keys?: readonly string[]): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new FaultError(`${what} is an object`);
  const unknown = Object.keys(value).find((key) => keys !== undefined && !keys.includes(key));
  if (unknown !== undefined)
    throw new FaultError(`${what} has no "${unknown.slice(0, 60)}"; it has ${keys?.join(", ")}`);
  return value as Readonly<Record<string, unknown>>;
}

function isKind(value: unknown): value is FaultKind {
  return (FAULT_KINDS as readonly unknown[]).includes(value);
}

function isShare(value: unknown): value is number {
  return typeof value === "number" && value > 0 && value <= 1;
}

/** A whole number that need not be there. */
function whole(
  source: Readonly<Record<string, unknown>>,
  name: string,
  min: number,
  max: number,
): number | undefined {
  const value = source[name];
  if (value === undefined || isWhole(value, min, max)) return value;
  throw new FaultError(`"${name}" is a number from ${min} to ${max}`);
}

function isWhole(value: unknown, min: number, max: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;
}
