import { inspect } from "node:util";
import { expect } from "vitest";
import type { ErrorCode } from "../../../src/errors/codes";
import { ZohoError } from "../../../src/errors/zoho-error";

/** The ZohoError that this ends in; the test fails where it ends well or in anything else. */
export async function errorOf(work: Promise<unknown> | (() => unknown)): Promise<ZohoError> {
  try {
    await (typeof work === "function" ? work() : work);
  } catch (error) {
    if (error instanceof ZohoError) return error;
    throw error;
  }
  throw new Error("it should have failed");
}

export async function expectCode(
  work: Promise<unknown> | (() => unknown),
  code: ErrorCode,
): Promise<ZohoError> {
  const error = await errorOf(work);
  expect(error.code, error.message).toBe(code);
  return error;
}

/** Every place in which an error can carry a secret to somebody. */
export function everythingIn(error: unknown): string {
  const own =
    error instanceof Error ? [error.message, error.stack ?? "", inspect(error.cause, { depth: 20 })] : [];
  return [
    ...own,
    String(error),
    inspect(error, { depth: 20, showHidden: true, getters: true }),
    JSON.stringify(error),
    JSON.stringify(error instanceof Error ? error.cause : undefined),
  ].join("\n");
}

/** Fails where one of the secrets stands in the text: plain, base64 or URL-encoded. */
export function expectNoSecret(text: string, secrets: readonly string[]): void {
  for (const secret of secrets) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(Buffer.from(secret).toString("base64").replace(/=+$/, ""));
    expect(text).not.toContain(encodeURIComponent(secret));
  }
}
