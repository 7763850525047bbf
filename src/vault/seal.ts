import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";

/** Fills this many bytes with randomness fit for keys. */
export type RandomBytes = (size: number) => Buffer;

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Seals with AES-256-GCM under a random 96-bit nonce. NIST SP 800-38D allows 2^32 seals per key with random
 * nonces; a vault with 1,000 connections that renews each token hourly needs 490 years for that.
 *
 * @param key 32 bytes
 * @param associated text that is not hidden but must be the same when the seal is opened
 * @returns base64 of nonce, ciphertext and tag
 */
export function seal(key: Buffer, associated: string, plain: Buffer, random: RandomBytes): string {
  const nonce = random(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(associated, "utf8"));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString("base64");
}

/** @returns what was sealed, or undefined where key, associated text or a single bit is another one */
export function unseal(key: Buffer, associated: string, sealed: string): Buffer | undefined {
  const bytes = strictBase64(sealed);
  if (bytes === undefined || bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const tag = bytes.subarray(bytes.length - TAG_BYTES);
  // Without the length Node.js accepts shorter tags, which are easier to guess.
  const decipher = createDecipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(Buffer.from(associated, "utf8"));
  decipher.setAuthTag(tag);
  const plain = decipher.update(bytes.subarray(NONCE_BYTES, bytes.length - TAG_BYTES));
  try {
    return Buffer.concat([plain, decipher.final()]);
  } catch {
    return undefined;
  }
}

/** Node.js skips what is not base64; here one text stands for one value and everything else is damage. */
export function strictBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, "base64");
  return bytes.toString("base64") === text ? bytes : undefined;
}

/**
 * Derives a key for one purpose from a random one (HKDF-SHA-256, RFC 5869). Not for secrets that people type.
 *
 * @param salt may be empty where `secret` is already uniformly random
 */
export function derive(secret: Buffer, salt: Buffer, purpose: string, size: number): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, salt, purpose, size));
}
