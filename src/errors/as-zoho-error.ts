import { messageOf } from "./message-of";
import { redact } from "./redact";
import { isZohoError, ZohoError } from "./zoho-error";

/** Anything that was thrown, as one of our errors. */
export function asZohoError(thrown: unknown): ZohoError {
  if (isZohoError(thrown)) return thrown;
  return new ZohoError("internal", { details: { message: redact(messageOf(thrown)) } });
}
