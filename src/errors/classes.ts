/** The eight ways a call can fail, in the order of the outputs of `zoho-error`. */
export const ERROR_CLASSES = [
  "no_org",
  "invalid_scope",
  "expired_token",
  "rate_limited",
  "unreachable",
  "rejected",
  "unknown",
  "other",
] as const;

export type ErrorClass = (typeof ERROR_CLASSES)[number];

/** True for what ends by itself: Zoho could not be reached, or was busy. All else waits for a person. */
export function endsByItself(errorClass: ErrorClass): boolean {
  return errorClass === "unreachable" || errorClass === "rate_limited";
}
