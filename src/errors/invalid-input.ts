import { ZohoError } from "./zoho-error";

/**
 * A value that a person or a flow gave and that can't be used.
 *
 * @param field begins the sentence: `The path`, `msg.zoho.query`
 * @param problem ends it, without a full stop: `is missing: enter one such as Leads`
 */
export function invalidInput(field: string, problem: string): ZohoError {
  return new ZohoError("invalid_input", { details: { field, problem } });
}
