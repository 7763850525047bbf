import { createHash } from "node:crypto";

/**
 * Zoho's tokens and codes: a four-digit prefix and two hexadecimal parts. Its client secrets: 40 to 43 hexadecimal
 * characters, which a proxy that echoes a form would send back.
 */
const TOKEN = /\b1\d{3}\.[0-9a-f]{6,}\.[0-9a-f]{6,}|(?<![0-9a-z])[0-9a-f]{40,43}(?![0-9a-z])/gi;

/** Text from outside without anything that looks like a token or client secret of Zoho's, cut to a readable length. */
export function redact(text: string, maxLength = 300): string {
  const clean = text.replace(TOKEN, "[token]");
  return clean.length > maxLength ? `${clean.slice(0, maxLength)}…` : clean;
}

/** The same for what came as JSON: every text in it without its tokens. */
export function redactJson(value: unknown): unknown {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined ? undefined : (JSON.parse(text.replace(TOKEN, "[token]")) as unknown);
}

/** Tells two secrets apart without showing either: 16 hexadecimal characters of SHA-256. */
export function fingerprint(secret: string): string {
  return createHash("sha256").update(secret).digest("hex").slice(0, 16);
}
