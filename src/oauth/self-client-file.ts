import { invalidInput } from "../errors/invalid-input";
import { parseScopes } from "../zoho/scopes";
import { isToken } from "./token-answer";

/** What Zoho's API console writes into `self_client.json` when it makes a grant code (Self Client, Generate Code). */
export interface SelfClientFile {
  readonly clientId: string;
  /** Absent in a file from which somebody has taken it out. */
  readonly clientSecret?: string;
  /** Works once, and only for a few minutes. */
  readonly code: string;
  /** The scopes that the code was made for; none where the file does not say. */
  readonly scopes: readonly string[];
  /** When the code runs out, milliseconds since 1970, where the file says so. */
  readonly expiresAt?: number;
}

/** Zoho's file has below 1,000 characters. */
const MAX_LENGTH = 20_000;

/**
 * Reads a `self_client.json`.
 *
 * @param input the file's text, its bytes, or the object that a JSON node made of it
 * @throws ZohoError `invalid_input` saying what is wrong with it; never with a value out of it
 */
export function parseSelfClientFile(input: unknown): SelfClientFile {
  const file = objectIn(input);
  const { client_id: clientId, client_secret: clientSecret, code } = file;
  if (!isToken(clientId)) throw unusable("has no client_id: choose the file that Zoho's API console offers");
  if (clientSecret !== undefined && clientSecret !== "" && !isToken(clientSecret))
    throw unusable("has a client_secret that is none: download it again");
  if (!isToken(code))
    throw unusable("has no code: press Generate Code in Zoho's API console and download it again");
  const expiresAt = file["expiry_time"];
  return {
    clientId,
    ...(isToken(clientSecret) && { clientSecret }),
    code,
    scopes: scopesIn(file["scope"]),
    ...(typeof expiresAt === "number" && Number.isSafeInteger(expiresAt) && expiresAt > 0 && { expiresAt }),
  };
}

function objectIn(input: unknown): Readonly<Record<string, unknown>> {
  const value = typeof input === "string" || Buffer.isBuffer(input) ? parsed(input) : input;
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw unusable("is not the JSON of a Self Client");
  return Object.assign(Object.create(null) as Record<string, unknown>, value);
}

function parsed(input: string | Buffer): unknown {
  if (input.length > MAX_LENGTH) throw unusable("is far longer than a Self Client's");
  try {
    return JSON.parse(input.toString("utf8").replace(/^\ufeff/, ""));
  } catch {
    throw unusable("is not the JSON of a Self Client");
  }
}

function scopesIn(value: unknown): readonly string[] {
  const parts: readonly unknown[] = Array.isArray(value) ? value : [value];
  return parseScopes(parts.filter((part) => typeof part === "string").join(","));
}

function unusable(problem: string): ReturnType<typeof invalidInput> {
  return invalidInput("The file self_client.json", problem);
}
