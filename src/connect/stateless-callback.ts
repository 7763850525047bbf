import { ZohoError } from "../errors/zoho-error";
import { type CallbackParameters, errorOfCallback } from "../oauth/callback";
import type { ConsentOutcomes } from "./consent-outcomes";
import { invalidCallback } from "./start-book";

/**
 * What a callback without `state` is. Zoho may drop it from an error: that is then a hint for people, and ends
 * nothing. Anybody can call this address, so only errors that Zoho is known to send are shown or kept; other text is
 * dropped.
 */
export function errorWithoutState(parameters: CallbackParameters, outcomes: ConsentOutcomes): ZohoError {
  if (parameters.error === undefined) return invalidCallback("it has no state");
  const { code, cause } = errorOfCallback(parameters.error, [], "");
  if (code === "consent_failed" || cause.zohoCode === undefined)
    return invalidCallback("it has no state, and its error is none of those that Zoho sends");
  outcomes.hint(cause.zohoCode);
  const details = { meaning: cause.reason, advice: cause.remedy };
  return new ZohoError("callback_without_state", { zohoCode: cause.zohoCode, details });
}
