import { type Fault, FAULT_KINDS, type FaultKind, type FaultMatch } from "./fault";

/** A refused fault, with a sentence that names what is wrong. */
export class FaultError extends Error {
  override readonly name = "FaultError";
}

const KEYS = ["match", "times", "fault", "status", "body", "headers", "delayMs"];
const MATCH_KEYS = ["host", "path", "method"];
const MAX_DELAY_MS = 600_000;

/**
 * Faults out of a request body: one object or an array of them.
 *
 * @throws FaultError where one is not understood; then none is taken
 */
export function parseFaults(body: unknown): readonly Fault[] {
  return (Array.isArray(body) ? body : [body]).map(parseFault);
}

function parseFault(value: unknown): Fault {
  const source = objectOf(value, "a fault", KEYS);
  const kind = source["fault"];
  if (!isKind(kind)) throw new FaultError(`"fault" is one of ${FAULT_KINDS.join(", ")}`);
  const times = source["times"] ?? (source["times"] === null ? null : 1);
  if (times !== null && !isWhole(times, 1, 1_000_000))
    throw new FaultError('"times" is a number from 1, or null');
  const { status, body, headers, delayMs } = source;
  if (status !== undefined && !isWhole(status, 200, 599))
    throw new FaultError('"status" is a number from 200 to 599');
  if (delayMs !== undefined && !isWhole(delayMs, 0, MAX_DELAY_MS)) {
    throw new FaultError(`"delayMs" is a number from 0 to ${MAX_DELAY_MS}`);
  }
  return {
    match: parseMatch(source["match"] ?? {}),
    times,
    fault: kind,
    ...(status === undefined ? {} : { status }),
    ...(delayMs === undefined ? {} : { delayMs }),
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    ...(headers === undefined ? {} : { headers: parseHeaders(headers) }),
  };
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
    if (
      !/^[A-Za-z0-9-]{1,100}$/.test(name) ||
      typeof text !== "string" ||
      !/^[\t\x20-\x7e]{0,2000}$/.test(text)
    ) {
      throw new FaultError(`header "${name.slice(0, 60)}" can't be sent`);
    }
  }
  return source as Readonly<Record<string, string>>;
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

function isWhole(value: unknown, min: number, max: number): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= min && value <= max;
}
