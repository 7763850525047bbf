import { createHash } from "node:crypto";

/** What ties a code to the app that asked for it. RFC 7636. */
export interface Challenge {
  readonly value: string;
  readonly method: "S256" | "plain";
}

const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;
const FORM: Readonly<Record<Challenge["method"], RegExp>> = {
  S256: /^[A-Za-z0-9_-]{43}$/,
  plain: VERIFIER,
};

/**
 * The challenge of an authorize request; `plain` is the default method. Zoho: mobile and desktop apps.
 *
 * @returns undefined where there is none, `malformed` where it can't be one
 */
export function challengeOf(query: URLSearchParams): Challenge | "malformed" | undefined {
  const value = query.get("code_challenge") ?? "";
  if (value === "") return undefined;
  const method = query.get("code_challenge_method") ?? "plain";
  if (method !== "S256" && method !== "plain") return "malformed";
  return FORM[method].test(value) ? { value, method } : "malformed";
}

/** True where the verifier belongs to the challenge. */
export function provesChallenge(challenge: Challenge, verifier = ""): boolean {
  if (!VERIFIER.test(verifier)) return false;
  if (challenge.method === "plain") return verifier === challenge.value;
  return createHash("sha256").update(verifier).digest("base64url") === challenge.value;
}
