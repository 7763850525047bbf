import type { Secret } from "./secret";

/** Shorter pieces would be found by chance. */
const SHORTEST = 16;

/**
 * The forms in which a secret could stand somewhere: as it is, URL-encoded, in base64 and base64url wherever it begins
 * within other bytes, in hexadecimal digits; bytes also as Node.js prints them. Of a token in several parts each long
 * part counts by itself, so that half of one is found as well.
 *
 * @returns texts of at least 16 characters
 */
export function formsOf({ value, as }: Secret): readonly string[] {
  const forms =
    as === "bytes" ? formsOfBytes(Buffer.from(value, "hex")) : partsOf(value).flatMap(formsOfText);
  return [...new Set(forms)].filter((form) => form.length >= SHORTEST);
}

/** `1000.<32 hex>.<32 hex>` in its two halves; anything else as a whole. */
function partsOf(text: string): readonly string[] {
  const parts = text.split(".").filter((part) => part.length >= SHORTEST);
  return parts.length > 0 ? parts : [text];
}

function formsOfText(text: string): readonly string[] {
  return [text, encodeURIComponent(text), ...encodings(Buffer.from(text))];
}

function formsOfBytes(bytes: Buffer): readonly string[] {
  const pairs = bytes.toString("hex").match(/../g) ?? [];
  return [
    bytes.toString("latin1"),
    // console.log and util.inspect, JSON.stringify.
    pairs.join(" "),
    bytes.join(","),
    ...encodings(bytes),
  ];
}

function encodings(bytes: Buffer): readonly string[] {
  const base64 = [0, 1, 2].map((before) => base64Within(bytes, before));
  const base64url = base64.map((text) => text.replaceAll("+", "-").replaceAll("/", "_"));
  const hex = bytes.toString("hex");
  return [...base64, ...base64url, ...base64.map(encodeURIComponent), hex, hex.toUpperCase()];
}

/** The base64 digits that are the same whatever stands before (so many bytes, modulo 3) and behind. */
function base64Within(bytes: Buffer, before: number): string {
  const digits = Buffer.concat([Buffer.alloc(before), bytes])
    .toString("base64")
    .replace(/=+$/, "");
  const first = Math.ceil((before * 8) / 6);
  const whole = Math.floor(((before + bytes.length) * 8) / 6);
  return digits.slice(first, whole);
}
